import type { ReactNode } from 'react';
import type { Problem } from '#/server/domain/error.ts';
import { capitalised, problemsOf, sentenceOf } from './errors.ts';
import { Icon } from './Icon.tsx';

interface NoticeProps {
  /** The bold first sentence. */
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** `alert` interrupts a screen reader; the default waits. */
  urgent?: boolean;
  /** Good news takes a tick. */
  done?: boolean;
}

/** Something that needs the reader: in ink, never in a pen's colour. */
export function Notice({ title, children, action, urgent, done }: NoticeProps) {
  return (
    <div className="notice" role={urgent ? 'alert' : 'status'}>
      <Icon name={done ? 'check' : 'query'} />
      <div>
        <b>{title}</b> {children}
      </div>
      {action}
    </div>
  );
}

export function ProblemList({ problems }: { problems: Problem[] }) {
  return (
    <ul>
      {problems.map((p) => (
        <li key={`${p.file} ${p.line} ${p.column} ${p.message}`}>
          {capitalised(p.message)} <ProblemPlace problem={p} />
        </li>
      ))}
    </ul>
  );
}

function ProblemPlace({ problem: p }: { problem: Problem }) {
  if (!p.file && !p.line && !p.column) return null;
  const place = [p.file, p.line ? `line ${p.line}` : null, p.column ? `column ${p.column}` : null];
  return <span className="quiet">({place.filter(Boolean).join(', ')})</span>;
}

/** A failed request, with the server's sentence and the problems it listed. */
export function ErrorNotice({ error, action }: { error: unknown; action?: ReactNode }) {
  if (!error) return null;
  const problems = problemsOf(error);
  const sentence = sentenceOf(error);
  return (
    <Notice title={sentence} action={action} urgent>
      {problems.length > 1 || (problems[0] && !sentence.includes(problems[0].message)) ? (
        <ProblemList problems={problems} />
      ) : null}
    </Notice>
  );
}
