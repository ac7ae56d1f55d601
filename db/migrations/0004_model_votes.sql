CREATE TABLE "model_vote" (
	"dataset_id" integer NOT NULL,
	"row" integer NOT NULL,
	"models" smallint NOT NULL,
	"against" smallint NOT NULL,
	"alternative" smallint NOT NULL,
	"alternatives" smallint NOT NULL,
	CONSTRAINT "model_vote_dataset_id_row_pk" PRIMARY KEY("dataset_id","row")
);
--> statement-breakpoint
ALTER TABLE "patch" DROP CONSTRAINT "patch_file";--> statement-breakpoint
ALTER TABLE "model_vote" ADD CONSTRAINT "model_vote_dataset_id_dataset_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."dataset"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "patch_file" ON "patch" USING btree ("dataset_id","sha256") WHERE retracted_at is null;