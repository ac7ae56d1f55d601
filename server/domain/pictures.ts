import type { Task } from './task.ts';

/** Samples of these tasks are pictures, alone or with a caption. */
export const hasPictures = (task: Task): boolean => task === 'image' || task === 'image-text';

/** Classes of captioned pictures. Whoever brings no labels says that every caption belongs to its picture. */
export const matches = 'matches';
export const doesNotMatch = 'does not match';
