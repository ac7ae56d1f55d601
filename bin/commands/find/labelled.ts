import { readLabels } from './arrays/labels.ts';
import { type FindInput, readInput } from './input.ts';
import type { FindOptions } from './options.ts';
import type { Say } from './progress.ts';

/** Samples with their given labels, from an input or from `--labels` alone. */
export interface Labelled {
  ids: string[];
  /** [N] given label, null where there is none; the cell as it is where samples have several. */
  names: (string | null)[];
  /** The names are numbers of classes from 0. */
  numbered: boolean;
  /** Class numbers of each row where `--labels` is an array of zeros and ones. */
  several: number[][] | null;
  /** The samples themselves, where there are any. */
  input: FindInput | null;
}

const mostNotes = 5;

/** Reads ids and labels and says what is worth telling. @throws UsageError, ErrataError `bad_input` */
export async function readLabelled(options: FindOptions, say: Say): Promise<Labelled> {
  if (options.input !== undefined) {
    const input = await readInput(options.input, options);
    for (const { file, line, message } of input.notes.listed.slice(0, mostNotes)) {
      const place = [file, line && `line ${line}`].filter(Boolean).join(', ');
      say(`${place}${place ? ': ' : ''}${message}`);
    }
    if (input.notes.count > mostNotes) say(`And ${(input.notes.count - mostNotes).toLocaleString('en')} more notes.`);
    return { ids: input.ids, names: input.names, numbered: false, several: null, input };
  }
  const list = await readLabels(options.labels!, options.columns.label);
  if (list.kind === 'several')
    return { ids: list.numbers.map(idOf), names: [], numbered: true, several: list.numbers, input: null };
  const { names, numbered } = list;
  return { ids: names.map(idOf), names, numbered, several: null, input: null };
}

const idOf = (_: unknown, row: number): string => String(row);
