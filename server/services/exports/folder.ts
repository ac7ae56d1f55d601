import { Readable } from 'node:stream';
import { eq } from 'drizzle-orm';
import { blob, type dataset } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { stringify } from '#/server/formats/write/csv.ts';
import { writeZip, type ZipMember } from '#/server/formats/write/zip.ts';
import { imageName, plainLayout, withExtension } from './layout.ts';
import type { ExportRow, ExportVersion } from './rows.ts';
import { withTold } from './told.ts';

/** Where pictures without a class go. */
const NO_CLASS = '_no_class';
const UNLABELLED = '_unlabelled';

/** A folder that can be written anywhere and leads nowhere else; class names may hold slashes, since nested folders do. */
function folderOf(label: string): string {
  const parts = label
    .split(/[/\\]/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .map((part) => part.replace(/[\u0000-\u001f:*?"<>|]/g, '_').trim())
    .filter((part) => part !== '')
    .map((part) => (part === '.' || part === '..' ? '_' : part));
  return parts.join('/') || '_';
}

/** Gives each picture its place: split, folder of the current label, own name; a second one of that name gets its row. */
class Places {
  readonly #taken = new Set<string>();

  placeOf(row: ExportRow, name: string): string {
    const folder = row.label !== null ? folderOf(row.label) : row.status === 'no_class' ? NO_CLASS : UNLABELLED;
    const base = folderOf(name.slice(name.lastIndexOf('/') + 1));
    const at = base.lastIndexOf('.');
    const [stem, end] = at > 0 ? [base.slice(0, at), base.slice(at)] : [base, ''];
    const before = [...(row.split ? [folderOf(row.split)] : []), folder].join('/');
    let free = `${before}/${base}`;
    for (let suffix = `-${row.row}`; this.#taken.has(free); suffix += '_') free = `${before}/${stem}${suffix}${end}`;
    this.#taken.add(free);
    return free;
  }
}

/**
 * The pictures as a ZIP: each in the folder of its current label, and a `metadata.csv` that names the file, its label,
 * where it came from and all provenance.
 */
export async function* encodeFolder(
  ctx: Pick<Ctx, 'db' | 'sql' | 'blobs'>,
  version: ExportVersion,
  { source }: Pick<typeof dataset.$inferSelect, 'source'>,
  rows: () => AsyncIterable<ExportRow>,
): AsyncGenerator<Uint8Array> {
  const plain = plainLayout(source, 'image', false);
  const layout = await withTold(ctx, version, plain);
  const columns = ['file_name', ...layout.columns.map((c) => (c === 'image' ? 'original_file_name' : c))];
  const lines = [stringify(columns)];
  async function* members(): AsyncGenerator<ZipMember> {
    const places = new Places();
    for await (const row of rows()) {
      if (row.content.kind !== 'image') continue;
      const { sha256 } = row.content;
      const [stored] = await ctx.db.select({ mediaType: blob.mediaType }).from(blob).where(eq(blob.sha256, sha256));
      const place = places.placeOf(row, withExtension(imageName(row, source.columns), stored?.mediaType ?? ''));
      const values = layout.fill(row);
      lines.push(stringify([place, ...layout.columns.map((c) => values[c])], { safe: version.policy.spreadsheetSafe }));
      yield { path: place, open: () => ctx.blobs.read(sha256), compress: false };
    }
    yield {
      path: 'metadata.csv',
      open: async () => Readable.from(lines.map((line) => Buffer.from(line))),
      compress: true,
    };
  }
  yield* writeZip(members());
}
