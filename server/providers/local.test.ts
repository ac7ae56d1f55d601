import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, inject, test } from 'vitest';
import { askPrompt } from '#/server/services/questions/prompts.ts';
import { writeTinyClip } from '#/server/testing/tinyClip.ts';
import { writeTinyLlava } from '#/server/testing/tinyLlava.ts';
import { describeLocal, openLocal } from './local.ts';

const picture = async (r: number, g: number, b: number) => ({
  bytes: await sharp({ create: { width: 8, height: 8, channels: 3, background: { r, g, b } } })
    .png()
    .toBuffer(),
  mediaType: 'image/png',
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(inject('scratch'), 'tiny-clip-'));
  await writeTinyClip(folder);
});

test('a CLIP model in a folder says how well each label fits the picture', async () => {
  const model = await openLocal(folder);
  expect(model.ask).toBeNull();
  const { signal } = new AbortController();
  const names = ['red', 'green', 'blue'];
  const chosen = await Promise.all(
    [await picture(250, 20, 20), await picture(10, 200, 30), await picture(0, 0, 255)].map(async (p) =>
      model.compare!(p, names, signal),
    ),
  );
  for (const [own, scores] of chosen.entries()) {
    expect(scores.indexOf(Math.max(...scores))).toBe(own);
    expect(scores.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
  }
});

test('a vision-language model in a folder sees the picture and answers in words', async () => {
  const llava = await mkdtemp(join(inject('scratch'), 'tiny-llava-'));
  await writeTinyLlava(llava);
  expect(await describeLocal(llava)).toContain('It is a llava model and answers questions.');
  const model = await openLocal(llava);
  expect(model.compare).toBeNull();
  const { signal } = new AbortController();
  const red = await picture(250, 20, 20);
  const ask = (text: string, seen?: typeof red) =>
    model.ask!({ ...askPrompt('specific', text), picture: seen }, signal);
  const answers = await Promise.all([
    ask('Is it red?', red),
    ask('Is it blue?', red),
    ask('Is it blue?', await picture(9, 9, 240)),
  ]);
  expect(answers.map((a) => a.text)).toEqual(['yes', 'no', 'yes']);
  expect(answers[0]).toMatchObject({ outputTokens: 2 });
  expect(answers[0]!.inputTokens).toBeGreaterThan(3);
  // Without a picture, as when it is asked to write questions.
  expect((await ask('Is it red?')).inputTokens).toBe(answers[0]!.inputTokens - 1);
});

test('says what stands in a folder, and what is missing', async () => {
  expect(await describeLocal(folder)).toContain('It is a clip model and compares pictures with the labels.');
  await expect(openLocal('/no/such/folder')).rejects.toMatchObject({ kind: 'closed' });
  const empty = await mkdtemp(join(inject('scratch'), 'no-model-'));
  await expect(openLocal(empty)).rejects.toThrow('cannot be loaded');
});
