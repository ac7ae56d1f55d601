'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ErrorNotice, Notice } from '#/app/_ui/Notice.tsx';
import { roleHas } from '#/server/domain/capability.ts';
import { NegativeClass } from './NegativeClass.tsx';
import { NumberField } from './NumberField.tsx';
import { Remove } from './Remove.tsx';

export function Settings() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { dataset, me } = useDataset();
  const save = useMutation(
    trpc.datasets.updateSettings.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.datasets.pathFilter()),
    }),
  );
  if (!roleHas(me.role, 'lead'))
    return <Notice title="Only leads change settings.">Ask a lead of this dataset.</Notice>;
  const { batch, auditShare, anchoringShare, leaseMinutes, negativeClass } = dataset.settings;
  return (
    <>
      <div className="page-h">
        <div>
          <h1>Settings of {dataset.name}</h1>
          <p>
            {dataset.encoder ? `Encoder ${dataset.encoder}. ` : ''}
            {dataset.backend ? `Numerics on ${dataset.backend}.` : ''}
          </p>
        </div>
      </div>
      <form
        className="grid max-w-[560px] gap-5"
        onSubmit={(e) => {
          e.preventDefault();
          const data = new FormData(e.currentTarget);
          save.mutate({
            slug: dataset.slug,
            settings: {
              batch: Number(data.get('batch')),
              auditShare: Number(data.get('audit')) / 100,
              anchoringShare: data.get('anchoring') ? Number(data.get('anchoring')) / 100 : null,
              leaseMinutes: Number(data.get('lease')),
              ...(data.get('negative') ? { negativeClass: String(data.get('negative')) } : {}),
            },
          });
        }}
      >
        <NumberField
          name="batch"
          label="Batch"
          unit="decisions"
          value={batch}
          min={1}
          max={10_000}
          hint="A new round starts by itself after so many; the first three come after 10, 20 and 50."
        />
        <NumberField
          name="audit"
          label="Random audit"
          unit="% of what is served"
          value={Math.round(auditShare * 1000) / 10}
          min={0}
          max={50}
          step={0.1}
          hint="Drawn at random, unmarked. It alone makes the estimates honest; 0 switches them off."
        />
        <NumberField
          name="anchoring"
          label="Shown without suggestion"
          unit="% of what is served"
          value={anchoringShare === null ? null : Math.round(anchoringShare * 1000) / 10}
          min={0}
          max={50}
          step={0.1}
          optional
          hint="Beside the audit’s own, to see how much a suggestion sways. Empty: as many as the audit draws. With none, readers can tell an audit draw."
        />
        <NumberField
          name="lease"
          label="Lease"
          unit="minutes"
          value={leaseMinutes}
          min={0.5}
          max={240}
          step={0.5}
          hint="How long a sample is held for one reader before it goes back to the queue."
        />
        {dataset.task === 'relation' ? <NegativeClass classes={dataset.classes} value={negativeClass} /> : null}
        <ErrorNotice error={save.error} />
        <div className="flex items-center gap-4">
          <Button type="submit" ink disabled={save.isPending}>
            Save
          </Button>
          <span role="status" className="quiet">
            {save.isSuccess ? 'Saved.' : ''}
          </span>
        </div>
      </form>
      <Remove />
    </>
  );
}
