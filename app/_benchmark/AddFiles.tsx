'use client';

import { useRef } from 'react';
import { pickedFrom } from '#/app/_import/pickedFile.ts';
import { JobProgress } from '#/app/_live/JobProgress.tsx';
import { Button } from '#/app/_ui/Button.tsx';
import { percent } from '#/app/_ui/figures.ts';
import { ErrorNotice, Notice, ProblemList } from '#/app/_ui/Notice.tsx';
import type { useAddFiles } from './useAddFiles.ts';

interface AddFilesProps {
  children: string;
  accept: string;
  multiple?: boolean;
  adding: ReturnType<typeof useAddFiles>;
}

/** A button that opens the system's dialogue, and what becomes of the files chosen there. */
export function AddFiles({ children, accept, multiple = false, adding }: AddFilesProps) {
  const input = useRef<HTMLInputElement>(null);
  const { sending, job, error } = adding;
  const busy = sending !== null || adding.busy;
  return (
    <div className="grid gap-3">
      <p>
        <Button small disabled={busy} onClick={() => input.current?.click()}>
          {children}
        </Button>
        <input
          ref={input}
          type="file"
          accept={accept}
          multiple={multiple}
          hidden
          aria-label={children}
          onChange={(e) => {
            void adding.add(pickedFrom(e.currentTarget.files));
            e.currentTarget.value = '';
          }}
        />
      </p>
      <ErrorNotice error={error} />
      {sending === null ? null : <p className="small quiet">Sending: {percent(sending)}</p>}
      {job && job.state !== 'done' ? <JobProgress job={job} /> : null}
      {job?.state === 'done' && job.problems.length > 0 ? (
        <Notice title="Added, with something to know." done>
          <ProblemList problems={job.problems} />
        </Notice>
      ) : null}
    </div>
  );
}
