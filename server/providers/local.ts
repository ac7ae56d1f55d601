import { stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute } from 'node:path';
import { ModelFailure, type Picture, type Prompt, type Reply, type VisionModel } from './model.ts';
import { once } from './once.ts';

/** Models that compare pictures and texts, and say nothing. */
const comparing = new Set(['clip', 'siglip', 'siglip2', 'chinese_clip', 'align']);

const failedToLoad =
  (model: string) =>
  (error: unknown): never => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ModelFailure('closed', `The model ${model} cannot be loaded: ${reason}`);
  };

/** Finds the library and the model's kind without loading the model. */
async function locate(model: string) {
  const transformers = await import('@huggingface/transformers').catch(() => {
    throw new ModelFailure('closed', 'Local models need @huggingface/transformers; run `npm install` once more.');
  });
  const folder = isAbsolute(model);
  if (folder && (await stat(model).catch(() => null)) === null)
    throw new ModelFailure('closed', `There is no folder ${model} here.`);
  if (folder) transformers.env.localModelPath = dirname(model);
  const name = folder ? basename(model) : model;
  const from = { local_files_only: folder };
  const config = await transformers.AutoConfig.from_pretrained(name, from).catch(failedToLoad(model));
  return { transformers, name, from, type: String(config.model_type) };
}

/** What stands in the folder, or on the hub: one sentence. @throws ModelFailure */
export async function describeLocal(model: string): Promise<string> {
  const { type } = await locate(model);
  const does = comparing.has(type) ? 'compares pictures with the labels' : 'answers questions';
  return `It is a ${type} model and ${does}. The worker loads it with the first run.`;
}

/**
 * A model that Transformers.js runs in this process: an absolute path of a folder, or a name on the hub (fetched once and
 * kept). It is loaded with the first call: whoever only asks what it is, or what a run would cost, waits for nothing. CLIP
 * and SigLIP compare a picture with labels or captions; vision-language models answer in words.
 * @throws ModelFailure closed, with one sentence on what is missing.
 */
export async function openLocal(model: string): Promise<VisionModel> {
  const { transformers, name, from, type } = await locate(model);
  const failed = failedToLoad(model);
  const base = { id: `${model} (local)`, name: basename(model) };
  const read = async ({ bytes, mediaType }: Picture) =>
    transformers.RawImage.fromBlob(new Blob([new Uint8Array(bytes)], { type: mediaType }));

  if (comparing.has(type)) {
    const load = once(() =>
      transformers.pipeline('zero-shot-image-classification', name, { ...from, dtype: 'fp32' }).catch(failed),
    );
    return {
      ...base,
      ask: null,
      async compare(picture, texts) {
        const classify = await load();
        const found = await classify(await read(picture), texts, { hypothesis_template: 'a picture of {}' });
        const scores = new Map(found.flat().map(({ label, score }) => [label, score]));
        return texts.map((text) => scores.get(text) ?? 0);
      },
    };
  }

  const load = once(async () => ({
    processor: await transformers.AutoProcessor.from_pretrained(name, from).catch(failed),
    network: await transformers.AutoModelForImageTextToText.from_pretrained(name, from).catch(failed),
  }));
  // The processors do not agree on which comes first.
  const { LlavaProcessor, PaliGemmaProcessor, PixtralProcessor, Lfm2VlProcessor, Florence2Processor } = transformers;
  const pictureFirst = [LlavaProcessor, PaliGemmaProcessor, PixtralProcessor, Lfm2VlProcessor, Florence2Processor];
  return {
    ...base,
    compare: null,
    async ask({ system, text, picture }: Prompt): Promise<Reply> {
      const { processor, network } = await load();
      const content = [...(picture ? [{ type: 'image' }] : []), { type: 'text', text: `${system}\n${text}` }];
      const prompt = processor.apply_chat_template([{ role: 'user', content }] as never, {
        add_generation_prompt: true,
        tokenize: false,
      });
      const seen = picture ? [await read(picture)] : null;
      const inputs = await (seen === null
        ? processor.tokenizer!(prompt as string)
        : pictureFirst.some((kind) => processor instanceof kind)
          ? processor(seen, prompt as string)
          : processor(prompt as string, seen));
      const output = (await network.generate({ ...inputs, max_new_tokens: picture ? 32 : 600 })) as InstanceType<
        typeof transformers.Tensor
      >;
      const length = Number(inputs.input_ids.dims.at(-1));
      const fresh = output.slice(null, [length, Number(output.dims.at(-1))]);
      const [said = ''] = processor.batch_decode(fresh, { skip_special_tokens: true });
      return { text: said, inputTokens: length, outputTokens: Number(fresh.dims.at(-1)) };
    },
  };
}
