'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { duration } from '#/app/_ui/figures.ts';
import { ErrorNotice, Notice } from '#/app/_ui/Notice.tsx';
import type { ProviderKind, ProviderView, SaveProvider } from '#/server/domain/provider.ts';

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
  const endpoint = kind === 'endpoint';
  const mine = provider !== null && provider.from === (slug === null ? 'server' : 'dataset');

  function read(): SaveProvider & { slug: string | null } {
    const data = new FormData(form.current ?? undefined);
    const text = (name: string) => String(data.get(name) ?? '').trim();
    const number = (name: string) => (text(name) === '' ? null : Number(text(name)));
    const key = text('key');
    return {
      slug,
      kind,
      baseUrl: endpoint ? text('baseUrl') : null,
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
          <option value="endpoint">at an address, as OpenAI, vLLM, Ollama and llama.cpp offer it</option>
          <option value="local">in the worker, from a folder or the Hugging Face hub</option>
        </select>
      </label>
      {endpoint ? (
        <label className="field">
          <span>Address</span>
          <input
            className="input"
            name="baseUrl"
            type="url"
            required
            defaultValue={provider?.baseUrl ?? ''}
            placeholder="https://api.openai.com/v1"
          />
          <small>Up to and including /v1. Pictures are sent there.</small>
        </label>
      ) : null}
      <label className="field">
        <span>Model</span>
        <input
          className="input"
          name="model"
          required
          defaultValue={provider?.model ?? ''}
          placeholder={endpoint ? 'gpt-4o-mini' : '/models/clip-vit-base-patch32'}
        />
      </label>
      {endpoint ? (
        <label className="field">
          <span>Key</span>
          <input
            className="input"
            name="key"
            type="password"
            autoComplete="off"
            placeholder={provider?.hasKey ? 'stored; leave empty to keep it' : 'none'}
          />
          <small>Encrypted with ERRATA_SECRET; never shown again.</small>
        </label>
      ) : null}
      {endpoint && provider?.hasKey ? (
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
