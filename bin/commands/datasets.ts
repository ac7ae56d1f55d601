import { parseArgs } from 'node:util';
import { listDatasets } from '#/server/services/datasets/list.ts';
import { withSystem } from './system.ts';
import { UsageError } from './usage.ts';

const usage = `Usage:
  errata datasets [--json]   one line per dataset: address, state, samples, decisions, labels changed, name`;

/** Lists the datasets of this server, oldest first. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (positionals.length > 0) throw new UsageError(usage);
  const sets = await withSystem((ctx) => listDatasets({ ctx, input: undefined }));
  if (values.json) process.stdout.write(`${JSON.stringify(sets, null, 2)}\n`);
  else
    for (const s of sets)
      process.stdout.write(`${[s.slug, s.state, s.samples, s.decisions, s.changed, s.name].join('\t')}\n`);
  return 0;
}
