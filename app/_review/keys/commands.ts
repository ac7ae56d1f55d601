/** What a key of the review screen can do. Labels have their own keys (`hotKey` of a class), which are never remapped. */
export const reviewCommands = [
  'keep',
  'accept',
  'both',
  'none',
  'exclude',
  'unsure',
  'skip',
  'undo',
  'why',
  'definition',
  'note',
  'talk',
  'pin',
  'day',
  'details',
  'find',
  'zoomIn',
  'zoomOut',
  'invert',
  'scrollDown',
  'scrollUp',
  'keys',
] as const;
export type ReviewCommand = (typeof reviewCommands)[number];

/** `Shift+Space` is written ' ⇧'; every other key is the `event.key` it sends, letters in lower case. */
export type KeyMap = Record<ReviewCommand, string>;

export const shiftSpace = ' ⇧';

export const defaultKeys: KeyMap = {
  keep: 'k',
  accept: 'a',
  both: 'b',
  none: 'n',
  exclude: 'x',
  unsure: 'u',
  skip: 's',
  undo: 'z',
  why: 'w',
  definition: 'd',
  note: 'm',
  talk: 'c',
  pin: 'p',
  day: 'y',
  details: 'h',
  find: '/',
  zoomIn: '+',
  zoomOut: '-',
  invert: 'i',
  scrollDown: ' ',
  scrollUp: shiftSpace,
  keys: '?',
};

/** What each command is called in the list of keys. */
export const commandNames: Record<ReviewCommand, string> = {
  keep: 'Keep the given label',
  accept: 'Accept the suggestion',
  both: 'Both labels fit',
  none: 'None of these',
  exclude: 'Exclude, then a reason',
  unsure: 'Unsure, ask another reader',
  skip: 'Skip, back to the queue',
  undo: 'Undo the previous decision',
  why: 'Show probabilities',
  definition: 'Show what the labels mean',
  note: 'Write a note',
  talk: 'Comments on this sample',
  pin: 'Pin it as an example (leads)',
  day: 'Your day',
  details: 'Show headers and details',
  find: 'Find a label',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  invert: 'Invert the picture',
  scrollDown: 'Next screen of the sample',
  scrollUp: 'Previous screen of the sample',
  keys: 'All keys',
};
