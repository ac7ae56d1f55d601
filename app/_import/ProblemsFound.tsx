import { capitalised } from '#/app/_ui/errors.ts';
import { counted } from '#/app/_ui/figures.ts';
import { Icon } from '#/app/_ui/Icon.tsx';
import type { Problem } from '#/server/domain/error.ts';
import { groupProblems } from './groupProblems.ts';

const LINES_SHOWN = 8;

interface ProblemsFoundProps {
  problems: Problem[];
  /** How many of them, from the first on, forbid the import. */
  refused: number;
  complete: boolean;
}

export function ProblemsFound({ problems, refused, complete }: ProblemsFoundProps) {
  const groups = [
    ...groupProblems(problems.slice(0, refused)).map((g) => ({ ...g, forbids: true })),
    ...groupProblems(problems.slice(refused)).map((g) => ({ ...g, forbids: false })),
  ];
  return (
    <section className="block">
      <h2>
        Problems found
        <span className="unit">
          {counted(problems.length, 'problem', 'problems')}
          {complete ? '' : ' in what was read so far'}
        </span>
      </h2>
      <ul className="prob">
        {groups.length === 0 ? (
          <li>
            <Icon name="check" />
            <p>None in {complete ? 'the whole file' : 'what was read so far'}.</p>
          </li>
        ) : null}
        {groups.map((g) => (
          <li key={`${g.file} ${g.message}`}>
            <Icon name="query" />
            <div>
              <b>{capitalised(g.message)}</b>
              {g.forbids ? <p className="lines">It forbids the import.</p> : null}
              {g.file || g.lines.length > 0 ? (
                <p className="lines">
                  {g.file ? <code>{g.file}</code> : null}
                  {g.lines.length > 0
                    ? `${g.file ? ', ' : ''}${g.lines.length === 1 ? 'line' : 'lines'} ${g.lines.slice(0, LINES_SHOWN).join(', ')}`
                    : null}
                  {g.lines.length > LINES_SHOWN ? ` and ${g.lines.length - LINES_SHOWN} more` : null}
                </p>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
