import { signals } from '#/ml/signals/index.ts';
import { wilson } from '#/server/domain/interval.ts';
import type { StatsView } from '#/server/domain/views.ts';

/** What a round found out about each signal from the decisions it learned from, most often right first. */
export function provenSignals(metrics: Record<string, number>, captioned = false): StatsView['signals'] {
  return signals
    .flatMap(({ id, name, ofCaptions }) => {
      const judged = metrics[`judged:${id}`];
      const share = metrics[`precision:${id}`];
      if (judged === undefined || share === undefined) return [];
      return [{ id, name: (captioned && ofCaptions?.name) || name, judged, precision: wilson(share * judged, judged) }];
    })
    .sort((a, b) => b.precision.value - a.precision.value);
}
