INSERT INTO "model" ("dataset_id", "name", "kind", "predictions", "covered", "file_name", "created_by")
SELECT "id", 'Probabilities of the import', 'probabilities', "source"->>'predProbs', "samples", 'predProbs', "created_by"
FROM "dataset" WHERE "source"->>'predProbs' IS NOT NULL AND "state" NOT IN ('importing', 'failed')
ON CONFLICT DO NOTHING;
