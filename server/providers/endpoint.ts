import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, generateText, type ModelMessage } from 'ai';
import { ModelFailure, type Prompt, type Reply, type VisionModel } from './model.ts';

/** Enough for a model that thinks before it says one word. */
const mostTokens = 1000;

interface EndpointSettings {
  baseUrl: string;
  model: string;
  key: string | null;
  timeoutMs?: number;
}

/** An OpenAI-compatible endpoint: OpenAI itself, vLLM, Ollama, llama.cpp and others. One call per `ask`, never retried here. */
export function openEndpoint({ baseUrl, model, key, timeoutMs = 60_000 }: EndpointSettings): VisionModel {
  const provider = createOpenAICompatible({ name: 'endpoint', baseURL: baseUrl, ...(key ? { apiKey: key } : {}) });
  const chat = provider.chatModel(model);
  // Some models accept no temperature but their own; they say so once.
  let steady = true;
  return {
    id: `${model} @ ${baseUrl.replace(/\/+$/, '')}`,
    name: model,
    choose: null,
    async ask(prompt, signal) {
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        const { text, usage, finishReason } = await generateText({
          model: chat,
          instructions: prompt.system,
          messages: [message(prompt)],
          maxRetries: 0,
          maxOutputTokens: mostTokens,
          ...(steady ? { temperature: 0 } : {}),
          abortSignal: AbortSignal.any([signal, timeout]),
        });
        const cut = finishReason === 'length' ? '' : text;
        return { text: cut, ...counted(usage) };
      } catch (error) {
        if (signal.aborted) throw error;
        if (steady && APICallError.isInstance(error) && refusesTemperature(error)) {
          steady = false;
          throw new ModelFailure('again', 'The endpoint accepts no temperature.', 0);
        }
        throw failureOf(error, timeout.aborted ? timeoutMs : null);
      }
    },
  };
}

function counted(usage: { inputTokens?: number; outputTokens?: number }): Pick<Reply, 'inputTokens' | 'outputTokens'> {
  return { inputTokens: usage.inputTokens ?? 0, outputTokens: usage.outputTokens ?? 0 };
}

function message({ text, picture }: Prompt): ModelMessage {
  if (!picture) return { role: 'user', content: text };
  const { bytes: data, mediaType } = picture;
  return {
    role: 'user',
    content: [
      { type: 'text', text },
      { type: 'file', mediaType, data: { type: 'data', data } },
    ],
  };
}

function refusesTemperature({ statusCode, responseBody = '' }: APICallError): boolean {
  return statusCode === 400 && /temperature/i.test(responseBody);
}

/** Says what happened without the address's query, the key or the request. */
function failureOf(error: unknown, timedOutAfterMs: number | null): ModelFailure {
  if (timedOutAfterMs !== null)
    return new ModelFailure('again', `The endpoint gave no answer within ${timedOutAfterMs / 1000} s.`);
  if (!APICallError.isInstance(error))
    return new ModelFailure('again', 'The endpoint answered something that is not a chat completion.');
  const { statusCode: status, responseHeaders = {} } = error;
  if (status === undefined) return new ModelFailure('again', 'The endpoint cannot be reached.');
  if (status === 401 || status === 403) return new ModelFailure('closed', `The endpoint refuses the key (${status}).`);
  if (status === 404) return new ModelFailure('closed', 'The endpoint does not know this address or this model (404).');
  if (status === 429)
    return new ModelFailure('again', 'The endpoint asks to slow down (429).', waitOf(responseHeaders['retry-after']));
  if (status >= 500)
    return new ModelFailure('again', `The endpoint has trouble (${status}).`, waitOf(responseHeaders['retry-after']));
  if (status >= 400 && status !== 408 && status !== 409)
    return new ModelFailure('refused', `The endpoint refuses this question (${status}).`);
  return new ModelFailure('again', 'The endpoint’s answer was cut off or cannot be read.');
}

/** Milliseconds of a Retry-After header: seconds, or a date. */
function waitOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
