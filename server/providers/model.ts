/** A model that looks at pictures, wherever it runs. */
export interface VisionModel {
  /** Model and endpoint: answers are remembered under it. */
  id: string;
  /** What people call it. */
  name: string;
  /** Answers in words. Null where it only compares pictures with texts, as CLIP does. */
  ask: ((prompt: Prompt, signal: AbortSignal) => Promise<Reply>) | null;
  /** How well each of these texts fits the picture, 0 to 1, in their order. Null where it answers in words. */
  compare: ((picture: Picture, texts: string[], signal: AbortSignal) => Promise<number[]>) | null;
}

export interface Picture {
  bytes: Uint8Array;
  mediaType: string;
}

export interface Prompt {
  system: string;
  text: string;
  picture?: Picture;
}

export interface Reply {
  text: string;
  inputTokens: number;
  outputTokens: number;
}

/** `again`: try later. `refused`: not this call, others may pass. `closed`: no call will pass until a person helps. */
export class ModelFailure extends Error {
  readonly kind: 'again' | 'refused' | 'closed';
  /** What the endpoint asked to wait. */
  readonly retryAfterMs: number | null;
  constructor(kind: ModelFailure['kind'], message: string, retryAfterMs: number | null = null) {
    super(message);
    this.name = 'ModelFailure';
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}
