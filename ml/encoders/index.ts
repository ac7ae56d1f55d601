import { encodeImages } from './image/encode.ts';
import { encodeRelations } from './relation/encode.ts';
import { encodeTexts } from './text/lsa.ts';

export type { ImageOptions } from './image/encode.ts';
export { chooseShape, type Picture, type PictureShape } from './image/picture.ts';
export type { RelationItem, RelationOptions } from './relation/encode.ts';
export type { TextOptions } from './text/lsa.ts';
export { encodeImages, encodeRelations, encodeTexts };

/** The encoders that learn on the dataset itself and download nothing. `id` is what an encoding is stored under. */
export const encoders = {
  lsa: { id: 'lsa', task: 'text', dims: 384, encode: encodeTexts },
  patches: { id: 'patches', task: 'image', dims: 512, encode: encodeImages },
  relation: { id: 'relation', task: 'relation', dims: 384, encode: encodeRelations },
} as const;
export type EncoderId = keyof typeof encoders;
