ALTER TABLE "dataset" ADD COLUMN "first_sample" bigint;--> statement-breakpoint
ALTER TABLE "dataset" ADD COLUMN "sample_seed" integer;