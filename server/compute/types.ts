import type { RelationItem } from '#/ml/encoders/index.ts';
import type { Features, RoundInput, RoundOutput, SavedGeometry } from '#/ml/types.ts';

export type ReportProgress = (fraction: number, message: string) => void;

/** A typed array in a local file, little-endian. */
export interface StoredArray {
  path: string;
  type: 'f32' | 'i32';
}

/** Where a thread finds a geometry; `key` names the same bytes wherever it appears. */
export interface StoredGeometry {
  key: string;
  manifest: Record<string, unknown>;
  arrays: Record<string, StoredArray>;
}

/** Nearest samples, [rows × k] row-major, nearest first; −1 where there are fewer than k. */
export interface Nearest {
  k: number;
  rows: Int32Array;
  similarities: Float32Array;
}

/** One sample as the encoders take it: text, the path of an image, or a sentence with its two entities. */
export type EncodeItem = { text: string; title?: string } | { path: string } | { relation: RelationItem };

export interface Encoded {
  features: Features;
  durations: Record<string, number>;
}

/** The heavy numerics, in threads of their own, so that this one keeps its heartbeats. */
export interface Compute {
  round(task: { geometry: StoredGeometry; input: RoundInput }, report: ReportProgress): Promise<RoundOutput>;
  /** Reads a geometry where rounds will look for it: the first round after a start would otherwise take twice as long. */
  preload(task: { geometry: StoredGeometry }): Promise<void>;
  encode(task: { encoder: string; items: EncodeItem[]; seed: number }, report: ReportProgress): Promise<Encoded>;
  geometry(
    task: { features: Features; groups?: Int32Array; neighbors: number; seed: number },
    report: ReportProgress,
  ): Promise<{ saved: SavedGeometry; nearest: Nearest; durations: Record<string, number> }>;
  close(): Promise<void>;
}
