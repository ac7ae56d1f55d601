import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onnxModel } from '#/ml/algebra/onnx-model.ts';
import { specials, writeTokenizer } from './tinyTokenizer.ts';

const words = [...specials, 'a', 'picture', 'of', 'red', 'green', 'blue'];

/**
 * A real, tiny CLIP: a picture's features are its mean red, green and blue; a text's are the mean of its words', of which
 * only the three colours have any; the logit is their product.
 */
export async function writeTinyClip(folder: string): Promise<void> {
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
  await Promise.all([
    writeFile(join(folder, 'onnx', 'model.onnx'), graph),
    json('config.json', { model_type: 'clip', architectures: ['CLIPModel'] }),
    json('preprocessor_config.json', {
      image_processor_type: 'CLIPImageProcessor',
      processor_class: 'CLIPProcessor',
      ...{ do_resize: false, do_center_crop: false, do_normalize: false, do_rescale: true, rescale_factor: 1 / 255 },
    }),
    writeTokenizer(folder, words),
  ]);
}
