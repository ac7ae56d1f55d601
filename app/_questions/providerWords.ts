import type { ProviderKind } from '#/server/domain/provider.ts';

/** Where a model runs, and what the name of one looks like there. */
export const kinds: Record<ProviderKind, { runs: string; model: string }> = {
  endpoint: { runs: 'at an address that speaks OpenAI’s chat completions', model: 'llava' },
  openai: { runs: 'at OpenAI', model: 'gpt-4o-mini' },
  anthropic: { runs: 'at Anthropic', model: 'claude-haiku-4-5' },
  google: { runs: 'at Google (Gemini)', model: 'gemini-2.5-flash' },
  mistral: { runs: 'at Mistral', model: 'pixtral-12b-latest' },
  local: { runs: 'in the worker, from a folder or the Hugging Face hub', model: '/models/clip-vit-base-patch32' },
};

/** Some that speak OpenAI's chat completions. */
export const addresses: Record<string, string> = {
  Ollama: 'http://localhost:11434/v1',
  'llama.cpp': 'http://localhost:8080/v1',
  vLLM: 'http://localhost:8000/v1',
  Groq: 'https://api.groq.com/openai/v1',
  xAI: 'https://api.x.ai/v1',
  OpenRouter: 'https://openrouter.ai/api/v1',
  'Together AI': 'https://api.together.xyz/v1',
};
