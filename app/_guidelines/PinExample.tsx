'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import type { ExampleShows } from '#/server/domain/guidelineViews.ts';
import type { ClassView } from '#/server/domain/views.ts';

interface PinExampleProps {
  slug: string;
  sampleId: string;
  classes: ClassView[];
  /** The class to begin with. */
  label: string | null;
  /** Opened by a key: takes the focus, and Escape closes it. */
  onClose?: () => void;
}

/** Pins a real sample to a label's guideline. */
export function PinExample({ slug, sampleId, classes, label, onClose }: PinExampleProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const pin = useMutation(
    trpc.guidelines.pin.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.guidelines.pathFilter()) }),
  );
  return (
    <form
      className="grid gap-3 py-3"
      aria-label="Pin as an example"
      onKeyDown={(e) => {
        e.stopPropagation();
        if (e.key === 'Escape') onClose?.();
      }}
      onSubmit={(e) => {
        e.preventDefault();
        const data = new FormData(e.currentTarget);
        pin.mutate({
          slug,
          sampleId,
          label: String(data.get('label')),
          shows: data.get('shows') as ExampleShows,
          why: String(data.get('why')),
        });
      }}
    >
      <div className="flex flex-wrap gap-3">
        <label className="field">
          <span>Example of</span>
          <select
            className="input input-s max-w-[220px]"
            name="label"
            defaultValue={label ?? classes[0]?.name}
            // biome-ignore lint/a11y/noAutofocus: opened by a key in order to pin
            autoFocus={onClose !== undefined}
          >
            {classes.map((c) => (
              <option key={c.index} value={c.name}>
                {c.name}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>It</span>
          <select className="input input-s" name="shows" defaultValue="fits">
            <option value="fits">fits</option>
            <option value="does not fit">does not fit</option>
          </select>
        </label>
      </div>
      <label className="field">
        <span>Why</span>
        <input className="input input-s" name="why" maxLength={1000} placeholder="in one sentence" />
      </label>
      <ErrorNotice error={pin.error} />
      <div className="flex items-center gap-3">
        <Button type="submit" small disabled={pin.isPending}>
          Pin
        </Button>
        <span role="status" className="small quiet">
          {pin.data ? `Pinned, in version ${pin.data.version} of the guidelines.` : ''}
        </span>
      </div>
    </form>
  );
}
