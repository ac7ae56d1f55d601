ALTER TABLE "decision" ADD COLUMN "suggested_class" smallint;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "kind" text DEFAULT 'reading' NOT NULL;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "asked" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "agree" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "second_share" real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "second_drawn" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "lease" ADD COLUMN "kind" text DEFAULT 'reading' NOT NULL;--> statement-breakpoint
ALTER TABLE "lease" ADD COLUMN "blind" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "lease" ADD COLUMN "flipped" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "lease" ADD COLUMN "suggested_class" smallint;--> statement-breakpoint
ALTER TABLE "queue" ADD COLUMN "policy" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "sample_state" ADD COLUMN "consensus" text DEFAULT 'agreed' NOT NULL;--> statement-breakpoint
ALTER TABLE "sample_state" ADD COLUMN "confirmed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sample_state" ADD COLUMN "seats" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "sample_state" ADD COLUMN "second_queue" integer;--> statement-breakpoint
CREATE UNIQUE INDEX "lease_reader" ON "lease" USING btree ("sample_id","user_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "sample_state_second" ON "sample_state" USING btree ("second_queue") WHERE second_queue is not null;--> statement-breakpoint
CREATE INDEX "sample_state_conflict" ON "sample_state" USING btree ("dataset_id") WHERE consensus = 'conflict';--> statement-breakpoint
UPDATE "sample_state" SET "consensus" = 'pending' WHERE "status" = 'open';
