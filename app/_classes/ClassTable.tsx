import { Button } from '#/app/_ui/Button.tsx';
import { count } from '#/app/_ui/figures.ts';
import { Kbd } from '#/app/_ui/Kbd.tsx';
import { ScrollX } from '#/app/_ui/ScrollX.tsx';
import { Swatch } from '#/app/_ui/Swatch.tsx';
import type { ClassDetail } from '#/server/domain/classViews.ts';

interface ClassTableProps {
  classes: readonly ClassDetail[];
  /** "mails" */
  noun: string;
  onChange: (of: ClassDetail) => void;
}

/** Every class, those that are gone last. */
export function ClassTable({ classes, noun, onChange }: ClassTableProps) {
  const shown = [...classes].sort(
    (a, b) => Number(a.state !== 'open') - Number(b.state !== 'open') || a.index - b.index,
  );
  return (
    <ScrollX label="Classes">
      <table className="tbl classes">
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col" className="opt">
              what it means
            </th>
            <th scope="col">key</th>
            <th scope="col" className="n">
              imported
            </th>
            <th scope="col" className="n">
              {noun} now
            </th>
            <th scope="col" className="n opt">
              decided
            </th>
            <th scope="col">
              <span className="vh">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((c) => (
            <tr key={c.index} className={c.state === 'open' ? undefined : 'gone'}>
              <td>
                <Swatch colour={c.colour} />
                <span className="mono" dir="auto">
                  {c.name}
                </span>{' '}
                <Fate of={c} />
              </td>
              <td className="opt about">{c.description}</td>
              <td>{c.hotKey === null ? null : <Kbd always>{c.hotKey}</Kbd>}</td>
              <td className="n">{count(c.given)}</td>
              <td className="n">{count(c.current)}</td>
              <td className="n opt">{count(c.decisions)}</td>
              <td className="n">
                <Button small aria-label={`Change ${c.name}`} onClick={() => onChange(c)}>
                  Change
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

/** What became of a class, and the names it had. */
function Fate({ of }: { of: ClassDetail }) {
  const told = [
    of.state === 'merged' ? `merged into ${of.into}` : null,
    of.state === 'split' ? 'split' : null,
    of.state === 'archived' ? 'archived' : null,
    of.former.length ? `was ${of.former.join(', ')}` : null,
  ].filter(Boolean);
  return told.length ? <small className="quiet fate">{told.join('; ')}</small> : null;
}
