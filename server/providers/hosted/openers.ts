import type { HostedKind } from '#/server/domain/provider.ts';
import type { Connection, Opener } from './opener.ts';

/** Every provider behind an address: a file and a line each. Loaded when it is asked for, so that unused ones cost nothing. */
export const openers: Record<HostedKind, (to: Connection) => Promise<ReturnType<Opener>>> = {
  endpoint: async (to) => (await import('./endpoint.ts')).open(to),
  openai: async (to) => (await import('./openai.ts')).open(to),
  anthropic: async (to) => (await import('./anthropic.ts')).open(to),
  google: async (to) => (await import('./google.ts')).open(to),
  mistral: async (to) => (await import('./mistral.ts')).open(to),
};
