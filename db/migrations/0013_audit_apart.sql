CREATE TABLE "audit" (
	"dataset_id" integer PRIMARY KEY NOT NULL,
	"cursor" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_dataset_id_dataset_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."dataset"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
INSERT INTO "audit" SELECT "id", "audit_cursor" FROM "dataset" WHERE "audit_cursor" > 0;--> statement-breakpoint
ALTER TABLE "dataset" DROP COLUMN "audit_cursor";