import type { RoundOutput } from '#/ml/types.ts';

const float4 = 700;
const int2 = 21;
/** Likeliest classes kept per sample; the width of `topClasses`. */
const top = 5;
const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');

export interface ScoreRows {
  roundId: number;
  /** [N] */
  ids: Float64Array;
  /** [N] 1 where the sample has left the order of review. */
  settled: Uint8Array;
  output: RoundOutput;
}

/** Column order of the rows that `scoreChunks` makes. */
export const scoreColumns =
  'round_id, sample_id, row, p_given, suggested_class, p_suggested, suspicion, signals, top_classes, top_probabilities, open';

/** A round's scores in PostgreSQL's binary COPY format, in chunks of some megabytes. Every row has the same length. */
export function* scoreChunks({ roundId, ids, settled, output }: ScoreRows, rowsPerChunk = 20_000): Generator<Buffer> {
  const signals = Object.values(output.signals);
  const { suggested, topClasses } = output;
  const rowBytes =
    2 +
    11 * 4 +
    4 +
    8 +
    4 +
    4 +
    2 +
    4 +
    4 +
    arrayBytes(signals.length, 4) +
    arrayBytes(top, 2) +
    arrayBytes(top, 4) +
    1;
  yield Buffer.concat([signature, Buffer.alloc(8)]);
  for (let start = 0; start < ids.length; start += rowsPerChunk) {
    const end = Math.min(ids.length, start + rowsPerChunk);
    const chunk = Buffer.allocUnsafe((end - start) * rowBytes);
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let at = 0;
    const field32 = (value: number) => {
      view.setInt32(at, 4);
      view.setInt32(at + 4, value);
      at += 8;
    };
    const field16 = (value: number) => {
      view.setInt32(at, 2);
      view.setInt16(at + 4, value);
      at += 6;
    };
    const field4 = (value: number) => {
      view.setInt32(at, 4);
      view.setFloat32(at + 4, value);
      at += 8;
    };
    const arrayHead = (length: number, type: number, width: number) => {
      view.setInt32(at, arrayBytes(length, width));
      view.setInt32(at + 4, 1);
      view.setInt32(at + 8, 0);
      view.setInt32(at + 12, type);
      view.setInt32(at + 16, length);
      view.setInt32(at + 20, 1);
      at += 24;
    };
    for (let row = start; row < end; row++) {
      view.setInt16(at, 11);
      at += 2;
      field32(roundId);
      view.setInt32(at, 8);
      view.setBigInt64(at + 4, BigInt(ids[row]!));
      at += 12;
      field32(row);
      field4(output.pGiven[row]!);
      field16(suggested[row]!);
      field4(output.pSuggested[row]!);
      field4(output.suspicion[row]!);
      arrayHead(signals.length, float4, 4);
      for (const signal of signals) field4(signal[row]!);
      arrayHead(top, int2, 2);
      for (let i = 0; i < top; i++) field16(topClasses[row * top + i]!);
      arrayHead(top, float4, 4);
      for (let i = 0; i < top; i++) field4(output.topProbabilities[row * top + i]!);
      view.setInt32(at, 1);
      view.setUint8(at + 4, settled[row] ? 0 : 1);
      at += 5;
    }
    yield chunk;
  }
  yield Buffer.from([0xff, 0xff]);
}

/** Bytes of a one-dimensional array without nulls. */
function arrayBytes(length: number, width: number): number {
  return 20 + length * (4 + width);
}
