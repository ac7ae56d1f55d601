import { createMistral } from '@ai-sdk/mistral';
import type { Opener } from './opener.ts';

/** Mistral's chat API. */
export const open: Opener = ({ address, model, key }) => ({
  chat: createMistral({ baseURL: address, apiKey: key })(model),
});
