'use client';

import { useState } from 'react';
import { Button } from '#/app/_ui/Button.tsx';
import { count, percent } from '#/app/_ui/figures.ts';
import { ScrollX } from '#/app/_ui/ScrollX.tsx';
import type { ImpactView } from '#/server/domain/benchmarkViews.ts';
import { points } from './words.ts';

const FIRST = 12;

/** The pairs of models whose order the corrected labels turn round, the best supported first. */
export function Inversions({ impact }: { impact: ImpactView }) {
  const [all, setAll] = useState(false);
  const { inversions } = impact;
  return (
    <section className="block">
      <h2>Pairs that change places</h2>
      {inversions.length === 0 ? <p className="lede">None: the order is the same on both sets of labels.</p> : null}
      {inversions.length > 0 ? (
        <ScrollX label="Pairs that change places">
          <table className="tbl">
            <thead>
              <tr>
                <th>Ahead on given, then on corrected labels</th>
                <th className="n">by points</th>
                <th className="n">resamples</th>
              </tr>
            </thead>
            <tbody>
              {inversions.slice(0, all ? undefined : FIRST).map((i) => (
                <tr key={`${i.before} ${i.after}`}>
                  <td className="mono small">
                    {i.before}
                    <br />
                    {i.after}
                  </td>
                  <td className="n">
                    {points(i.leadBefore)}
                    <br />
                    {points(i.leadAfter)}
                  </td>
                  <td className="n">{percent(i.support)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      ) : null}
      {inversions.length > FIRST ? (
        <p className="pt-2">
          <Button small onClick={() => setAll(!all)} aria-expanded={all}>
            {all ? 'Only the best supported' : `All ${count(inversions.length)} pairs`}
          </Button>
        </p>
      ) : null}
    </section>
  );
}
