CREATE TABLE "bulk" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "bulk_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"dataset_id" integer NOT NULL,
	"user_id" text NOT NULL,
	"state" text DEFAULT 'verifying' NOT NULL,
	"filter" jsonb,
	"bound" real NOT NULL,
	"seed" text NOT NULL,
	"samples" integer NOT NULL,
	"to_check" integer NOT NULL,
	"written" integer DEFAULT 0 NOT NULL,
	"skipped" jsonb DEFAULT '{"held":0,"decided":0}'::jsonb NOT NULL,
	"answered" integer DEFAULT 0 NOT NULL,
	"differed" integer DEFAULT 0 NOT NULL,
	"job_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"committed_at" timestamp with time zone,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "bulk_item" (
	"bulk_id" integer NOT NULL,
	"sample_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"verdict" text NOT NULL,
	"label" smallint,
	"reason" text,
	"agrees" boolean,
	"done" boolean DEFAULT false NOT NULL,
	CONSTRAINT "bulk_item_bulk_id_sample_id_pk" PRIMARY KEY("bulk_id","sample_id")
);
--> statement-breakpoint
ALTER TABLE "class" ADD COLUMN "colour" text;--> statement-breakpoint
ALTER TABLE "class" ADD COLUMN "merged_into" smallint;--> statement-breakpoint
ALTER TABLE "class" ADD COLUMN "split" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "class" ADD COLUMN "former" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "bulk" integer;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "verifies" integer;--> statement-breakpoint
ALTER TABLE "export" ADD COLUMN "classes" jsonb;--> statement-breakpoint
ALTER TABLE "sample_state" ADD COLUMN "bulk" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "bulk" ADD CONSTRAINT "bulk_dataset_id_dataset_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."dataset"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_bulk_id_bulk_id_fk" FOREIGN KEY ("bulk_id") REFERENCES "public"."bulk"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_sample_id_sample_id_fk" FOREIGN KEY ("sample_id") REFERENCES "public"."sample"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_dataset" ON "bulk" USING btree ("dataset_id","id");--> statement-breakpoint
CREATE INDEX "bulk_item_order" ON "bulk_item" USING btree ("bulk_id","position");--> statement-breakpoint
CREATE INDEX "decision_bulk" ON "decision" USING btree ("bulk","id") WHERE bulk is not null;