import type { Ctx } from '#/server/context.ts';
import type { JobRun } from '#/server/services/jobs/run.ts';
import { runPatchImport } from './run.ts';
import { runPatchRetraction } from './runRetract.ts';

/** The job `patch`: adds a file of corrections, or takes one back. One at a time per dataset, so the two never overlap. */
export const runPatchJob = (work: { ctx: Ctx; run: JobRun }): Promise<void> =>
  'retract' in work.run.payload ? runPatchRetraction(work) : runPatchImport(work);
