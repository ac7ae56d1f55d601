import { APICallError, generateText, type ModelMessage } from 'ai';
import type { HostedKind } from '#/server/domain/provider.ts';
import { addressOf } from '#/server/domain/providerAddress.ts';
import { openers } from './hosted/openers.ts';
import { ModelFailure, type Prompt, type Reply, type VisionModel } from './model.ts';

/** Enough for a model that thinks before it says one word. */
const mostTokens = 1000;

interface HostedSettings {
  kind: HostedKind;
  /** Null: the provider's own address. An `endpoint` has none of its own. */
  baseUrl: string | null;
  model: string;
  key: string | null;
  timeoutMs?: number;
}

// Its warnings (a model takes no temperature, say) would go to the terminal with every call.
globalThis.AI_SDK_LOG_WARNINGS = false;

/**
 * A model behind an address: one of the hosted providers, or whatever speaks OpenAI's chat completions. One call per `ask`,
 * never retried here. Its key comes from here alone, never from a variable of the provider's own.
 */
export async function openHosted({
  kind,
  baseUrl,
  model,
  key,
  timeoutMs = 60_000,
}: HostedSettings): Promise<VisionModel> {
  const address = addressOf({ kind, baseUrl })!.replace(/\/+$/, '');
  const { chat, options } = await openers[kind]({ address, model, key: key ?? '' });
  // Some models accept no temperature but their own; they say so once.
  let steady = true;
  return {
    id: `${model} @ ${address}`,
    name: model,
    compare: null,
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
          ...(options ? { providerOptions: options } : {}),
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
  // Google says so of a key that it does not know.
  if (status === 400 && /api.?key/i.test(error.responseBody ?? ''))
    return new ModelFailure('closed', 'The endpoint refuses the key (400).');
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
