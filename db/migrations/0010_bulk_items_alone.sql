ALTER TABLE "bulk_item" DROP CONSTRAINT "bulk_item_bulk_id_bulk_id_fk";
--> statement-breakpoint
ALTER TABLE "bulk_item" DROP CONSTRAINT "bulk_item_sample_id_sample_id_fk";
