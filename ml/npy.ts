/** A NumPy array file, read: values in row-major (C) order. */
export interface NpyArray {
  shape: number[];
  data: Float64Array | Float32Array | Int32Array;
  /** NumPy's type string without byte order, e.g. `f4`. */
  type: string;
}

/** Half-precision bits to a number. */
function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

type Reader = (view: DataView, at: number, little: boolean) => number;

/** Eight-byte integers have to be exact in a number. */
function exact(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`The .npy file holds ${value}, which is too large.`);
  return number;
}

const READERS: Record<string, Reader> = {
  b1: (v, at) => v.getUint8(at),
  i1: (v, at) => v.getInt8(at),
  u1: (v, at) => v.getUint8(at),
  i2: (v, at, l) => v.getInt16(at, l),
  u2: (v, at, l) => v.getUint16(at, l),
  i4: (v, at, l) => v.getInt32(at, l),
  u4: (v, at, l) => v.getUint32(at, l),
  i8: (v, at, l) => exact(v.getBigInt64(at, l)),
  u8: (v, at, l) => exact(v.getBigUint64(at, l)),
  f2: (v, at, l) => fromHalf(v.getUint16(at, l)),
  f4: (v, at, l) => v.getFloat32(at, l),
  f8: (v, at, l) => v.getFloat64(at, l),
};

interface Header {
  little: boolean;
  type: string;
  fortran: boolean;
  shape: number[];
  start: number;
}

function readHeader(bytes: Uint8Array): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
  if (bytes.length < 12 || magic.some((byte, i) => bytes[i] !== byte))
    throw new RangeError('This is not a .npy file: it does not begin as one.');
  const wide = bytes[6] >= 2;
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  const start = (wide ? 12 : 10) + length;
  const text = new TextDecoder('latin1').decode(bytes.subarray(wide ? 12 : 10, start));
  const descr = /'descr':\s*'([<>|=])([a-zA-Z]\d+)'/.exec(text);
  const shape = /'shape':\s*\(([\d,\sL]*)\)/.exec(text);
  if (!descr || !shape) throw new RangeError('The .npy header is damaged or describes a structured array.');
  if (!READERS[descr[2]]) throw new RangeError(`The .npy file holds ${descr[2]} values; only numbers can be read.`);
  return {
    little: descr[1] !== '>',
    type: descr[2],
    fortran: /'fortran_order':\s*True/.test(text),
    shape: shape[1]
      .split(',')
      .map((part) => part.replace('L', '').trim())
      .filter((part) => part !== '')
      .map(Number),
    start,
  };
}

function allocate(type: string, size: number): NpyArray['data'] {
  if (type === 'f2' || type === 'f4') return new Float32Array(size);
  if (type === 'f8' || type.endsWith('8') || type === 'u4') return new Float64Array(size);
  return new Int32Array(size);
}

/**
 * Reads a .npy file (format 1 to 3): float16/32/64, integers and booleans of any width and byte order, C or Fortran
 * order. float16 becomes float32; 8-byte integers and uint32 become float64, the other integers int32. Throws RangeError
 * with a sentence when the file is damaged, too short or of another type.
 */
export function readNpy(bytes: Uint8Array): NpyArray {
  const { little, type, fortran, shape, start } = readHeader(bytes);
  const size = shape.reduce((a, b) => a * b, 1);
  const width = Number(type.slice(1));
  if (bytes.length < start + size * width)
    throw new RangeError(
      `The .npy file is cut short: ${size * width} bytes of values expected, ${Math.max(0, bytes.length - start)} found.`,
    );
  const data = allocate(type, size);
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, size * width);
  const read = READERS[type];
  if (!fortran || shape.length < 2) {
    for (let i = 0; i < size; i++) data[i] = read(view, i * width, little);
    return { shape, data, type };
  }
  // Fortran order: the first index runs fastest.
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const index = new Int32Array(shape.length);
  for (let i = 0; i < size; i++) {
    let to = 0;
    for (let axis = 0; axis < shape.length; axis++) to += index[axis] * strides[axis];
    data[to] = read(view, i * width, little);
    for (let axis = 0; axis < shape.length; axis++) {
      if (++index[axis] < shape[axis]) break;
      index[axis] = 0;
    }
  }
  return { shape, data, type };
}

/** Writes a little-endian .npy file (format 1, C order) of float32, float64 or int32 values. */
export function writeNpy(data: NpyArray['data'], shape: readonly number[]): Uint8Array {
  const size = shape.reduce((a, b) => a * b, 1);
  if (size !== data.length)
    throw new RangeError(`The shape (${shape.join(', ')}) does not hold ${data.length} values.`);
  const type = data instanceof Float32Array ? 'f4' : data instanceof Float64Array ? 'f8' : 'i4';
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const fields = `{'descr': '<${type}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const header = `${fields}${' '.repeat(63 - ((10 + fields.length) % 64))}\n`;
  const bytes = new Uint8Array(10 + header.length + data.length * data.BYTES_PER_ELEMENT);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  const view = new DataView(bytes.buffer);
  view.setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), 10);
  const start = 10 + header.length;
  for (let i = 0; i < data.length; i++) {
    if (type === 'f4') view.setFloat32(start + i * 4, data[i], true);
    else if (type === 'f8') view.setFloat64(start + i * 8, data[i], true);
    else view.setInt32(start + i * 4, data[i], true);
  }
  return bytes;
}
