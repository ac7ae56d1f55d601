import { createOpenAI } from '@ai-sdk/openai';
import type { Opener } from './opener.ts';

/** OpenAI's responses API, which its newer models want. The answers are not kept there. */
export const open: Opener = ({ address, model, key }) => ({
  chat: createOpenAI({ baseURL: address, apiKey: key })(model),
  options: { openai: { store: false } },
});
