import type { ProviderKind } from './provider.ts';

/** Where a named provider is reached unless another address, such as that of a proxy, is given. */
export const ownAddress: Partial<Record<ProviderKind, string>> = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
  google: 'https://generativelanguage.googleapis.com/v1beta',
  mistral: 'https://api.mistral.ai/v1',
};

/** Where pictures and the key go; null for a local model. */
export const addressOf = ({ kind, baseUrl }: { kind: ProviderKind; baseUrl: string | null }): string | null =>
  kind === 'local' ? null : (baseUrl ?? ownAddress[kind] ?? null);
