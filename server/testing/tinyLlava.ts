import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onnxModel } from '#/ml/algebra/onnx-model.ts';
import { specials, writeTokenizer } from './tinyTokenizer.ts';

const image = '<image>';
const words = [...specials, image, 'yes', 'no', 'is', 'it', 'red', 'green', 'blue', '.', '?'];
const V = words.length;
/** Seen red, green and blue; asked red, green and blue; one that says that an answer is given. */
const D = 7;

function table(rows: number, cols: number, entries: [row: number, col: number, value: number][]) {
  const values = new Float32Array(rows * cols);
  for (const [row, col, value] of entries) values[row * cols + col] = value;
  return { shape: [rows, cols], values };
}

/**
 * A real, tiny LLaVA in a folder: vision encoder, word embeddings and a decoder with a cache. Its one layer attends to all that
 * went before alike; it answers yes where the colour that the question names stands out in the picture, else no, and ends.
 */
export async function writeTinyLlava(folder: string): Promise<void> {
  const at = (word: string) => words.indexOf(word);
  const colors = ['red', 'green', 'blue'];
  const vision = onnxModel({
    inputs: { pixel_values: ['pictures', 'channels', 'height', 'width'] },
    constants: {
      grey: { shape: [3], values: Float32Array.of(-0.5, -0.5, -0.5) },
      place: table(
        3,
        D,
        colors.map((_, c) => [c, c, 1]),
      ),
      one: { shape: [3], values: BigInt64Array.of(-1n, 1n, BigInt(D)) },
    },
    nodes: [
      { op: 'ReduceMean', inputs: ['pixel_values'], output: 'mean', attributes: { axes: [2, 3], keepdims: 0 } },
      { op: 'Add', inputs: ['mean', 'grey'], output: 'contrast' },
      { op: 'MatMul', inputs: ['contrast', 'place'], output: 'placed' },
      { op: 'Reshape', inputs: ['placed', 'one'], output: 'image_features' },
    ],
    output: { name: 'image_features', axes: ['pictures', 'tokens', 'hidden'] },
  });
  const embed = onnxModel({
    inputs: { input_ids: ['batch', 'length'] },
    whole: ['input_ids'],
    constants: {
      words: table(V, D, [
        ...colors.map((color, c): [number, number, number] => [at(color), 3 + c, 1]),
        [at('yes'), 6, 1],
        [at('no'), 6, 1],
      ]),
    },
    nodes: [{ op: 'Gather', inputs: ['words', 'input_ids'], output: 'inputs_embeds' }],
    output: { name: 'inputs_embeds', axes: ['batch', 'length', 'hidden'] },
  });
  const cache = ['batch', 'heads', 'before', 'hidden'];
  const sure = 1e6;
  const decoder = onnxModel({
    inputs: {
      inputs_embeds: ['batch', 'length', 'hidden'],
      'past_key_values.0.key': cache,
      'past_key_values.0.value': cache,
    },
    constants: {
      four: { shape: [4], values: BigInt64Array.of(0n, 1n, -1n, BigInt(D)) },
      seen: table(
        D,
        3,
        colors.map((_, c) => [c, c, 1]),
      ),
      asked: table(
        D,
        3,
        colors.map((_, c) => [3 + c, c, 1]),
      ),
      say: table(
        3,
        V,
        colors.flatMap((_, c): [number, number, number][] => [
          [c, at('yes'), sure],
          [c, at('no'), -sure],
        ]),
      ),
      end: table(D, V, [[6, at('[SEP]'), 1000 * sure]]),
    },
    nodes: [
      { op: 'Reshape', inputs: ['inputs_embeds', 'four'], output: 'now' },
      { op: 'Concat', inputs: ['past_key_values.0.key', 'now'], output: 'present.0.key', attributes: { axis: 2 } },
      { op: 'Concat', inputs: ['past_key_values.0.value', 'now'], output: 'present.0.value', attributes: { axis: 2 } },
      { op: 'ReduceMean', inputs: ['present.0.value'], output: 'context', attributes: { axes: [2], keepdims: 0 } },
      { op: 'MatMul', inputs: ['context', 'seen'], output: 'picture' },
      { op: 'MatMul', inputs: ['context', 'asked'], output: 'question' },
      { op: 'Mul', inputs: ['picture', 'question'], output: 'agreement' },
      { op: 'MatMul', inputs: ['agreement', 'say'], output: 'answer' },
      { op: 'MatMul', inputs: ['inputs_embeds', 'end'], output: 'ending' },
      { op: 'Add', inputs: ['ending', 'answer'], output: 'logits' },
    ],
    output: { name: 'logits', axes: ['batch', 'length', 'words'] },
    more: [
      { name: 'present.0.key', axes: cache },
      { name: 'present.0.value', axes: cache },
    ],
  });
  await mkdir(join(folder, 'onnx'), { recursive: true });
  const json = (name: string, content: object) => writeFile(join(folder, name), JSON.stringify(content));
  const preparation = {
    do_resize: false,
    do_center_crop: false,
    do_normalize: false,
    do_rescale: true,
    rescale_factor: 1 / 255,
  };
  await Promise.all([
    writeFile(join(folder, 'onnx', 'vision_encoder.onnx'), vision),
    writeFile(join(folder, 'onnx', 'embed_tokens.onnx'), embed),
    writeFile(join(folder, 'onnx', 'decoder_model_merged.onnx'), decoder),
    json('config.json', {
      model_type: 'llava',
      architectures: ['LlavaForConditionalGeneration'],
      image_token_index: at(image),
      text_config: {
        model_type: 'llama',
        ...{ hidden_size: D, num_hidden_layers: 1, num_attention_heads: 1, num_key_value_heads: 1, vocab_size: V },
      },
    }),
    json('generation_config.json', { eos_token_id: at('[SEP]'), pad_token_id: at('[PAD]'), bos_token_id: at('[CLS]') }),
    json('preprocessor_config.json', {
      image_processor_type: 'CLIPImageProcessor',
      processor_class: 'LlavaProcessor',
      ...preparation,
    }),
    // One token stands for the whole picture.
    json('processor_config.json', {
      processor_class: 'LlavaProcessor',
      ...{ image_token: image, patch_size: 1024, num_additional_image_tokens: 1 },
    }),
    writeTokenizer(folder, words, {
      marks: [image],
      template:
        "{% for m in messages %}{% for part in m['content'] %}{% if part['type'] == 'image' %}<image>{% else %}{{ part['text'] }}{% endif %}{% endfor %}{% endfor %}",
    }),
  ]);
}
