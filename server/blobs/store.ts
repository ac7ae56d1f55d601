import type { Readable } from 'node:stream';

export interface StoredBlob {
  sha256: string;
  bytes: number;
}

/** A content-addressed store: the key is the sha-256 of the bytes, so writing twice is harmless and nothing is overwritten. */
export interface BlobStore {
  /** Stores a stream; refuses with `too_large` beyond `limit` bytes. */
  put(source: Readable | AsyncIterable<Uint8Array> | Uint8Array, limit?: number): Promise<StoredBlob>;
  /** Streams a blob, or the byte range [start, end). Throws `not_found`. */
  read(sha256: string, range?: { start: number; end: number }): Promise<Readable>;
  bytes(sha256: string): Promise<Uint8Array>;
  size(sha256: string): Promise<number>;
  /** A local path, for readers that need random access; remote stores download into a cache first. */
  path(sha256: string): Promise<string>;
  delete(sha256: string): Promise<void>;
  collector: BlobCollector;
}

export interface BlobCollector {
  /** The blobs that nobody has put since `before`. */
  list(before: Date): AsyncIterable<{ sha256: string; bytes: number }>;
  /** Takes a blob away, unless somebody has put the same bytes since `before`. @returns whether it is gone */
  remove(sha256: string, before: Date): Promise<boolean>;
}
