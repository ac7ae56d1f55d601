import type { NeighborGraph, RidgeBasis } from '#/ml/geometry/geometry.types.ts';
import type { Matrix, SignalInfo } from '#/ml/types.ts';

/** What signals are computed from; everything about a sample was obtained without its own label. */
export interface SignalInput {
  classes: number;
  /** [N] given label, −1 where there is none. */
  given: Int32Array;
  /** [N] settled label, else the given one unless it was rejected; −1 where there is none or the sample is out. */
  current: Int32Array;
  /** [N] label that people settled on, −1 where they have not. */
  settled: Int32Array;
  /** The class that says that none of the others holds, −1 where there is none. */
  negative: number;
  /** [N × (D + 1)] centred principal axes of the encoding, largest first, and a constant. */
  axes: Matrix;
  /** [N × K] class probabilities, leave-one-out. */
  probabilities: Float32Array;
  /** [N] p(given label right), ½ where there is none. */
  pGiven: Float32Array;
  neighbors: NeighborGraph;
  /** [N] near-duplicate set, −1 on its own. */
  duplicates: Int32Array;
  /** [N] rows left out together share a number; −1 on its own. */
  setOf: Int32Array;
  /** [N × K] probabilities of the user's own models, averaged, where there are some; a row of zeros where there are none. */
  own?: Matrix;
  /** [N] share of the user's models that predict another label than the given one, where there are several. */
  modelsAgainst?: Float32Array;
  /** [N] share of the answers about each picture that fit its given label, −1 where there are none; pictures only. */
  consistency?: Float32Array;
  /** [N] how well each caption fits its picture, ½ by chance; captioned pictures only. */
  captionFit?: Float32Array;
  /** [N] how well each picture fits the words of its label, −1 where no model compared them; pictures only. */
  likeness?: Float32Array;
  /** The encoder's features, centred and rotated; pictures only. */
  features?: RidgeBasis;
}

/** One reason to doubt a sample: values [N] in [0,1], finite, independent of the order of rows. */
export interface Signal extends SignalInfo {
  compute(input: SignalInput): Float32Array;
}
