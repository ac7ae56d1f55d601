DROP INDEX "lease_expiry";--> statement-breakpoint
CREATE INDEX "lease_expiry" ON "lease" USING btree ("dataset_id","expires_at") WHERE ended_by is null;