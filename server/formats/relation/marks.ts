import { checkedRelation, type ReadRelation, type RelationShape, textColumnOf, typeOf } from './shape.ts';

const mark = /<(\/?)e([12])>/gi;
const marked = /<e1>[\s\S]*<\/e1>/i;
const alsoMarked = /<e2>[\s\S]*<\/e2>/i;
const isMarked = (value: unknown) => typeof value === 'string' && marked.test(value) && alsoMarked.test(value);

function markedColumn(columns: readonly string[], sample: readonly Record<string, unknown>[]): string | undefined {
  return columns.find((column) => sample.filter((fields) => isMarked(fields[column])).length * 2 > sample.length);
}

/** A sentence with `<e1>…</e1>` around the subject and `<e2>…</e2>` around the object, as in SemEval-2010 Task 8. */
export const marksShape: RelationShape = {
  name: 'a sentence with <e1> and <e2>',
  fits: (columns, sample) => markedColumn(columns, sample) !== undefined,
  textColumn: (columns, sample) => markedColumn(columns, sample) ?? textColumnOf(columns),
  read(fields, textColumn): ReadRelation {
    const source = textColumn === undefined ? undefined : fields[textColumn];
    if (typeof source !== 'string' || source === '') return { problem: 'the sentence is missing.', column: textColumn };
    const at: Record<string, number> = {};
    let text = '';
    let read = 0;
    let open: string | null = null;
    for (const found of source.matchAll(mark)) {
      const [whole, slash, number] = found;
      text += source.slice(read, found.index);
      read = found.index + whole.length;
      const key = `${slash}${number}`;
      if (key in at) return { problem: `${whole} stands twice in the sentence.`, column: textColumn };
      if (slash ? open !== number : open !== null)
        return {
          problem: slash
            ? `${whole} closes what <e${number}> did not open just before.`
            : `<e${number}> begins inside <e${open}>; entities must not overlap.`,
          column: textColumn,
        };
      open = slash ? null : number!;
      at[key] = text.length;
    }
    text += source.slice(read);
    for (const key of ['1', '/1', '2', '/2'])
      if (!(key in at))
        return {
          problem: `<${key.startsWith('/') ? `/e${key[1]}` : `e${key}`}> is missing in the sentence.`,
          column: textColumn,
        };
    const type = (names: string[]) => typeOf(names.map((name) => fields[name]).find((value) => value !== undefined));
    return checkedRelation({
      text,
      subject: { start: at['1']!, end: at['/1']!, type: type(['e1_type', 'subj_type', 'subject_type']) },
      object: { start: at['2']!, end: at['/2']!, type: type(['e2_type', 'obj_type', 'object_type']) },
    });
  },
};
