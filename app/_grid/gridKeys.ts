import type { KeyHelp } from '#/app/_ui/KeysDialog.tsx';

/** The keys of the grid. They act while one of its samples has the focus. */
export const gridKeys: KeyHelp[] = [
  { keys: ['←', '↑', '↓', '→'], does: 'Move; with Shift, choose all from there to here' },
  { keys: ['X'], does: 'Strike, or take the strike back' },
  { keys: ['0', '–', '9'], does: 'Strike and give that label' },
  { keys: ['/'], does: 'Strike and find the label' },
  { keys: ['S'], does: 'Choose this one and the similar ones' },
  { keys: ['Space'], does: 'Look closer' },
  { keys: ['W'], does: 'Show what the model thinks of it' },
  { keys: ['Z'], does: 'Undo' },
  { keys: ['Enter'], does: 'Go on to the next page' },
  { keys: ['Page Up'], does: 'Back to the page before' },
  { keys: ['F'], does: 'Finish: check a part singly, then write' },
  { keys: ['V'], does: 'All pictures of the class on one wall, or page by page' },
  { keys: ['Esc'], does: 'Choose nothing' },
  { keys: ['G'], does: 'Back to single review' },
  { keys: ['?'], does: 'Show these keys' },
];
