/** A class as it stands after all operations. `index` is its number for good. */
export interface ClassState {
  index: number;
  name: string;
  archived: boolean;
  /** Index of the class that its labels count as. */
  mergedInto: number | null;
  /** Its labels say nothing any more. */
  split: boolean;
  former: string[];
}
