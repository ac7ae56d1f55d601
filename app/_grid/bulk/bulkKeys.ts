import type { KeyHelp } from '#/app/_ui/KeysDialog.tsx';

/** The keys of a bulk, from its check to its undo. */
export const bulkKeys: KeyHelp[] = [
  { keys: ['K'], does: 'Keep the given label' },
  { keys: ['0', '–', '9'], does: 'Choose a label by its digit' },
  { keys: ['/'], does: 'Find a label' },
  { keys: ['N'], does: 'None of these' },
  { keys: ['X'], does: 'Exclude, then a reason' },
  { keys: ['U'], does: 'Unsure' },
  { keys: ['Z'], does: 'Take back: the last answer, or the whole bulk once it is written' },
  { keys: ['Enter'], does: 'Write the rest; when it is written, go on' },
  { keys: ['?'], does: 'Show these keys' },
];
