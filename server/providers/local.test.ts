import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, inject, test } from 'vitest';
import { onnxModel } from '#/ml/algebra/onnx-model.ts';
import { describeLocal, openLocal } from './local.ts';

const words = ['[UNK]', '[CLS]', '[SEP]', '[PAD]', 'a', 'picture', 'of', 'red', 'green', 'blue'];

/**
 * A real, tiny CLIP: a picture's features are its mean red, green and blue; a text's are the mean of its words', of which
 * only the three colours have any; the logit is their product.
 */
async function writeTinyClip(folder: string): Promise<void> {
  const values = new Float32Array(words.length * 3);
  for (let c = 0; c < 3; c++) values[(words.length - 3 + c) * 3 + c] = 40;
  const graph = onnxModel({
    inputs: { input_ids: ['texts', 'length'], pixel_values: ['pictures', 'channels', 'height', 'width'] },
    whole: ['input_ids'],
    constants: { words: { shape: [words.length, 3], values } },
    nodes: [
      { op: 'ReduceMean', inputs: ['pixel_values'], output: 'seen', attributes: { axes: [2, 3], keepdims: 0 } },
      { op: 'Gather', inputs: ['words', 'input_ids'], output: 'read' },
      { op: 'ReduceMean', inputs: ['read'], output: 'said', attributes: { axes: [1], keepdims: 0 } },
      { op: 'Gemm', inputs: ['seen', 'said'], output: 'logits_per_image', attributes: { transB: 1 } },
    ],
    output: { name: 'logits_per_image', axes: ['pictures', 'texts'] },
  });
  await mkdir(join(folder, 'onnx'), { recursive: true });
  const json = (name: string, content: object) => writeFile(join(folder, name), JSON.stringify(content));
  const special = (id: number) => ({ id, content: words[id], special: true });
  await Promise.all([
    writeFile(join(folder, 'onnx', 'model.onnx'), graph),
    json('config.json', { model_type: 'clip', architectures: ['CLIPModel'] }),
    json('preprocessor_config.json', {
      image_processor_type: 'CLIPImageProcessor',
      processor_class: 'CLIPProcessor',
      ...{ do_resize: false, do_center_crop: false, do_normalize: false, do_rescale: true, rescale_factor: 1 / 255 },
    }),
    json('tokenizer_config.json', {
      tokenizer_class: 'BertTokenizer',
      ...{ unk_token: '[UNK]', cls_token: '[CLS]', sep_token: '[SEP]', pad_token: '[PAD]', model_max_length: 16 },
    }),
    json('tokenizer.json', {
      version: '1.0',
      added_tokens: [0, 1, 2, 3].map(special),
      normalizer: { type: 'BertNormalizer', clean_text: true, lowercase: true },
      pre_tokenizer: { type: 'BertPreTokenizer' },
      post_processor: null,
      decoder: { type: 'WordPiece', prefix: '##' },
      model: {
        type: 'WordPiece',
        unk_token: '[UNK]',
        continuing_subword_prefix: '##',
        max_input_chars_per_word: 100,
        vocab: Object.fromEntries(words.map((word, id) => [word, id])),
      },
    }),
  ]);
}

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

test('a CLIP model in a folder chooses the label that fits the picture', async () => {
  const model = await openLocal(folder);
  expect(model.ask).toBeNull();
  const { signal } = new AbortController();
  const names = ['red', 'green', 'blue'];
  const chosen = await Promise.all(
    [await picture(250, 20, 20), await picture(10, 200, 30), await picture(0, 0, 255)].map(
      async (p) => (await model.choose!(p, names, signal)).text,
    ),
  );
  expect(chosen).toEqual(names);
});

test('says what stands in a folder, and what is missing', async () => {
  expect(await describeLocal(folder)).toContain('It is a clip model and chooses among the labels.');
  await expect(openLocal('/no/such/folder')).rejects.toMatchObject({ kind: 'closed' });
  const empty = await mkdtemp(join(inject('scratch'), 'no-model-'));
  await expect(openLocal(empty)).rejects.toThrow('cannot be loaded');
});
