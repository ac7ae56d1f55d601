/** A matrix as an `.npy` file of 32-bit floats (version 1.0, C order). */
export function npy(rows: number[][]): Buffer {
  const description = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows.length}, ${rows[0].length}), }`;
  const length = Math.ceil((10 + description.length + 1) / 64) * 64 - 10;
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, length & 255, length >> 8]);
  const header = Buffer.from(`${description.padEnd(length - 1)}\n`);
  return Buffer.concat([start, header, Buffer.from(Float32Array.from(rows.flat()).buffer)]);
}
