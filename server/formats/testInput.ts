import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { Problem } from '#/server/domain/error.ts';
import { openSource } from './index.ts';
import type { SourceFile, SourceRecord } from './source.ts';

/** A folder of its own for one test file's inputs. */
export async function testInputs() {
  const folder = await mkdtemp(join(tmpdir(), 'errata-formats-'));
  let written = 0;
  async function write(name: string, bytes: string | Uint8Array): Promise<SourceFile> {
    const path = join(folder, String(written++));
    await writeFile(path, bytes);
    return { name, path };
  }
  /** Reads everything of one input: its rows, and the problems of rows that were left out. */
  async function read(name: string, bytes: string | Uint8Array) {
    return readFiles([await write(name, bytes)]);
  }
  return { folder, write, read, close: () => rm(folder, { recursive: true, force: true }) };
}

export async function readFiles(files: SourceFile[]) {
  const source = await openSource(files);
  const problems: Problem[] = [];
  const rows: SourceRecord[] = [];
  try {
    for await (const record of source.records((p) => problems.push(p))) rows.push(record);
  } finally {
    await source.close();
  }
  return { source, rows, problems };
}

/** A ZIP in memory of path → content. */
export async function zipOf(files: Record<string, string | Uint8Array>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), path);
  zip.end();
  return buffer(Readable.from(zip.outputStream));
}
