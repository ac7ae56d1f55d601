/** Vocabulary of visual questions: what is asked about a picture, what comes back, and what it adds up to. */
import { z } from 'zod';

/** General: answered in words and judged for the label. Specific: answered by yes or no. */
export const questionKindSchema = z.enum(['general', 'specific']);
export type QuestionKind = z.infer<typeof questionKindSchema>;

export type YesNo = 'yes' | 'no';

/** What a model said, read strictly: `unknown` is no answer, and never counts as a no. */
export type Seen = YesNo | 'unknown';

/** One question as stored and edited. `expected` is null for a general one: there the label is expected. */
export const questionDraftSchema = z.object({
  kind: questionKindSchema,
  text: z.string().trim().min(3, 'A question needs at least 3 characters.').max(300),
  expected: z.enum(['yes', 'no']).nullable(),
});
export type QuestionDraft = z.infer<typeof questionDraftSchema>;

/** All questions of one class, or of one caption, and other names of the label that count as right. */
export const questionSetDraftSchema = z.object({
  questions: z.array(questionDraftSchema).min(1, 'Ask at least one question.').max(12, 'Ask at most 12 questions.'),
  synonyms: z.array(z.string().trim().min(1).max(100)).max(20).default([]),
});
export type QuestionSetDraft = z.infer<typeof questionSetDraftSchema>;

/** A person's own answer: yes or no to a specific question; whether the picture fits the label for a general one. */
export const readerAnswerSchema = z.enum(['yes', 'no', 'fits', 'differs']);
export type ReaderAnswer = z.infer<typeof readerAnswerSchema>;

/** One question about one sample with its answers. `fits` null: nothing usable was answered, so it does not count. */
export interface EvidenceRow {
  questionId: number;
  kind: QuestionKind;
  question: string;
  /** yes, no, or the label of a general question. */
  expected: string;
  /** As the model said it, shortened; null when it was not asked or never answered. */
  answer: string | null;
  fits: boolean | null;
  /** Latest answers of people, one each, newest first; the newest overrides the model. */
  readers: { userId: string; answer: ReaderAnswer; fits: boolean }[];
}

/** What a run may spend; null is no limit. Money in the currency of the provider's prices. */
export const runBudgetSchema = z.object({
  calls: z.number().int().min(1).max(10_000_000).nullable(),
  tokens: z.number().int().min(1).max(1_000_000_000_000).nullable(),
  money: z.number().positive().max(1_000_000).nullable(),
});
export type RunBudget = z.infer<typeof runBudgetSchema>;

/** `stopped`: the budget was spent. `paused`: by a person, or because the endpoint kept refusing. */
export type QuestionRunState = 'running' | 'paused' | 'stopped' | 'done';

/** The questions of one class as leads see and edit them. */
export interface QuestionSetView {
  label: string;
  classIndex: number;
  /** 0: none are written yet. */
  version: number;
  /** The model that wrote them; null: a person, or nobody yet. */
  writtenBy: string | null;
  createdAt: string | null;
  questions: (QuestionDraft & { id: number })[];
  synonyms: string[];
}

/** What a run would do and cost, before it starts. */
export interface RunEstimate {
  /** Pictures that would be asked about, and how many are left without an answer in all. */
  samples: number;
  candidates: number;
  /** Calls for questions still to be written, and for answers not yet known. */
  calls: number;
  /** With every free answer judged by the model too. */
  callsAtMost: number;
  tokens: number;
  /** Null where the provider has no prices. */
  money: number | null;
  /** Tokens per call were measured here; else they are assumed. */
  measured: boolean;
  withoutQuestions: string[];
}

export interface QuestionRunView {
  id: number;
  jobId: string | null;
  kind: 'ask' | 'write';
  state: QuestionRunState;
  model: string;
  samples: number;
  samplesDone: number;
  budget: RunBudget;
  calls: number;
  failed: number;
  tokens: number;
  money: number;
  note: string | null;
  startedAt: string;
  finishedAt: string | null;
}

/** Visual evidence as one reader may see it: an annotator not what others answered. */
export interface VisualEvidenceView {
  matched: number;
  answered: number;
  model: string;
  rows: {
    questionId: number;
    kind: QuestionKind;
    question: string;
    expected: string;
    /** What the model answered; null: nothing. */
    answer: string | null;
    /** What counts for this reader. */
    fits: boolean | null;
    /** This reader's own answer. */
    mine: ReaderAnswer | null;
    /** Somebody else's answer counts here; leads see that. */
    byReader: boolean;
  }[];
}

/** Evidence of one sample, as scripts read it. */
export interface EvidenceEntry extends VisualEvidenceView {
  sampleId: string;
  externalId: string;
  /** Share of usable answers that fit; null without any. */
  consistency: number | null;
}
