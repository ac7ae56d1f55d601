import type { KeyHelp } from '#/app/_ui/KeysDialog.tsx';

const everywhere: KeyHelp[] = [
  { keys: ['?'], does: 'Show these keys' },
  { keys: ['Tab'], does: 'Next control' },
];

/** The keys of the pages about the whole server. */
export function homeKeys(path: string): KeyHelp[] {
  if (path === '/datasets')
    return [
      { keys: ['I'], does: 'Import a dataset' },
      { keys: ['1', '–', '9'], does: 'Review that dataset' },
      ...everywhere,
    ];
  return everywhere;
}

const onEveryDatasetPage: KeyHelp[] = [
  { keys: ['R'], does: 'Review next batch' },
  { keys: ['E'], does: 'Export' },
];

/** The keys of a dataset's pages; `section` is what follows its address. */
export function datasetKeys(section: string): KeyHelp[] {
  if (section === 'samples')
    return [
      { keys: ['/'], does: 'Search' },
      { keys: ['I'], does: 'Jump to an id or row' },
      { keys: ['G'], does: 'Many of one class at a glance' },
      { keys: ['B'], does: 'Decide in bulk' },
      { keys: ['J'], does: 'Next sample' },
      { keys: ['K'], does: 'Previous sample' },
      { keys: ['O'], does: 'Open in review' },
      { keys: ['Esc'], does: 'Close the sample' },
      ...onEveryDatasetPage,
      ...everywhere,
    ];
  if (section === 'conflicts')
    return [
      { keys: ['1', '–', '9'], does: 'Decide as that side says' },
      { keys: ['N'], does: 'None of these' },
      { keys: ['J'], does: 'Next conflict' },
      { keys: ['K'], does: 'Previous conflict' },
      { keys: ['Z'], does: 'Undo the last decision' },
      ...onEveryDatasetPage,
      ...everywhere,
    ];
  if (section === 'classes')
    return [
      { keys: ['A'], does: 'Add a class' },
      { keys: ['Z'], does: 'Undo the latest operation on classes' },
      ...onEveryDatasetPage,
      ...everywhere,
    ];
  if (section === '')
    return [
      ...onEveryDatasetPage,
      { keys: ['←', '↑', '↓', '→'], does: 'Move in the table of mistaken labels' },
      { keys: ['Enter'], does: 'Open that cell as a queue' },
      ...everywhere,
    ];
  return [...onEveryDatasetPage, ...everywhere];
}
