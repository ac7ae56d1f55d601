import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { run } from '../find.ts';

const shared = new URL('../../../../shared/data/label-errors/', import.meta.url).pathname;
const here = existsSync(shared);
if (!here) console.info('Skipped: the published label errors are not here.');

const folder = mkdtempSync(join(tmpdir(), 'errata-published-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Ids that the command holds for wrong, in rising order. */
async function flagged(name: string, ...more: string[]): Promise<number[]> {
  const out = join(folder, 'out.jsonl');
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const arrays = ['--pred-probs', `${shared}${name}_test_set_pyx.npy`];
    arrays.push('--labels', `${shared}${name}_test_set_original_labels.npy`);
    await run([...arrays, ...more, '--method', 'classic', '--out', out]);
  } finally {
    told.mockRestore();
  }
  const rows = readFileSync(out, 'utf8').trim().split('\n');
  return rows
    .map((line) => JSON.parse(line) as { id: string; is_label_issue: boolean })
    .filter((row) => row.is_label_issue)
    .map((row) => Number(row.id))
    .sort((a, b) => a - b);
}

describe.skipIf(!here)('the published study, by the command', () => {
  const golden = (name: string): { checked_ids: number[]; filters: Record<string, number[]> } =>
    JSON.parse(readFileSync(`${shared}golden/${name}_golden.json`, 'utf8'));
  const rising = (ids: number[]) => ids.toSorted((a, b) => a - b);

  test('93 of 93 texts, 100 of 100 digits', async () => {
    const texts = await flagged('20news', '--filter-by', 'published');
    expect(texts).toHaveLength(93);
    expect(texts).toEqual(rising(golden('20news').checked_ids));
    const digits = await flagged('mnist', '--filter-by', 'published', '--count', '100');
    expect(digits).toEqual(rising(golden('mnist').checked_ids));
  });

  test.each(['prune_by_class', 'both', 'low_self_confidence'])('%s as cleanlab', async (rule) => {
    expect(await flagged('20news', '--filter-by', rule)).toEqual(golden('20news').filters[rule]);
  });
});
