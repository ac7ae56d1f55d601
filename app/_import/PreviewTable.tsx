import { count } from '#/app/_ui/figures.ts';
import { Icon } from '#/app/_ui/Icon.tsx';
import type { ColumnRole, Task } from '#/server/domain/task.ts';
import type { PreviewView } from '#/server/domain/views.ts';
import { type Roles, roleNames, rolesFor } from './columnRoles.ts';

interface PreviewTableProps {
  preview: PreviewView;
  task: Task;
  roles: Roles;
  onRole: (column: string, role: ColumnRole) => void;
}

/** The first rows as read, with the role of each column over it. */
export function PreviewTable({ preview, task, roles, onRole }: PreviewTableProps) {
  const shown = preview.lines.length;
  const badLines = new Set(preview.problems.map((p) => p.line));
  return (
    <section className="block mt-7">
      <h2 className="strong">
        What each column is
        <span className="unit">
          first {shown} of {preview.counted ? '' : 'more than '}
          {count(preview.rows)} rows; roles are guesses, change any
        </span>
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="prev-wrap" tabIndex={0} aria-label="First rows of the file">
        <table className="prev">
          <thead>
            <tr>
              <th className="ln">
                <span className="vh">line</span>
              </th>
              {preview.columns.map((c) => (
                <th
                  key={c.name}
                  scope="col"
                  className={roles[c.name] === 'ignore' && c.role !== 'part' ? 'off' : undefined}
                >
                  <span className="col">{c.name}</span>
                  {c.role === 'part' && task === 'relation' ? (
                    <span className="part">Part of the relation</span>
                  ) : (
                    <select
                      className={`sel${roles[c.name] === 'label' ? ' is-label' : ''}`}
                      aria-label={`Role of column ${c.name}`}
                      value={roles[c.name]}
                      onChange={(e) => onRole(c.name, e.target.value as ColumnRole)}
                    >
                      {rolesFor(task).map((r) => (
                        <option key={r} value={r}>
                          {roleNames[r]}
                        </option>
                      ))}
                    </select>
                  )}
                  <span className="guess">{c.role === 'part' || c.role !== roles[c.name] ? '' : c.guess}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.lines.map((line, row) => (
              <tr key={line} className={badLines.has(line) ? 'bad' : undefined}>
                <td className="ln">{line}</td>
                {preview.columns.map((c) => (
                  <Cell key={c.name} value={c.values[row] ?? ''} role={c.role === 'part' ? 'show' : roles[c.name]} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Cell({ value, role }: { value: string; role: ColumnRole }) {
  if (role === 'label' && value === '')
    return (
      <td className="mono">
        <Icon name="query" small /> none
      </td>
    );
  const reads = role === 'text' || role === 'title';
  return (
    <td
      className={`${reads ? 'tx' : 'mono'}${role === 'ignore' ? ' off' : ''}${role === 'label' ? ' font-medium' : ''}`}
    >
      <div className="clip">{value}</div>
    </td>
  );
}
