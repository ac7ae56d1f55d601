import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Must stand first among the words. */
export const specials = ['[UNK]', '[CLS]', '[SEP]', '[PAD]'];

/** Writes a tokenizer of whole words into a model's folder: a word's number is its place. `marks` are kept as they are written. */
export async function writeTokenizer(
  folder: string,
  words: readonly string[],
  { marks = [] as string[], template = '' } = {},
) {
  const special = (content: string) => ({ id: words.indexOf(content), content, special: true });
  const json = (name: string, content: object) => writeFile(join(folder, name), JSON.stringify(content));
  await json('tokenizer_config.json', {
    tokenizer_class: 'BertTokenizer',
    ...{ unk_token: '[UNK]', cls_token: '[CLS]', sep_token: '[SEP]', pad_token: '[PAD]', model_max_length: 512 },
    ...(template ? { chat_template: template } : {}),
  });
  await json('tokenizer.json', {
    version: '1.0',
    added_tokens: [...specials, ...marks].map(special),
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
  });
}
