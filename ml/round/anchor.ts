import { ranks } from '#/ml/round/suspicion.ts';

/**
 * The order that the last cold round started with, [N] log-odds of ranks, 0 without a given label. Which of two nearly
 * equal samples comes first changes with every round; as long as nearly every label that is looked at proves wrong,
 * changes can only lose. So a round's order moves away from its anchor as right labels turn up
 * (`docs/adr/learning-from-decisions.md`).
 */
export type Anchor = Float32Array;

/** Log-odds lie between −`FARTHEST` and `FARTHEST`: one in 60,000. */
const FARTHEST = 11;
const STEPS = 1800;
/** First character that is used, after those that JSON escapes; one more stands for no label. */
const NONE = 0x23;
const FIRST = 0x5d;

/** Log-odds of the rank of every chosen row. */
function rankOdds(suspicion: Float32Array, rows: Int32Array): Float32Array {
  const share = ranks(suspicion, rows);
  const odds = new Float32Array(suspicion.length);
  const n = rows.length;
  for (const row of rows) {
    const inside = (share[row] * (n - 1) + 0.5) / n;
    odds[row] = Math.min(FARTHEST, Math.max(-FARTHEST, Math.log(inside / (1 - inside))));
  }
  return odds;
}

/** So many samples known otherwise than by a wrong label give a round's own order as much weight as its anchor. */
const HALF = 50;
/** Added to them, so that what the anchor's rounding makes equal goes by the round's own order. */
const LEAST = 1;

/**
 * Mean of a round's order and the anchor, as ranks in [0,1] of the labelled rows; others get 0. The order weighs
 * (`lessons` + 1) / (`lessons` + 51): `lessons` are the samples that more is known of than that people found their label wrong.
 */
export function steadied(suspicion: Float32Array, anchor: Anchor, labelled: Int32Array, lessons: number): Float32Array {
  const weight = (lessons + LEAST) / (lessons + LEAST + HALF);
  const odds = rankOdds(suspicion, labelled);
  for (const row of labelled) odds[row] = weight * odds[row] + (1 - weight) * anchor[row] + FARTHEST;
  return ranks(odds, labelled);
}

/** The anchor of an order as text, one character per sample: part of the saved state. */
export function saveAnchor(suspicion: Float32Array, labelled: Int32Array): string {
  const odds = rankOdds(suspicion, labelled);
  const codes = new Uint16Array(suspicion.length).fill(NONE);
  for (const row of labelled) codes[row] = FIRST + Math.round(((odds[row] + FARTHEST) / (2 * FARTHEST)) * STEPS);
  return new TextDecoder('utf-16le').decode(codes);
}

/** The anchor that `saveAnchor` wrote for as many rows; null when there is none. */
export function loadAnchor(saved: unknown, rows: number): Anchor | null {
  if (typeof saved !== 'string' || saved.length !== rows) return null;
  return Float32Array.from({ length: rows }, (_, i) => {
    const code = saved.charCodeAt(i);
    return code < FIRST ? 0 : ((code - FIRST) / STEPS) * 2 * FARTHEST - FARTHEST;
  });
}
