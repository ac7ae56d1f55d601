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

/** What a `.npy` file says about itself. */
export interface NpyHeader {
  little: boolean;
  /** NumPy's type string without byte order, e.g. `f4`, or `U12` for texts. */
  type: string;
  fortran: boolean;
  shape: number[];
  /** Byte at which the values begin. */
  start: number;
  /** Bytes of one value. */
  width: number;
}

/** Bytes from the front of a file in which its header surely ends. */
export const NPY_HEADER_BYTES = 1 << 16;

/**
 * Reads the header from the front of a `.npy` file (format 1 to 3). Throws RangeError with a sentence when it is damaged
 * or the values are neither numbers nor texts.
 */
export function readNpyHeader(bytes: Uint8Array): NpyHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
  if (bytes.length < 12 || magic.some((byte, i) => bytes[i] !== byte))
    throw new RangeError('This is not a .npy file: it does not begin as one.');
  const wide = bytes[6] >= 2;
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  const start = (wide ? 12 : 10) + length;
  if (start > bytes.length) throw new RangeError('The .npy file is cut short in its header.');
  const text = new TextDecoder('latin1').decode(bytes.subarray(wide ? 12 : 10, start));
  const descr = /'descr':\s*'([<>|=])([a-zA-Z]\d*)'/.exec(text);
  const shape = /'shape':\s*\(([\d,\sL]*)\)/.exec(text);
  if (!descr || !shape) throw new RangeError('The .npy header is damaged or describes a structured array.');
  const type = descr[2];
  if (type === 'O') throw new RangeError('The .npy file holds Python objects; save it as an array of numbers.');
  if (!READERS[type] && !/^[US]\d+$/.test(type))
    throw new RangeError(`The .npy file holds ${type} values; only numbers can be read.`);
  return {
    little: descr[1] !== '>',
    type,
    fortran: /'fortran_order':\s*True/.test(text),
    shape: shape[1]
      .split(',')
      .map((part) => part.replace('L', '').trim())
      .filter((part) => part !== '')
      .map(Number),
    start,
    width: Number(type.slice(1)) * (type.startsWith('U') ? 4 : 1),
  };
}

function allocate(type: string, size: number): NpyArray['data'] {
  if (type === 'f2' || type === 'f4') return new Float32Array(size);
  if (type === 'f8' || type.endsWith('8') || type === 'u4') return new Float64Array(size);
  return new Int32Array(size);
}

/** Typed arrays that hold a file's bytes as they are, where the machine is little-endian as nearly all are. */
const NATIVE = { f4: Float32Array, f8: Float64Array, i4: Int32Array, u4: Uint32Array, u2: Uint16Array, u1: Uint8Array };
const LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Reads the values that `bytes` hold, one after the other, into `data`. Throws RangeError for integers beyond 2⁵³. */
export function decodeNpy(bytes: Uint8Array, { type, little, width }: NpyHeader, data: NpyArray['data']): void {
  const Native = little && LITTLE && Object.hasOwn(NATIVE, type) ? NATIVE[type as keyof typeof NATIVE] : null;
  if (Native) {
    // A typed array needs its bytes at a multiple of its width.
    const own = bytes.byteOffset % width === 0 ? bytes : bytes.slice();
    data.set(new Native(own.buffer as ArrayBuffer, own.byteOffset, data.length));
    return;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = READERS[type];
  for (let i = 0; i < data.length; i++) data[i] = read(view, i * width, little);
}

/** The values' bytes. Throws RangeError when the file ends before them. */
function valueBytes(bytes: Uint8Array, { shape, start, width }: NpyHeader): Uint8Array {
  const size = shape.reduce((a, b) => a * b, 1) * width;
  checkNpySize({ shape, start, width }, bytes.length);
  return bytes.subarray(start, start + size);
}

/** Throws RangeError when a file of so many bytes ends before its values do. */
export function checkNpySize(
  { shape, start, width }: Pick<NpyHeader, 'shape' | 'start' | 'width'>,
  bytes: number,
): void {
  const size = shape.reduce((a, b) => a * b, 1) * width;
  if (bytes < start + size)
    throw new RangeError(
      `The .npy file is cut short: ${size} bytes of values expected, ${Math.max(0, bytes - start)} found.`,
    );
}

/**
 * Reads a .npy file (format 1 to 3): float16/32/64, integers and booleans of any width and byte order, C or Fortran
 * order. float16 becomes float32; 8-byte integers and uint32 become float64, the other integers int32. Throws RangeError
 * with a sentence when the file is damaged, too short or of another type.
 */
export function readNpy(bytes: Uint8Array): NpyArray {
  const header = readNpyHeader(bytes);
  const { shape, type, fortran } = header;
  if (!READERS[type]) throw new RangeError(`The .npy file holds ${type} values; only numbers can be read.`);
  const read = allocate(
    type,
    shape.reduce((a, b) => a * b, 1),
  );
  decodeNpy(valueBytes(bytes, header), header, read);
  if (!fortran || shape.length < 2) return { shape, data: read, type };
  // Fortran order: the first index runs fastest.
  const data = allocate(type, read.length);
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const index = new Int32Array(shape.length);
  for (let i = 0; i < read.length; i++) {
    let to = 0;
    for (let axis = 0; axis < shape.length; axis++) to += index[axis] * strides[axis];
    data[to] = read[i];
    for (let axis = 0; axis < shape.length; axis++) {
      if (++index[axis] < shape[axis]) break;
      index[axis] = 0;
    }
  }
  return { shape, data, type };
}

/** Reads a one-dimensional .npy file of texts (`U` or `S`). Throws RangeError when it is anything else. */
export function readNpyTexts(bytes: Uint8Array): string[] {
  const header = readNpyHeader(bytes);
  const { type, shape, width, little } = header;
  if (!/^[US]/.test(type) || shape.length !== 1) throw new RangeError('The .npy file holds no list of texts.');
  const values = valueBytes(bytes, header);
  const view = new DataView(values.buffer, values.byteOffset, values.byteLength);
  return Array.from({ length: shape[0] }, (_, i) => {
    if (type.startsWith('S'))
      return new TextDecoder().decode(values.subarray(i * width, (i + 1) * width)).replace(/\0+$/, '');
    const points = Array.from({ length: width / 4 }, (_, j) => view.getUint32(i * width + 4 * j, little));
    return String.fromCodePoint(...points).replace(/\0+$/, '');
  });
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
