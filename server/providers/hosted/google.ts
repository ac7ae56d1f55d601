import { createGoogle } from '@ai-sdk/google';
import type { Opener } from './opener.ts';

/** The Gemini API. */
export const open: Opener = ({ address, model, key }) => ({
  chat: createGoogle({ baseURL: address, apiKey: key })(model),
});
