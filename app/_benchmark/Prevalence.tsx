'use client';

import { useState } from 'react';
import { percent } from '#/app/_ui/figures.ts';
import type { ImpactModel, ImpactView } from '#/server/domain/benchmarkViews.ts';
import { accuracyAt, crossover } from '#/server/domain/prevalence.ts';
import { PrevalencePlot } from './PrevalencePlot.tsx';
import { points } from './words.ts';

/** Two models at any share of wrong test labels: where they change places, and where the test set stands. */
export function Prevalence({ impact }: { impact: ImpactView }) {
  const { models, samples, changed } = impact;
  const now = samples === 0 ? 0 : changed / samples;
  const [pair, setPair] = useState(() => firstPair(impact));
  const [share, setShare] = useState(now);
  const of = (id: string) => models.find((m) => m.id === id);
  const [a, b] = [of(pair[0]), of(pair[1])];
  if (!a || !b) return null;
  const cross = crossover(a, b);
  return (
    <section className="block">
      <h2>If more of the labels were wrong</h2>
      <p className="lede">
        Accuracy by the corrected labels in a test set of which a share N had wrong labels: N × the accuracy on the
        corrected samples + (1 − N) × the accuracy on the others.
      </p>
      <div className="pair-picks">
        <Pick label="First model" models={models} value={a.id} onPick={(id) => setPair([id, b.id])} />
        <Pick label="Second model" models={models} value={b.id} onPick={(id) => setPair([a.id, id])} />
      </div>
      <PrevalencePlot a={a} b={b} share={share} now={now} cross={cross} />
      <label className="prevalence-slide">
        <span>N, the share of wrong labels: {percent(share)}</span>
        <input
          type="range"
          min={0}
          max={1}
          step={0.001}
          value={share}
          aria-valuetext={percent(share)}
          onChange={(e) => setShare(Number(e.currentTarget.value))}
        />
      </label>
      <p className="small" role="status">
        {sayAt(a, b, share)} {sayCross(a, b, cross)} Of this test set {percent(now)} of the labels were corrected so
        far.
      </p>
    </section>
  );
}

function sayAt(a: ImpactModel, b: ImpactModel, share: number): string {
  const [x, y] = [accuracyAt(a, share), accuracyAt(b, share)];
  const [first, second] = x >= y ? [a, b] : [b, a];
  return `At ${percent(share)}: ${first.name} ${points(Math.max(x, y))}, ${second.name} ${points(Math.min(x, y))}.`;
}

function sayCross(a: ImpactModel, b: ImpactModel, cross: number | null): string {
  if (cross !== null) return `They change places at ${percent(cross)}.`;
  const ahead = accuracyAt(a, 0.5) >= accuracyAt(b, 0.5) ? a : b;
  return `${ahead.name} is ahead at every share.`;
}

function Pick({
  label,
  models,
  value,
  onPick,
}: {
  label: string;
  models: ImpactModel[];
  value: string;
  onPick: (id: string) => void;
}) {
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} onChange={(e) => onPick(e.currentTarget.value)}>
        {models.map((m) => (
          <option key={m.id} value={m.id}>
            {m.name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The best supported pair that changes places and crosses; else the first two. */
function firstPair({ models, inversions }: ImpactView): [string, string] {
  const byName = new Map(models.map((m) => [m.name, m]));
  for (const { before, after } of inversions) {
    const [a, b] = [byName.get(before), byName.get(after)];
    if (a && b && crossover(a, b) !== null) return [a.id, b.id];
  }
  return [models[0]?.id ?? '', models[1]?.id ?? models[0]?.id ?? ''];
}
