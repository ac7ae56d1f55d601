/** Which labels occur between two entity types, from the given labels alone: it never changes after the import. */
export interface TypePairsView {
  /** The class that says that none of the others holds. */
  negative: string | null;
  pairs: {
    subject: string | null;
    object: string | null;
    /** Most frequent first, by name among equals; the negative class is not listed. */
    labels: { label: string; count: number }[];
  }[];
}
