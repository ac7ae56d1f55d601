/** A file of corrected labels that was imported as decisions. */
export interface PatchView {
  id: string;
  name: string;
  format: string;
  entries: number;
  changed: number;
  kept: number;
  /** Entries against which readers here had decided; stored, but they do not count. */
  contradicted: number;
  /** Entries left out because their id or label is unknown here. */
  leftOut: number;
  by: string;
  createdAt: string;
  retractedAt: string | null;
}

/** A model of the user's own and what is known of its predictions. */
export interface ModelView {
  id: string;
  name: string;
  kind: 'probabilities' | 'labels';
  /** Samples it predicts something for. */
  covered: number;
  fileName: string;
  createdAt: string;
}

interface Range {
  low: number;
  high: number;
}

/** A model on the leaderboard. Scores lie in [0,1], ranks count from 1; ranges are 95% bootstrap intervals. */
export interface ImpactModel {
  id: string;
  name: string;
  given: Range & { value: number };
  corrected: Range & { value: number };
  rankGiven: number;
  rankCorrected: number;
  rankGivenRange: Range;
  rankCorrectedRange: Range;
  /** Accuracy on the samples whose label was corrected, by the corrected labels, and on all others. */
  onCorrected: number;
  onRest: number;
}

/** What correcting the labels of a test set does to the order of the user's models. */
export interface ImpactView {
  /** Accuracy, or micro-F1 over all classes but the negative one. */
  metric: 'accuracy' | 'microF1';
  negative: string | null;
  /** Splits that can be looked at by themselves, and the one looked at. */
  splits: string[];
  split: string | null;
  /** Samples scored: labelled, and predicted by every model. */
  samples: number;
  /** Labelled samples that some model says nothing about. */
  uncovered: number;
  /** Of the scored ones: labels corrected, and samples without a place in the corrected set. */
  changed: number;
  dropped: number;
  /** Of the scored ones, decided by readers or an imported file. */
  decided: number;
  resamples: number;
  /** In the order of the corrected labels. */
  models: ImpactModel[];
  /** Pairs that change places, the best supported first. */
  inversions: {
    /** Ahead on the given labels, and ahead on the corrected ones. */
    before: string;
    after: string;
    /** Lead of the first on the given labels, of the second on the corrected ones. */
    leadBefore: number;
    leadAfter: number;
    /** Share of the resamples in which they stand so. */
    support: number;
  }[];
}

/** What a file of corrections says that its dataset does not know. */
export interface UnknownClasses {
  /** Labels that are no classes, on samples that are known, commonest first. */
  classes: { label: string; entries: number }[];
  /** Entries whose id no sample has. */
  ids: number;
}
