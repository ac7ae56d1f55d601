/** One reader's own day on a dataset. Told to that reader alone. */
export interface DayView {
  /** Decisions today that the reader has not taken back. */
  decisions: number;
  /** Labels changed by them; null where some were read blind, and it is not said which label was given. */
  changed: number | null;
  /** Median from paint to key press; readings longer than a minute are breaks and left out. Null without any. */
  medianMilliseconds: number | null;
  /** Of the reader's standing decisions on samples that others read too, how many said the same; null below ten. */
  agreement: { same: number; of: number } | null;
  /** Since when the reader decides without five minutes' pause; null when the last decision is longer ago. */
  readingSince: string | null;
}
