import type { ReadingKind } from './reading.ts';
import type { Verdict } from './verdict.ts';

/** One thing that happened to a sample. Times are ISO; `by` is a name, null for the server itself. */
export type HistoryEntry = { id: string; at: string; by: string | null } & (
  | { kind: 'import'; file: string; label: string | null }
  /** A round whose model gave the given label less than even odds. Scores of old rounds are dropped, and with them this. */
  | { kind: 'doubted'; round: number; pGiven: number; suggested: string | null }
  /** It was given to a reader; `ended` says how that ended, null while they hold it. */
  | { kind: 'served'; queue: string | null; ended: 'expired' | 'released' | 'skipped' | null }
  | {
      kind: 'decision';
      verdict: Verdict;
      label: string | null;
      reason: string | null;
      note: string | null;
      reading: ReadingKind;
      /** What the reader was shown: `plain` without the suggestion, `blind` without which label is given. Null without a lease. */
      shown: 'suggestion' | 'plain' | 'blind' | null;
      /** The bulk that wrote it, without anybody looking at this sample. */
      bulk: number | null;
      /** The bulk that it was drawn to check. */
      verifies: number | null;
      late: boolean;
      /** Name of the imported file that it comes from. */
      source: string | null;
      guideline: number | null;
      /** Taken back later on. */
      retracted: boolean;
    }
  /** `of` is the decision taken back; `reason` guideline: by a lead, because the text changed. */
  | { kind: 'retract'; of: string; reason: string | null; note: string | null }
  /** As it stands now; what it said before an edit or its deletion is in an event of its own. */
  | { kind: 'comment'; text: string; reply: boolean; edited: boolean; deleted: boolean }
  | { kind: 'event'; what: string; detail: Record<string, unknown> }
);

/** A line of the audit log. */
export interface AuditEntry {
  id: string;
  at: string;
  kind: string;
  by: string | null;
  dataset: string | null;
  sample: { id: string; externalId: string } | null;
  detail: Record<string, unknown>;
}
