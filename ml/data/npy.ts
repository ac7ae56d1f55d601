/** Array of a `.npy` file, row-major whatever the file's order. 64-bit integers become numbers. */
export interface NpyArray {
  shape: number[];
  data: Float32Array | Float64Array | Int32Array | Uint8Array;
}

type Reader = (view: DataView, count: number) => NpyArray['data'];

const readers: Record<string, { bytes: number; read: Reader }> = {
  f4: { bytes: 4, read: (v, n) => Float32Array.from({ length: n }, (_, i) => v.getFloat32(i * 4, true)) },
  f8: { bytes: 8, read: (v, n) => Float64Array.from({ length: n }, (_, i) => v.getFloat64(i * 8, true)) },
  b1: { bytes: 1, read: (v, n) => Uint8Array.from({ length: n }, (_, i) => v.getUint8(i)) },
  u1: { bytes: 1, read: (v, n) => Uint8Array.from({ length: n }, (_, i) => v.getUint8(i)) },
  i1: { bytes: 1, read: (v, n) => Int32Array.from({ length: n }, (_, i) => v.getInt8(i)) },
  u2: { bytes: 2, read: (v, n) => Int32Array.from({ length: n }, (_, i) => v.getUint16(i * 2, true)) },
  i2: { bytes: 2, read: (v, n) => Int32Array.from({ length: n }, (_, i) => v.getInt16(i * 2, true)) },
  i4: { bytes: 4, read: (v, n) => Int32Array.from({ length: n }, (_, i) => v.getInt32(i * 4, true)) },
  u4: { bytes: 4, read: (v, n) => Float64Array.from({ length: n }, (_, i) => v.getUint32(i * 4, true)) },
  i8: { bytes: 8, read: (v, n) => Float64Array.from({ length: n }, (_, i) => Number(v.getBigInt64(i * 8, true))) },
  u8: { bytes: 8, read: (v, n) => Float64Array.from({ length: n }, (_, i) => Number(v.getBigUint64(i * 8, true))) },
};

/** @throws RangeError with one sentence when the bytes are no array of numbers, or are cut off */
export function readNpy(bytes: Uint8Array): NpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || bytes[0] !== 0x93 || Buffer.from(bytes.subarray(1, 6)).toString('latin1') !== 'NUMPY')
    throw new RangeError('The file is no .npy array; write it with numpy.save.');
  const long = bytes[6] >= 2;
  const start = (long ? 12 : 10) + (long ? view.getUint32(8, true) : view.getUint16(8, true));
  const header = Buffer.from(bytes.subarray(long ? 12 : 10, start)).toString('latin1');
  const type = /'descr':\s*'([<>|=]?)(\w\d+)'/.exec(header);
  const shape = (/'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1] ?? '').split(',').filter((part) => part.trim() !== '');
  const reader = type && type[1] !== '>' ? readers[type[2]] : undefined;
  if (!reader)
    throw new RangeError(
      'The .npy array holds no plain little-endian numbers; save it as float32 or int64 (no objects).',
    );
  const dims = shape.map(Number);
  const count = dims.reduce((product, n) => product * n, 1);
  if (bytes.length < start + count * reader.bytes)
    throw new RangeError(`The .npy file is cut off: its header promises ${count.toLocaleString('en')} numbers.`);
  const data = reader.read(new DataView(bytes.buffer, bytes.byteOffset + start, count * reader.bytes), count);
  return { shape: dims, data: /'fortran_order':\s*True/.test(header) && dims.length === 2 ? turned(data, dims) : data };
}

function turned(data: NpyArray['data'], [rows, cols]: number[]): NpyArray['data'] {
  const out = data.slice();
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) out[i * cols + j] = data[j * rows + i];
  return out;
}
