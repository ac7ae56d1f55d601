import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export interface ZipMember {
  path: string;
  /** Called when its turn comes; one member is read at a time. */
  open: () => Promise<Readable>;
  /** Pictures are packed already. */
  compress: boolean;
}

// The same moment in every time zone: DOS times have none, and years before 1980 neither.
const MTIME = new Date(1980, 0, 1);

/** Members as a ZIP, in bytes as they become ready. The same members give the same bytes. */
export async function* writeZip(members: AsyncIterable<ZipMember>): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  zip.on('error', (error: Error) => out.destroy(error));
  const adding = (async () => {
    try {
      for await (const { path, open, compress } of members)
        zip.addReadStreamLazy(path, { mtime: MTIME, mode: 0o100644, compress, forceDosTimestamp: true }, (done) => {
          open().then(
            (stream) => done(null, stream),
            (error: Error) => out.destroy(error),
          );
        });
      zip.end();
    } catch (error) {
      out.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  })();
  try {
    for await (const piece of out) yield piece as Uint8Array;
  } finally {
    out.destroy();
    await adding;
  }
}
