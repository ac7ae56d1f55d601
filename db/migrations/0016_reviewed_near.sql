CREATE TABLE "reviewed_near" (
	"sample_id" bigint PRIMARY KEY NOT NULL,
	"dataset_id" integer NOT NULL,
	"said" smallint[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "reviewed_near" ADD CONSTRAINT "reviewed_near_sample_id_sample_id_fk" FOREIGN KEY ("sample_id") REFERENCES "public"."sample"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reviewed_near" ADD CONSTRAINT "reviewed_near_dataset_id_dataset_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."dataset"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reviewed_near_dataset" ON "reviewed_near" USING btree ("dataset_id");