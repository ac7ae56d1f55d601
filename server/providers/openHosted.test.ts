import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HostedKind } from '#/server/domain/provider.ts';
import { redSquare } from '#/server/images/redSquare.ts';
import { misbehave, type ScriptedModel, scriptedModel } from '#/server/testing/scriptedModel.ts';
import { openHosted } from './openHosted.ts';

let model: ScriptedModel;
beforeAll(async () => {
  model = await scriptedModel(() => 'Yes.');
});
afterAll(() => model.close());

const { signal } = new AbortController();
const key = 'a key of the provider’s'.replace(/[^a-z]/g, '-');
const open = (kind: HostedKind, timeoutMs?: number) =>
  openHosted({ kind, baseUrl: model.url, model: 'looker', key, timeoutMs });

/** Where each is called, and how it is told the key. */
const kinds: [HostedKind, string, string][] = [
  ['endpoint', '/v1/chat/completions', `Bearer ${key}`],
  ['openai', '/v1/responses', `Bearer ${key}`],
  ['anthropic', '/v1/messages', key],
  ['google', '/v1/models/looker:generateContent', key],
  ['mistral', '/v1/chat/completions', `Bearer ${key}`],
];

describe.each(kinds)('%s', (kind, path, authorization) => {
  test('is asked in its own words, with the picture, and counts the tokens', async () => {
    model.say(() => 'Yes.');
    const picture = await redSquare();
    const { ask, id } = await open(kind);
    const reply = await ask!({ system: 'Answer yes or no.', text: 'Is it red?', picture }, signal);
    expect(reply).toEqual({ text: 'Yes.', inputTokens: 100, outputTokens: 2 });
    expect(model.calls.at(-1)).toMatchObject({ path, authorization, system: 'Answer yes or no.', text: 'Is it red?' });
    expect(model.calls.at(-1)!.picture!.equals(picture.bytes)).toBe(true);
    expect(id).toBe(`looker @ ${model.url}`);
    await ask!({ system: '', text: 'In words only.' }, signal);
    expect(model.calls.at(-1)).toMatchObject({ text: 'In words only.', picture: null });
  });

  test('calls once, and says what became of it without the key', async () => {
    const { ask } = await open(kind, 2000);
    const said = async (script: Parameters<typeof model.say>[0]) => {
      model.say(script);
      const before = model.calls.length;
      const failure = await ask!({ system: '', text: 'hello' }, signal).catch((e: unknown) => e);
      expect(model.calls.length).toBe(before + 1);
      expect(String(failure)).not.toContain(key);
      return failure;
    };
    expect(await said(() => ({ status: 401, body: `{"error":{"message":"bad ${key}"}}` }))).toMatchObject({
      kind: 'closed',
    });
    expect(await said(() => ({ status: 429, headers: { 'retry-after': '2' } }))).toMatchObject({
      kind: 'again',
      retryAfterMs: 2000,
    });
    expect(await said(() => ({ status: 529 }))).toMatchObject({ kind: 'again' });
    expect(await said(() => ({ status: 400 }))).toMatchObject({ kind: 'refused' });
    expect(await said(() => ({ status: 200, body: '<html>' }))).toMatchObject({ kind: 'again' });
    expect(await said(() => misbehave.cutOff)).toMatchObject({ kind: 'again' });
  });
});

test('Google’s word for a wrong key closes it, and a named provider has an address of its own', async () => {
  const { ask } = await open('google');
  model.say(() => ({ status: 400, body: '{"error":{"message":"API key not valid. Please pass a valid API key."}}' }));
  await expect(ask!({ system: '', text: 'hello' }, signal)).rejects.toMatchObject({ kind: 'closed' });
  const own = await openHosted({ kind: 'anthropic', baseUrl: null, model: 'looker', key });
  expect(own.id).toBe('looker @ https://api.anthropic.com/v1');
});
