import type { Readable } from 'node:stream';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';

export interface ExportFile {
  stream: Readable;
  fileName: string;
  mediaType: string;
  bytes: number;
  sha256: string;
}

export async function exportFile(_: { ctx: Ctx; input: { id: string } }): Promise<ExportFile> {
  throw new ErrataError('unavailable', 'CONTRACT STUB: exportFile');
}
