'use client';

import '#/app/_datasets/datasets.css';
import './import.css';
import { DropZone } from '#/app/_datasets/DropZone.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { percent } from '#/app/_ui/figures.ts';
import { Progress } from '#/app/_ui/measures.tsx';
import { ErrorNotice, Notice } from '#/app/_ui/Notice.tsx';
import { useMe } from '#/app/_ui/useMe.ts';
import { roleHas } from '#/server/domain/capability.ts';
import { DraftForm } from './DraftForm.tsx';
import { Steps } from './Steps.tsx';
import { useImport } from './useImport.ts';

export function Import() {
  const { me } = useMe();
  const flow = useImport();
  if (me && !roleHas(me.role, 'lead'))
    return <Notice title="Only leads import datasets.">Ask a lead or an administrator of this server.</Notice>;
  const { draft } = flow;
  return (
    <>
      <h1>{draft ? `Import ${draft.preview.fileName}` : 'Import a dataset'}</h1>
      <Steps at={draft ? 2 : 1} />
      {flow.error ? (
        <div className="mt-6">
          <ErrorNotice error={flow.error} />
        </div>
      ) : null}
      {flow.sent !== null ? (
        <div className="mt-10 grid max-w-[560px] gap-3">
          <p>
            {flow.sent < 1 ? `Uploading, ${percent(flow.sent)}.` : 'Reading the first rows.'}{' '}
            <span className="quiet">Nothing is imported yet.</span>
          </p>
          <Progress share={flow.sent} label="Upload" />
          <div>
            <Button small onClick={flow.stop}>
              Stop
            </Button>
          </div>
        </div>
      ) : draft ? (
        <DraftForm draft={draft} flow={flow} />
      ) : (
        <DropZone onPick={flow.pick} />
      )}
    </>
  );
}
