import { z } from 'zod';
import { ErrataError } from '#/server/domain/error.ts';

/** Where a page ended: the last value of the order, and the sample's id that breaks ties. */
const schema = z.tuple([z.number(), z.string().regex(/^\d{1,18}$/)]);
export type Cursor = { value: number; id: string };

export function writeCursor({ value, id }: Cursor): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url');
}

/** @throws ErrataError bad_input when it is not one of ours. */
export function readCursor(cursor: string): Cursor {
  try {
    const [value, id] = schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { value, id };
  } catch {
    throw new ErrataError('bad_input', 'This cursor is not valid; start again from the first page.');
  }
}
