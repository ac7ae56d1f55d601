/** A command of `bin/errata`. Its file is loaded only when it is asked for. */
export interface Command {
  /** Runs with the arguments after the command's name. @returns the exit code: 0 done, 1 failed, 2 bad usage or bad input. */
  run(args: string[]): Promise<number>;
}

export const commands: Record<string, { summary: string; load: () => Promise<Command> }> = {
  find: { summary: 'find doubtful labels in a file or folder, without a server', load: () => import('./find.ts') },
  import: { summary: 'import a file or folder as a dataset', load: () => import('./import.ts') },
  export: { summary: 'write a version of a dataset with its labels corrected', load: () => import('./export.ts') },
  patch: { summary: 'store published corrections as decisions, or take them back', load: () => import('./patch.ts') },
  models: { summary: 'add predictions of your own models to a dataset', load: () => import('./models.ts') },
  datasets: { summary: 'list the datasets', load: () => import('./datasets.ts') },
  user: { summary: 'create an account or an invitation', load: () => import('./user.ts') },
  doctor: { summary: 'check the installation and the settings', load: () => import('./doctor.ts') },
};
