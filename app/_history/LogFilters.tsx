'use client';

import { kindName } from './words.ts';

export interface LogFilter {
  kind?: string;
  userId?: string;
  from?: string;
  to?: string;
  sample?: string;
}

interface LogFiltersProps {
  filter: LogFilter;
  kinds: string[];
  people: { id: string; name: string }[];
  bySample: boolean;
  onChange: (filter: LogFilter) => void;
}

/** What of the log is shown. Each choice takes effect at once. */
export function LogFilters({ filter, kinds, people, bySample, onChange }: LogFiltersProps) {
  const set = (name: keyof LogFilter) => (e: { target: { value: string } }) => {
    const { [name]: _, ...others } = filter;
    onChange(e.target.value === '' ? others : { ...others, [name]: e.target.value });
  };
  return (
    <div className="log-filters">
      <label className="field">
        <span>What</span>
        <select className="input input-s" value={filter.kind ?? ''} onChange={set('kind')}>
          <option value="">everything</option>
          {kinds.map((k) => (
            <option key={k} value={k}>
              {kindName(k)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>Who</span>
        <select className="input input-s" value={filter.userId ?? ''} onChange={set('userId')}>
          <option value="">everybody</option>
          {people.map((p) => (
            <option key={p.id} value={p.id}>
              {p.name}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>From</span>
        <input className="input input-s" type="date" value={filter.from ?? ''} onChange={set('from')} />
      </label>
      <label className="field">
        <span>To</span>
        <input className="input input-s" type="date" value={filter.to ?? ''} onChange={set('to')} />
      </label>
      {bySample ? (
        <label className="field">
          <span>Sample id</span>
          <input className="input input-s mono" value={filter.sample ?? ''} onChange={set('sample')} maxLength={500} />
        </label>
      ) : null}
    </div>
  );
}
