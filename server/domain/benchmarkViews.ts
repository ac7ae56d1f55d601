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
