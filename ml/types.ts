/**
 * Shapes shared by the scoring core. N samples, D features, K classes. Everything is a typed array, row-major; no tensor
 * crosses an exported function.
 */

/** Row-major float32 matrix. */
export interface Matrix {
  data: Float32Array;
  rows: number;
  cols: number;
}

/**
 * The words of texts as sparse rows: of row i the words (from 0 to `words` − 1, each once) and their weights > 0 from
 * start[i] to start[i + 1]. Weights lie on a fixed binary grid, so that sums in float64 are exact in any order.
 */
export interface WordRows {
  start: Int32Array;
  word: Int32Array;
  weight: Float32Array;
  words: number;
}

/** What an encoder makes of the samples: one dense row each and, of texts, the words that it was made of. */
export interface Features extends Matrix {
  words?: WordRows;
}

/** What people said about one sample, in the order of the decisions; the latest that settles it wins. */
export interface Evidence {
  row: number;
  /** label: the true class is `label`. not: the class `label` is rejected. out: no class fits or excluded; leaves the fit. */
  kind: 'label' | 'not' | 'out';
  label: number;
  /**
   * Of a `label`: the chance that it is right, in (0, 1]. Left out: people looked at this very sample, and it is settled.
   * Below 1 it is one observation among others: it leans the targets, and is neither a hit nor a miss.
   */
  trust?: number;
  /** Taken from a published correction: true as far as is known, but no answer that the order of review brought up. */
  imported?: boolean;
}

export type Progress = (fraction: number, message: string) => void;

export type BackendName = 'onnxruntime' | 'tensorflow' | 'wasm' | 'cpu';

/**
 * Everything of a round that does not depend on labels, computed once per encoding. Opaque to callers: they keep it
 * through `saveGeometry`/`loadGeometry` (`ml/geometry`) as named typed arrays plus a JSON manifest.
 */
export interface SavedGeometry {
  manifest: Record<string, unknown>;
  arrays: Record<string, Float32Array | Int32Array>;
}

/** What a warm round starts from: λ per expert, stack weights, T, calibration, signal weights, the anchor of the order.
 * JSON, a few kB and one character per sample. */
export type WarmState = Record<string, unknown>;

/** Captions as sparse rows: of row i the terms and weights from start[i] to start[i + 1]. */
export interface Captions {
  start: Int32Array;
  term: Int32Array;
  weight: Float32Array;
  /** The class that says that caption and picture match, and the one that says they do not. */
  matches: number;
  differs: number;
}

export interface RoundInput {
  /** [N] class index of the given label; −1 where there is none (scored, never learned from). */
  labels: Int32Array;
  classes: number;
  evidence: Evidence[];
  /** [N] group number; samples of one group are left out together. */
  groups?: Int32Array;
  /** [N × K] probabilities of the user's own models, averaged, not learned from the sample itself; none is needed. */
  ownProbabilities?: Matrix;
  /** [N] share of the user's models that predict another label than the given one. */
  modelsAgainst?: Float32Array;
  /**
   * Of samples that are pictures: [N] share of the answers about each that fit its label, −1 where there are none; and
   * their captions, where the label says whether caption and picture match. Likeness: [N] how well the picture fits the words
   * of its label, or its caption, by a model that compares the two, −1 where none did; ½ is chance.
   */
  pictures?: { consistency?: Float32Array; captions?: Captions; likeness?: Float32Array };
  /** The class that says that none of the others holds, such as no_relation. */
  negative?: number;
  mode: 'cold' | 'warm';
  warm?: WarmState;
  seed: number;
}

/** All arrays have one entry per sample. Probabilities and signals lie in [0,1] and are finite. */
export interface RoundOutput {
  /** p(the given label is right); leave-one-out. 1 − 1/K-free constant .5 where there is no given label. */
  pGiven: Float32Array;
  /** Likeliest class that is not the given one. */
  suggested: Int32Array;
  pSuggested: Float32Array;
  /** [N × 5] likeliest classes, likeliest first (−1 beyond K), and their probabilities. */
  topClasses: Int32Array;
  topProbabilities: Float32Array;
  /** Combined order of review, 1 = look first. */
  suspicion: Float32Array;
  /** Signal id → [N], in the order of `ml/signals/index.ts`. */
  signals: Record<string, Float32Array>;
  /** Signal id, and `suspicion` → of the 100 decided samples it ranks highest, how many labels proved wrong. */
  precision?: Record<string, { judged: number; wrong: number }>;
  /** K×K row-major; row k is p(given j | true k). */
  noiseMatrix: Float64Array;
  /** Where reviewed neighbours speak against a label (`extrinsic-strategy`): by row what they say, nearest first. */
  reviewed?: Map<number, number[]>;
  /** The model's share of wrong given labels; without an honest interval. */
  noiseRate: number;
  warm: WarmState;
  /** Milliseconds per stage. */
  durations: Record<string, number>;
  backend: BackendName;
  /** sha-free description of method and parameters, to be hashed with the data by the caller. */
  method: Record<string, unknown>;
}

/** One reason to doubt a sample. A file each in `ml/signals/`, listed once in `ml/signals/index.ts`. */
export interface SignalInfo {
  id: string;
  name: string;
  /** Name and one-line description of its default queue; null when it has none. */
  queue: { name: string; description: string } | null;
  /** Threshold above which a sample belongs to its queue. */
  threshold: number;
  /** What its queue is called where samples are captioned pictures, if that is something else. */
  ofCaptions?: { name: string; description: string };
  /** Input without which it says nothing. */
  needs?: 'ownProbabilities' | 'modelsAgainst' | 'pictures' | 'negativeClass';
}
