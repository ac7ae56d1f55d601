import { extrinsicStrategy } from '#/ml/signals/extrinsic-strategy.ts';
import { hardToLearn } from '#/ml/signals/hard-to-learn.ts';
import { imageLabelConsistency } from '#/ml/signals/image-label-consistency.ts';
import { intrinsicStrategy } from '#/ml/signals/intrinsic-strategy.ts';
import { modelDisagrees } from '#/ml/signals/model-disagrees.ts';
import { modelsDisagree } from '#/ml/signals/models-disagree.ts';
import { nearDuplicatesDiffer } from '#/ml/signals/near-duplicates-differ.ts';
import { neighborsDisagree } from '#/ml/signals/neighbors-disagree.ts';
import { ownModelDisagrees } from '#/ml/signals/own-model-disagrees.ts';
import type { Signal } from '#/ml/signals/signal.ts';
import { visualQuestions } from '#/ml/signals/visual-questions.ts';

/** Every signal, in the order in which rounds report them. A new one is a file and a line here. */
export const signals: readonly Signal[] = [
  modelDisagrees,
  neighborsDisagree,
  hardToLearn,
  nearDuplicatesDiffer,
  ownModelDisagrees,
  modelsDisagree,
  visualQuestions,
  imageLabelConsistency,
  intrinsicStrategy,
  extrinsicStrategy,
];
