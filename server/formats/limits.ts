/** Bounds on what an input may make the server hold or unpack. */
export const limits = {
  /** Characters of one cell, one JSON value or one line of it: 8 Mi. */
  cell: 8 * 1024 * 1024,
  /** Bytes of one image file. */
  imageBytes: 64 * 1024 * 1024,
  /** Files in a ZIP or a folder. */
  entries: 2_000_000,
  /** Bytes that a ZIP may unpack to in all. */
  unpacked: 64 * 1024 ** 3,
  /** A ZIP that grows more than this many times, beyond `bombFloor` bytes, is a bomb. Deflate's best is 1,032. */
  ratio: 200,
  bombFloor: 16 * 1024 * 1024,
  columns: 2_000,
};
