import type { Ctx } from '#/server/context.ts';
import { demoDigits } from '#/server/demo/digits.ts';
import { demoMails } from '#/server/demo/mails.ts';
import { practiceDigits } from '#/server/demo/practice.ts';
import { generateRelations } from '#/server/demo/relation/generate.ts';
import { importFrom } from '#/server/services/imports/from.ts';
import { type ImportRecord, toImportRecord } from '#/server/services/imports/record.ts';
import { finishImport } from '#/server/services/imports/run.ts';
import type { JobProgress } from '#/server/services/jobs/progress.ts';
import { type DemoSet, demoSets } from './sets.ts';

/** The import job of a demo dataset: its records come from installed packages instead of an upload. Resumable alike. */
export async function runDemoImport(
  { ctx, datasetId }: { ctx: Ctx; datasetId: number },
  key: string,
  progress: JobProgress,
  signal: AbortSignal,
): Promise<void> {
  const set = demoSets.find((s) => s.key === key);
  if (!set) throw new Error(`there is no demo dataset ${key}`);
  // Kept between the two readings (30 MB at most): parsing all mails takes seconds.
  await importFrom({ ctx, datasetId, records: readers[set.key](), report: progress, signal, expected: set.rows });
  await finishImport({ ctx, datasetId });
}

/** The first reading looks at labels only, so a picture is drawn when it is asked for. */
const image = (digit: { png: Uint8Array }): ImportRecord['content'] => ({
  kind: 'image',
  bytes: async () => digit.png,
});

const readers: Record<DemoSet['key'], () => AsyncIterable<ImportRecord>> = {
  async *practice() {
    for await (const digit of practiceDigits()) {
      const { externalId, label, truth } = digit;
      yield { externalId, label, truth, content: image(digit) };
    }
  },
  async *mail() {
    for await (const { externalId, label, subject, body, headers } of demoMails())
      yield { externalId, label, content: { kind: 'text', title: subject, text: body }, details: headers };
  },
  async *digits() {
    for await (const digit of demoDigits())
      yield { externalId: digit.externalId, label: digit.label, content: image(digit) };
  },
  async *relations() {
    const columns = { id: 'id', label: 'relation' };
    for (const [row, { fields, truth }] of generateRelations().entries())
      yield { ...toImportRecord({ line: row + 1, file: '', fields: { ...fields } }, columns, 'relation'), truth };
  },
};
