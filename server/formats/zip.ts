import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { Entry, openPromise, type ZipFile } from 'yauzl';
import { limits } from './limits.ts';
import { badInput, type Source, type SourceFile } from './source.ts';
import { openTree, type TreeEntry } from './tree.ts';

/** What is kept of an entry of the directory; the library's own entries are several times larger. */
type Kept = Pick<
  Entry,
  | 'fileName'
  | 'compressedSize'
  | 'uncompressedSize'
  | 'compressionMethod'
  | 'generalPurposeBitFlag'
  | 'crc32'
  | 'relativeOffsetOfLocalHeader'
>;

/** Opens a ZIP of pictures or of tables; nothing is unpacked under a name that the ZIP chose. */
export async function openZip(file: SourceFile): Promise<Source> {
  const zip = await openPromise(file.path, { autoClose: false, lazyEntries: true }).catch((error: Error) => {
    throw badInput({
      file: file.name,
      message: `this is not a complete ZIP file; it is damaged or was cut off (${error.message}).`,
    });
  });
  let unpacked: string | null = null;
  const close = async () => {
    zip.close();
    if (unpacked) await rm(unpacked, { recursive: true, force: true });
  };
  try {
    const kept = await readDirectory(file, zip);
    let tables = 0;
    const entries: TreeEntry[] = kept.map((entry) => ({
      path: entry.fileName,
      bytes: () => readEntry(file, zip, entry),
      onDisk: async () => {
        unpacked ??= await mkdtemp(join(tmpdir(), 'errata-zip-'));
        // Numbered, never named by the ZIP.
        const path = join(unpacked, String(tables++));
        const stream = await openEntry(file, zip, entry);
        await pipeline(stream, createWriteStream(path)).catch((error: Error) => damaged(file, entry, error));
        return { name: entry.fileName, path };
      },
    }));
    return await openTree({ format: 'zip', name: file.name, entries, close });
  } catch (error) {
    await close();
    throw error;
  }
}

/** Lists the files of a ZIP and refuses what no honest ZIP holds. */
async function readDirectory(file: SourceFile, zip: ZipFile): Promise<Kept[]> {
  const kept: Kept[] = [];
  let packed = 0;
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      if (kept.length >= limits.entries)
        refuse(file, `it holds more than ${limits.entries.toLocaleString('en')} files.`);
      if (entry.isEncrypted()) refuse(file, `“${entry.fileName}” is encrypted; make the ZIP without a password.`);
      packed += entry.compressedSize;
      total += entry.uncompressedSize;
      const { compressedSize, uncompressedSize } = entry;
      if (uncompressedSize > limits.bombFloor && uncompressedSize > compressedSize * limits.ratio)
        refuse(
          file,
          `“${entry.fileName}” would unpack to ${Math.round(uncompressedSize / compressedSize)} times its size; this looks like a ZIP bomb and is refused.`,
        );
      const { fileName, compressionMethod, generalPurposeBitFlag, crc32, relativeOffsetOfLocalHeader } = entry;
      kept.push({
        fileName,
        compressedSize,
        uncompressedSize,
        compressionMethod,
        generalPurposeBitFlag,
        crc32,
        relativeOffsetOfLocalHeader,
      });
    }
  } catch (error) {
    if (error instanceof Error && /relative path|absolute path|invalid characters/i.test(error.message))
      refuse(file, `it holds a file whose path leads out of the ZIP (${error.message}); this is refused.`);
    if (error instanceof Error && error.name === 'ErrataError') throw error;
    throw badInput({ file: file.name, message: `the ZIP is damaged (${(error as Error).message}).` });
  }
  if (kept.length === 0) refuse(file, 'the ZIP is empty.');
  if (packed > zip.fileSize) refuse(file, 'its files overlap each other; this looks like a ZIP bomb and is refused.');
  if (total > limits.unpacked || (total > limits.bombFloor && total > zip.fileSize * limits.ratio))
    refuse(
      file,
      `it would unpack to ${Math.round(total / 1024 ** 2).toLocaleString('en')} MB; this looks like a ZIP bomb and is refused.`,
    );
  return kept;
}

function refuse(file: SourceFile, message: string): never {
  throw badInput({ file: file.name, message });
}

function damaged(file: SourceFile, entry: Kept, error: Error): never {
  throw badInput({
    file: entry.fileName,
    message: `the file cannot be unpacked from ${file.name}; the ZIP is damaged (${error.message}).`,
  });
}

function openEntry(file: SourceFile, zip: ZipFile, entry: Kept) {
  return zip
    .openReadStreamPromise(Object.assign(new Entry(), entry))
    .catch((error: Error) => damaged(file, entry, error));
}

async function readEntry(file: SourceFile, zip: ZipFile, entry: Kept): Promise<Uint8Array> {
  if (entry.uncompressedSize > limits.imageBytes)
    throw badInput({
      file: entry.fileName,
      message: `the picture has ${Math.round(entry.uncompressedSize / 1024 ** 2)} MB; at most ${limits.imageBytes / 1024 ** 2} MB can be read.`,
    });
  const pieces: Buffer[] = [];
  try {
    // The library refuses an entry that unpacks to more than it says.
    for await (const piece of await openEntry(file, zip, entry)) pieces.push(piece as Buffer);
  } catch (error) {
    if (error instanceof Error && error.name === 'ErrataError') throw error;
    damaged(file, entry, error as Error);
  }
  const bytes = Buffer.concat(pieces);
  if (crc32(bytes) !== entry.crc32) damaged(file, entry, new Error('its checksum does not match'));
  return bytes;
}
