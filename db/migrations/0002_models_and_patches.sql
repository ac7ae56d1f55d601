CREATE TABLE "model" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "model_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"dataset_id" integer NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"predictions" text NOT NULL,
	"covered" integer NOT NULL,
	"file_name" text NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "model_name" UNIQUE("dataset_id","name")
);
--> statement-breakpoint
CREATE TABLE "patch" (
	"id" text PRIMARY KEY NOT NULL,
	"dataset_id" integer NOT NULL,
	"name" text NOT NULL,
	"sha256" text NOT NULL,
	"format" text NOT NULL,
	"counts" jsonb NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retracted_at" timestamp with time zone,
	CONSTRAINT "patch_file" UNIQUE("dataset_id","sha256")
);
--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "source" text;--> statement-breakpoint
ALTER TABLE "sample_state" ADD COLUMN "imported" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "model" ADD CONSTRAINT "model_dataset_id_dataset_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."dataset"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patch" ADD CONSTRAINT "patch_dataset_id_dataset_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."dataset"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "model_predictions" ON "model" USING btree ("predictions");--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_source_patch_id_fk" FOREIGN KEY ("source") REFERENCES "public"."patch"("id") ON DELETE no action ON UPDATE no action;