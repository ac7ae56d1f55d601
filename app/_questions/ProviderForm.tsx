'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { duration } from '#/app/_ui/figures.ts';
import { ErrorNotice, Notice } from '#/app/_ui/Notice.tsx';
import type { ProviderKind, ProviderView, SaveProvider } from '#/server/domain/provider.ts';
import { ownAddress } from '#/server/domain/providerAddress.ts';
import { addresses, kinds } from './providerWords.ts';

interface ProviderFormProps {
  /** Null: the server's own. */
  slug: string | null;
  provider: ProviderView | null;
}

/** Address, key and model, tried before they are saved. The key goes in and never comes back. */
export function ProviderForm({ slug, provider }: ProviderFormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const refresh = () => queries.invalidateQueries(trpc.providers.pathFilter());
  const save = useMutation(trpc.providers.save.mutationOptions({ onSuccess: refresh }));
  const remove = useMutation(trpc.providers.remove.mutationOptions({ onSuccess: refresh }));
  const trial = useMutation(trpc.providers.test.mutationOptions());
  const [kind, setKind] = useState<ProviderKind>(provider?.kind ?? 'endpoint');
  const hosted = kind !== 'local';
  const own = ownAddress[kind];
  const same = provider?.kind === kind;
  const mine = provider !== null && provider.from === (slug === null ? 'server' : 'dataset');

  function read(): SaveProvider & { slug: string | null } {
    const data = new FormData(form.current ?? undefined);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    const number = (name: string) => (text(name) === '' ? null : Number(text(name)));
    const key = text('key');
    return {
      slug,
      kind,
      baseUrl: hosted ? text('baseUrl') || null : null,
      model: text('model'),
      key: key || (data.get('noKey') ? null : undefined),
      limits: {
        concurrency: Number(text('concurrency') || 4),
        callsPerMinute: number('callsPerMinute'),
        inputPrice: number('inputPrice'),
        outputPrice: number('outputPrice'),
      },
    };
  }

  return (
    <form
      ref={form}
      className="grid max-w-[640px] gap-5"
      onSubmit={(e) => {
        e.preventDefault();
        trial.reset();
        save.mutate(read());
      }}
    >
      <label className="field">
        <span>Runs</span>
        <select className="input" value={kind} onChange={(e) => setKind(e.target.value as ProviderKind)}>
          {Object.entries(kinds).map(([value, { runs }]) => (
            <option key={value} value={value}>
              {runs}
            </option>
          ))}
        </select>
      </label>
      {hosted ? (
        <label className="field" key={`address ${kind}`}>
          <span>Address</span>
          <input
            className="input"
            name="baseUrl"
            type="url"
            list="addresses"
            required={!own}
            defaultValue={same ? (provider.baseUrl ?? '') : ''}
            placeholder={own ?? 'http://localhost:11434/v1'}
          />
          <small>
            {own
              ? 'Empty: the one shown. Another, such as that of a proxy, takes its place.'
              : 'Up to and including /v1.'}{' '}
            Pictures are sent there.
          </small>
          {own ? null : (
            <datalist id="addresses">
              {Object.entries(addresses).map(([name, address]) => (
                <option key={name} value={address}>
                  {name}
                </option>
              ))}
            </datalist>
          )}
        </label>
      ) : null}
      <label className="field" key={`model ${kind}`}>
        <span>Model</span>
        <input
          className="input"
          name="model"
          required
          defaultValue={same ? provider.model : ''}
          placeholder={kinds[kind].model}
        />
      </label>
      {hosted ? (
        <label className="field">
          <span>Key</span>
          <input
            className="input"
            name="key"
            type="password"
            autoComplete="off"
            placeholder={provider?.hasKey && same ? 'stored; leave empty to keep it' : 'none'}
          />
          <small>Encrypted with ERRATA_SECRET; never shown again.</small>
        </label>
      ) : null}
      {hosted && provider?.hasKey ? (
        <label className="check">
          <input type="checkbox" name="noKey" />
          <span>Remove the stored key</span>
        </label>
      ) : null}
      <div className="grid grid-cols-4 gap-4 max-sm:grid-cols-2">
        <Limit name="concurrency" label="At a time" value={provider?.limits.concurrency ?? 4} />
        <Limit name="callsPerMinute" label="Per minute" value={provider?.limits.callsPerMinute ?? null} />
        <Limit name="inputPrice" label="Price in" value={provider?.limits.inputPrice ?? null} step="any" />
        <Limit name="outputPrice" label="Price out" value={provider?.limits.outputPrice ?? null} step="any" />
      </div>
      <p className="small quiet">
        Calls at a time and per minute; prices per million tokens. Empty: no limit, no price.
      </p>
      <ErrorNotice error={save.error ?? trial.error ?? remove.error} />
      {trial.data ? (
        <Notice title={trial.data.message} done={trial.data.ok}>
          {trial.data.ok ? `After ${duration(trial.data.milliseconds)}.` : ''}
        </Notice>
      ) : null}
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" ink disabled={save.isPending}>
          Save
        </Button>
        <Button
          disabled={trial.isPending}
          onClick={() => {
            if (form.current?.reportValidity()) trial.mutate(read());
          }}
        >
          {trial.isPending ? 'Trying…' : 'Try the connection'}
        </Button>
        {mine ? (
          <Button disabled={remove.isPending} onClick={() => remove.mutate({ slug })}>
            Remove
          </Button>
        ) : null}
        <span role="status" className="quiet">
          {save.isSuccess ? 'Saved.' : ''}
        </span>
      </div>
    </form>
  );
}

function Limit(props: { name: string; label: string; value: number | null; step?: string }) {
  const { name, label, value, step = '1' } = props;
  return (
    <label className="field">
      <span>{label}</span>
      <input className="input num" type="number" min={0} step={step} name={name} defaultValue={value ?? ''} />
    </label>
  );
}
