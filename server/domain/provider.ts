/** Where visual questions are sent. */
import { z } from 'zod';
import { addressOf } from './providerAddress.ts';

/**
 * `endpoint`: whatever speaks OpenAI's chat completions. The named ones speak their own language at their own address, or at
 * another that is given. `local`: a model that Transformers.js runs, from a folder or the hub.
 */
export const providerKindSchema = z.enum(['endpoint', 'openai', 'anthropic', 'google', 'mistral', 'local']);
export type ProviderKind = z.infer<typeof providerKindSchema>;
export type HostedKind = Exclude<ProviderKind, 'local'>;

export const providerLimitsSchema = z.object({
  /** Calls at the same time. */
  concurrency: z.number().int().min(1).max(64).default(4),
  /** Null: as fast as the endpoint answers. */
  callsPerMinute: z.number().int().min(1).max(100_000).nullable().default(null),
  /** Price of a million tokens; null when unknown or free. */
  inputPrice: z.number().min(0).max(10_000).nullable().default(null),
  outputPrice: z.number().min(0).max(10_000).nullable().default(null),
});
export type ProviderLimits = z.infer<typeof providerLimitsSchema>;

export const saveProviderSchema = z
  .object({
    kind: providerKindSchema,
    baseUrl: z
      .url({ protocol: /^https?$/, error: 'The address must start with http:// or https://.' })
      .max(500)
      .nullable(),
    model: z.string().trim().min(1, 'Name the model.').max(500),
    /** Undefined keeps the stored key, null removes it. */
    key: z.string().trim().min(1).max(1000).nullable().optional(),
    limits: providerLimitsSchema,
  })
  .refine((p) => p.kind === 'local' || addressOf(p) !== null, {
    message: 'An endpoint needs its address, such as https://api.openai.com/v1.',
    path: ['baseUrl'],
  })
  .refine((p) => p.baseUrl === null || !/^https?:\/\/[^/]*@/.test(p.baseUrl), {
    message: 'Put the key into its own field, not into the address.',
    path: ['baseUrl'],
  });
export type SaveProvider = z.infer<typeof saveProviderSchema>;

/** What a client may know of a provider: never the key. */
export interface ProviderView {
  /** `dataset`: its own; `server`: set by an admin; `environment`: VLM_BASE_URL and VLM_MODEL. */
  from: 'dataset' | 'server' | 'environment';
  kind: ProviderKind;
  baseUrl: string | null;
  model: string;
  hasKey: boolean;
  limits: ProviderLimits;
}

/** What the connection test found. */
export interface ProviderTest {
  ok: boolean;
  /** One sentence. */
  message: string;
  milliseconds: number;
}
