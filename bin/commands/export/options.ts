import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { exportFormats } from '#/server/domain/exportViews.ts';
import { createExportSchema } from '#/server/domain/inputs.ts';
import { UsageError } from '../usage.ts';

export const usage = `Usage:
  errata export DATASET [--format FORMAT] [--out FILE] [what goes in] [what several readings add up to]
  errata export DATASET --version N [--out FILE]
Makes a new version (or takes version N) and writes it to FILE, or under its own name; --out - writes to stdout.
--format is one of ${exportFormats.slice(0, 4).join(', ')},
  ${exportFormats.slice(4).join(', ')}; csv if left out.

What goes in:
  --cleaned-only        leaves out what was excluded or fits no class
  --eliminate CLASS     leaves out the samples given this class that proved wrong, instead of correcting them
  --drop-multi-label    leaves out the samples for which both labels fit
  --spreadsheet-safe    puts an apostrophe before what a spreadsheet would run as a formula

What several readings of a sample add up to:
  --agree N             N readers have to say the same: 3 or 5 of five, say, or “all”; if left out, as each queue asked
  --consensus METHOD    votes (if left out), dawid-skene or crowdlab
Where no consensus is reached the given label stands, with the status “open”. A lead's word always stands.`;

export type ExportOptions = z.infer<typeof createExportSchema> & {
  slug: string;
  /** An earlier version to take; null makes a new one. */
  version: number | null;
  /** `-` for stdout; undefined for the version's own name. */
  out: string | undefined;
};

/** More readers than there are ask for all of them. */
const all = 10;

function readAgree(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const n = value === 'all' ? all : Number(value);
  if (!(Number.isInteger(n) && n >= 1 && n <= all))
    throw new UsageError(`--agree: give a number of readers from 1 to ${all}, or “all”.`);
  return n;
}

function readConsensus(value: string | undefined): 'dawid-skene' | 'crowdlab' | undefined {
  if (value === undefined || value === 'votes') return undefined;
  if (value !== 'dawid-skene' && value !== 'crowdlab')
    throw new UsageError('--consensus: give votes, dawid-skene or crowdlab.');
  return value;
}

/** @returns null where only the usage is asked for. @throws UsageError with one clear line */
export function readOptions(args: string[]): ExportOptions | null {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      format: { type: 'string' },
      version: { type: 'string' },
      out: { type: 'string', short: 'o' },
      'cleaned-only': { type: 'boolean', default: false },
      'spreadsheet-safe': { type: 'boolean', default: false },
      'drop-multi-label': { type: 'boolean', default: false },
      eliminate: { type: 'string' },
      agree: { type: 'string' },
      consensus: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return null;
  const [slug, ...rest] = positionals;
  if (slug === undefined || rest.length > 0) throw new UsageError(usage);
  const policy = {
    cleanedOnly: values['cleaned-only'],
    spreadsheetSafe: values['spreadsheet-safe'],
    dropMultiLabel: values['drop-multi-label'] || undefined,
    eliminate: values.eliminate,
    agree: readAgree(values.agree),
    consensus: readConsensus(values.consensus),
  };
  const asked = createExportSchema.safeParse({ format: values.format ?? 'csv', policy });
  if (!asked.success) throw new UsageError(`--format: give one of ${exportFormats.join(', ')}.`);
  const version = values.version === undefined ? null : Number(values.version);
  if (version !== null && !(Number.isInteger(version) && version > 0))
    throw new UsageError('--version: give a number from 1.');
  const asking = args.filter((a) => a.startsWith('--') && !/^--(version|out)\b/.test(a));
  if (version !== null && asking.length > 0)
    throw new UsageError(`--version takes a version as it was made; ${asking.join(' and ')} would make another one.`);
  return { slug, version, out: values.out, ...asked.data };
}
