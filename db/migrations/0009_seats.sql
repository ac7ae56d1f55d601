DROP INDEX "lease_held";--> statement-breakpoint
UPDATE "lease" l SET "ended_by" = 'released' WHERE "ended_by" = 'decision' AND EXISTS (
  SELECT FROM "decision" d JOIN "decision" r ON r."retracts" = d."id" WHERE d."lease_id" = l."id" AND r."verdict" = 'retract');--> statement-breakpoint
UPDATE "lease" l SET "slot" = t."seat" FROM (
  SELECT "id", row_number() OVER (PARTITION BY "sample_id" ORDER BY "ended_at" NULLS LAST, "served_at", "id") - 1 AS "seat"
  FROM "lease" WHERE "ended_at" IS NULL OR "ended_by" = 'decision') t WHERE t."id" = l."id" AND l."slot" <> t."seat";--> statement-breakpoint
CREATE INDEX "decision_adjudicated" ON "decision" USING btree ("dataset_id") WHERE kind = 'adjudication';--> statement-breakpoint
CREATE UNIQUE INDEX "lease_held" ON "lease" USING btree ("sample_id","slot") WHERE ended_at is null or ended_by = 'decision';--> statement-breakpoint
CREATE FUNCTION free_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE lease SET ended_by = 'released'
  WHERE id = (SELECT lease_id FROM decision WHERE id = NEW.retracts) AND ended_by = 'decision';
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER decision_retracted AFTER INSERT ON "decision" FOR EACH ROW WHEN (NEW.verdict = 'retract') EXECUTE FUNCTION free_seat();
