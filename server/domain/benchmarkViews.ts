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
