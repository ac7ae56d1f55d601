/**
 * Why a reader answers. `reading`: it is the queue's turn. `second`: blind, after another reader's answer. `gold`: a
 * lead has decided it already, and the answer only tells how well they read. `adjudication`: a lead decides a conflict.
 */
export type ReadingKind = 'reading' | 'second' | 'gold' | 'adjudication';

/** What the readings of a sample add up to: more are asked for, enough say the same, or a lead has to decide. */
export type Consensus = 'pending' | 'agreed' | 'conflict';
