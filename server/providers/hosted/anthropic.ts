import { createAnthropic } from '@ai-sdk/anthropic';
import type { Opener } from './opener.ts';

/** Anthropic's messages API. */
export const open: Opener = ({ address, model, key }) => ({
  chat: createAnthropic({ baseURL: address, apiKey: key })(model),
});
