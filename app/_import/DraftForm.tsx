'use client';

import { Button } from '#/app/_ui/Button.tsx';
import { count } from '#/app/_ui/figures.ts';
import { hasPictures } from '#/server/domain/pictures.ts';
import type { Task } from '#/server/domain/task.ts';
import { Arrays } from './Arrays.tsx';
import { missingRole } from './columnRoles.ts';
import { LabelsFound } from './LabelsFound.tsx';
import { PreviewTable } from './PreviewTable.tsx';
import { ProblemsFound } from './ProblemsFound.tsx';
import type { Draft, useImport } from './useImport.ts';

const taskNames: Record<Task, string> = {
  text: 'Texts',
  image: 'Pictures',
  relation: 'Relations',
  'image-text': 'Captions',
};

export function DraftForm({ draft, flow }: { draft: Draft; flow: ReturnType<typeof useImport> }) {
  const { preview } = draft;
  const table = preview.columns.length > 0;
  const named = draft.name.trim() ? null : 'Give the dataset a name.';
  const missing = (table ? missingRole(draft.roles, draft.task) : null) ?? named ?? refusal(preview.refused, table);
  const rows = `${preview.counted ? '' : 'more than '}${count(preview.rows)} ${hasPictures(draft.task) ? 'pictures' : 'rows'}`;
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        flow.begin();
      }}
    >
      <div className="mt-6 flex flex-wrap items-start gap-x-8 gap-y-4">
        <label className="field w-full max-w-[360px]">
          <span>Name</span>
          <input
            className="input"
            required
            maxLength={200}
            value={draft.name}
            onChange={(e) => flow.setDraft({ ...draft, name: e.target.value })}
          />
        </label>
        <fieldset>
          <legend className="mb-1.5 text-sm font-semibold">What is labelled</legend>
          <div className="opts min-h-[38px] items-center">
            {(Object.keys(taskNames) as Task[]).map((t) => (
              <button key={t} type="button" aria-pressed={draft.task === t} onClick={() => flow.chooseTask(t)}>
                {taskNames[t]}
              </button>
            ))}
          </div>
        </fieldset>
      </div>
      {table ? (
        <PreviewTable
          preview={preview}
          task={draft.task}
          roles={draft.roles}
          onRole={(column, role) => void flow.chooseRole(column, role)}
        />
      ) : null}
      <div className="cols">
        <LabelsFound labels={preview.labels} complete={preview.complete} />
        <div className="stack">
          <ProblemsFound problems={preview.problems} refused={preview.refused} complete={preview.complete} />
          <Arrays arrays={draft.arrays} flow={flow} draft={draft} />
        </div>
      </div>
      <div className="import-foot">
        <Button onClick={flow.reset}>Back</Button>
        <span className={missing ? 'why-not' : 'quiet'}>
          {missing ?? `Nothing is changed in your file. Rows with problems are listed, never half-imported.`}
        </span>
        <Button type="submit" ink className="push" disabled={missing !== null || flow.starting || flow.reading}>
          {flow.starting ? 'Starting' : `Import ${rows}`}
        </Button>
      </div>
    </form>
  );
}

/** Why it cannot begin, where the file itself forbids it. */
function refusal(problems: number, table: boolean): string | null {
  if (problems === 0) return null;
  const which = problems === 1 ? 'A problem forbids' : `${count(problems)} problems forbid`;
  return `${which} the import: mend the file${table ? ', or change what a column is' : ''}.`;
}
