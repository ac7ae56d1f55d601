import type { ReactNode } from 'react';
import { ScrollX } from '#/app/_ui/ScrollX.tsx';

/** A plot with its table view folded under it. */
export function PlotFigure({ children, head, rows }: { children: ReactNode; head: string[]; rows: string[][] }) {
  return (
    <figure>
      <div className="plot">{children}</div>
      <details className="plot-table">
        <summary>As a table</summary>
        <ScrollX label="The plot as a table">
          <table className="tbl">
            <thead>
              <tr>
                {head.map((h, k) => (
                  <th key={h} scope="col" className={k > 0 ? 'n' : undefined}>
                    {h}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row[0]}>
                  {row.map((cell, k) => (
                    <td key={head[k]} className={k > 0 ? 'n' : undefined}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      </details>
    </figure>
  );
}
