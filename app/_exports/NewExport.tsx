'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useDataset } from '#/app/_frame/DatasetContext.tsx';
import { useTRPC } from '#/app/_trpc/client.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { ErrorNotice } from '#/app/_ui/Notice.tsx';
import type { ExportFormat } from '#/server/domain/views.ts';
import { ConsensusFields, consensusOf } from './ConsensusFields.tsx';
import { formats } from './formats.ts';

export function NewExport() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { dataset } = useDataset();
  const { negativeClass } = dataset.settings;
  const [format, setFormat] = useState<ExportFormat>('csv');
  const create = useMutation(
    trpc.exports.create.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.exports.pathFilter()) }),
  );
  return (
    <form
      className="block grid max-w-[760px] gap-4"
      onSubmit={(e) => {
        e.preventDefault();
        const data = new FormData(e.currentTarget);
        create.mutate({
          slug: dataset.slug,
          format,
          policy: {
            cleanedOnly: data.has('cleanedOnly'),
            ...(negativeClass !== null && data.has('eliminate') ? { eliminate: negativeClass } : {}),
            spreadsheetSafe: format === 'csv' && data.has('spreadsheetSafe'),
            ...consensusOf(data),
          },
        });
      }}
    >
      <h2>New version</h2>
      <fieldset>
        <legend className="mb-1.5 text-sm font-semibold">Format</legend>
        <div className="opts">
          {formats
            .filter((f) => !f.only || f.only === dataset.task)
            .map((f) => (
              <button
                key={f.format}
                type="button"
                aria-pressed={format === f.format}
                onClick={() => setFormat(f.format)}
              >
                {f.name}
              </button>
            ))}
        </div>
        <p className="small quiet mt-2">{formats.find((f) => f.format === format)?.say}</p>
      </fieldset>
      <div>
        <label className="check">
          <input type="checkbox" name="cleanedOnly" />
          <span>
            Cleaned set only
            <small>Excluded samples and samples without a class stay out of the file.</small>
          </span>
        </label>
        {negativeClass === null ? null : (
          <label className="check">
            <input type="checkbox" name="eliminate" />
            <span>
              Eliminate wrong {negativeClass}
              <small>Samples labelled {negativeClass} that proved wrong stay out instead of being corrected.</small>
            </span>
          </label>
        )}
        {format === 'csv' ? (
          <label className="check">
            <input type="checkbox" name="spreadsheetSafe" />
            <span>
              Safe for spreadsheets
              <small>
                Cells that a spreadsheet would run as a formula are neutralised; the file is then not lossless.
              </small>
            </span>
          </label>
        ) : null}
      </div>
      <ConsensusFields />
      <ErrorNotice error={create.error} />
      <div>
        <Button type="submit" ink icon="save" disabled={create.isPending}>
          {create.isPending ? 'Starting' : `Export as ${formats.find((f) => f.format === format)?.name}`}
        </Button>
      </div>
    </form>
  );
}
