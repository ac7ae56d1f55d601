'use client';

import { type RefObject, useRef, useState } from 'react';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { Icon } from '#/app/_ui/Icon.tsx';
import { Kbd } from '#/app/_ui/Kbd.tsx';
import { Choice } from './Choice.tsx';
import { signalName } from './signalName.ts';
import { statuses, statusWords } from './statusWords.ts';
import { isFiltered, type useSampleQuery } from './useSampleQuery.ts';

const TYPING_MS = 300;

interface FiltersProps {
  state: ReturnType<typeof useSampleQuery>;
  /** Signals and splits seen so far. */
  signals: string[];
  splits: string[];
  search: RefObject<HTMLInputElement | null>;
}

/** Search, filters and order. */
export function Filters({ state: [query, setQuery], signals, splits, search }: FiltersProps) {
  const { dataset } = useDataset();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [typed, setTyped] = useState(query.search);
  const classes = dataset.classes.map((c) => ({ value: c.name, name: c.name }));
  return (
    <search className="filters">
      <label className="find">
        <Icon name="search" />
        <input
          ref={search}
          value={typed}
          placeholder={`Search ${dataset.noun.many}`}
          aria-label={`Search ${dataset.noun.many}`}
          onChange={(e) => {
            const text = e.target.value;
            setTyped(text);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => void setQuery({ search: text || null }), TYPING_MS);
          }}
        />
        <Kbd>/</Kbd>
      </label>
      <Choice
        label="Status"
        any="any status"
        value={query.status}
        options={statuses.map((s) => ({ value: s, name: statusWords[s] }))}
        onChange={(status) => void setQuery({ status: status as typeof query.status })}
      />
      <Choice
        label="Given label"
        any="any given label"
        value={query.given}
        options={classes}
        onChange={(given) => void setQuery({ given })}
      />
      <Choice
        label="Suggested label"
        any="any suggested label"
        value={query.suggested}
        options={classes}
        onChange={(suggested) => void setQuery({ suggested })}
      />
      {splits.length > 0 ? (
        <Choice
          label="Split"
          any="any split"
          value={query.split}
          options={splits.map((s) => ({ value: s, name: s }))}
          onChange={(split) => void setQuery({ split })}
        />
      ) : null}
      <Choice
        label="Order"
        value={query.sort}
        options={[
          { value: 'suspicion', name: 'most suspicious first' },
          { value: 'row', name: 'as imported' },
          ...signals.map((s) => ({ value: s, name: `by “${signalName(s)}”` })),
        ]}
        onChange={(sort) => void setQuery({ sort })}
      />
      {isFiltered(query) ? (
        <Button
          small
          onClick={() => {
            setTyped('');
            void setQuery({ search: null, status: null, given: null, suggested: null, split: null });
          }}
        >
          Clear
        </Button>
      ) : null}
    </search>
  );
}
