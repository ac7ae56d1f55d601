import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { Opener } from './opener.ts';

/** OpenAI's chat completions, as vLLM, Ollama, llama.cpp, Groq, xAI and many others speak them. */
export const open: Opener = ({ address, model, key }) => ({
  chat: createOpenAICompatible({ name: 'endpoint', baseURL: address, ...(key ? { apiKey: key } : {}) }).chatModel(
    model,
  ),
});
