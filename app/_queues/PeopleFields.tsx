'use client';

import { useState } from 'react';
import type { QueueSettings } from '#/server/domain/teamViews.ts';
import { Check } from './Check.tsx';

/** For everybody who reviews, or for those who are ticked. */
export function PeopleFields({ restricted, people }: Pick<QueueSettings, 'restricted' | 'people'>) {
  const [some, setSome] = useState(restricted);
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-semibold">Who reads it</legend>
      <div className="opts mb-2">
        <button type="button" aria-pressed={!some} onClick={() => setSome(false)}>
          Everybody who reviews
        </button>
        <button type="button" aria-pressed={some} onClick={() => setSome(true)}>
          Only these
        </button>
      </div>
      <input type="hidden" name="restricted" value={some ? 'yes' : ''} />
      {some ? (
        <div className="grid gap-x-6 sm:grid-cols-2">
          {people.map((p) => (
            <Check key={p.id} name="people" value={p.id} checked={p.assigned} label={p.name} />
          ))}
        </div>
      ) : null}
    </fieldset>
  );
}
