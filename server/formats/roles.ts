import type { ColumnMap } from '#/server/domain/task.ts';
import { isRelationField, relationShapeOf } from './relation/index.ts';
import type { Source } from './source.ts';

export interface RoleGuess {
  columns: ColumnMap;
  /** Column → why it got its role, in words. */
  reasons: Record<string, string>;
}

const names = {
  label: [
    /^(label_?(name|text|str)|class_?name)$/i,
    /^(given_?label|labels?|class|category|target|y|gold|sentiment|intent|emotion|topic|annotation)$/i,
    /^(kategorie|klasse|etikett|cat[ée]gorie|classe|[ée]tiquette|categor[íi]a|clase|etiqueta)$/i,
  ],
  text: [
    /^(text|content|body|sentence|review|message|comment|document|tweet|utterance|question|query|input|abstract|description|prompt|post|email|mail)$/i,
  ],
  title: [/^(title|subject|headline)$/i],
  image: [/^(image|img|picture|photo|file_name|image_path)$/i],
  caption: [/^(captions?|alt|alt_text)$/i, /^(text|description|sentence)$/i],
  id: [/^(id|_id|uid|uuid|guid|idx|index|key|nr|no|number|nummer)$/i, /^[a-z]+_(id|idx)$/i],
  split: [/^(split|subset|partition|set|fold)$/i],
  relation: [/^(relation|rel|relation_type)$/i],
  group: [/^(group|group_id|patient|patient_id|thread|thread_id|conversation|conversation_id|cluster)$/i],
  show: [/^(url|link|date|time|timestamp|author|language|lang|from|to|sender)$/i],
};

/** Guesses what each column is for, from its name and the values of the first rows. People correct it. */
export function guessRoles(
  source: Pick<Source, 'columns' | 'imageColumn' | 'declared' | 'task'>,
  rows: Record<string, unknown>[],
): RoleGuess {
  const reasons: Record<string, string> = {};
  const columns: ColumnMap = {};
  const taken = new Set<string>();
  const take = (column: string | undefined, reason: string): string | undefined => {
    if (column === undefined || taken.has(column)) return undefined;
    taken.add(column);
    reasons[column] = reason;
    return column;
  };
  const named = (role: keyof typeof names, fits: (column: string) => boolean = () => true) => {
    for (const pattern of names[role]) {
      const found = source.columns.find((c) => !taken.has(c) && pattern.test(c) && fits(c));
      if (found) return take(found, `its name says ${role}`);
    }
    return undefined;
  };
  const facts = new Map(source.columns.map((c) => [c, factsOf(c, rows)]));

  const shape = source.task === 'relation' ? relationShapeOf(source.columns, rows) : undefined;
  columns.text = take(shape?.textColumn(source.columns, rows), 'it holds the sentence');
  if (source.task === 'image' || source.task === 'image-text')
    columns.image = take(source.imageColumn ?? undefined, 'it holds the pictures');
  if (source.task === 'image-text') columns.caption = named('caption');
  columns.label = take(source.declared.label, 'the file declares it as the label');
  if (source.task === 'relation') columns.label ??= named('relation');
  columns.label ??= named('label');
  columns.split =
    take(source.declared.split, 'the folder or file names are splits') ??
    named('split', (c) => facts.get(c)!.distinct <= 20) ??
    take(
      source.columns.find((c) => !taken.has(c) && holdsSplits(c, rows)),
      'its values are splits',
    );
  // A picture's own path names it where nothing else does, so a column can be both.
  columns.id = named('id', (c) => facts.get(c)!.unique) ?? source.declared.id;
  columns.group = named('group', (c) => !facts.get(c)!.unique);
  if (source.task === 'image-text' && source.columns.includes('image_id'))
    columns.group ??= take('image_id', 'captions of one picture belong together');
  // What else a relation's row holds describes the words of its sentence.
  if (source.task === 'relation') {
    for (const column of source.columns)
      if (isRelationField(column)) take(column, 'it is read as part of the relation');
    return { columns: defined(columns), reasons };
  }
  if (source.task === 'text') {
    columns.text = named('text') ?? take(longest(source.columns, taken, facts), 'it holds the longest text');
    columns.title = named('title');
  }
  // Captions without labels are taken to match; a guess among their columns would be none.
  if (source.task !== 'image-text')
    columns.label ??= take(fewest(source.columns, taken, facts, rows.length), 'it has few different values');
  const show = source.columns.filter((c) => !taken.has(c) && names.show.some((p) => p.test(c)));
  for (const column of show) take(column, 'its name says that it helps a reader');
  if (show.length) columns.show = show;
  return { columns: defined(columns), reasons };
}

const defined = (columns: ColumnMap): ColumnMap =>
  Object.fromEntries(Object.entries(columns).filter(([, v]) => v !== undefined));

const splitNames = /^(train(ing)?|test(ing)?|dev(elopment)?|val(id(ation)?)?|eval(uation)?|holdout)$/i;

const holdsSplits = (column: string, rows: Record<string, unknown>[]): boolean =>
  rows.length > 0 && rows.every((r) => splitNames.test(String(r[column] ?? '')));

interface Facts {
  filled: number;
  distinct: number;
  unique: boolean;
  meanLength: number;
}

function factsOf(column: string, rows: Record<string, unknown>[]): Facts {
  const values = rows.map((r) => r[column]).filter((v) => v !== null && v !== undefined && v !== '');
  const texts = values.map((v) => (typeof v === 'object' ? JSON.stringify(v) : String(v)));
  const distinct = new Set(texts).size;
  return {
    filled: values.length,
    distinct,
    unique: values.length === rows.length && distinct === rows.length,
    meanLength: texts.reduce((n, t) => n + t.length, 0) / Math.max(1, texts.length),
  };
}

function longest(columns: string[], taken: Set<string>, facts: Map<string, Facts>): string | undefined {
  return columns
    .filter((c) => !taken.has(c) && facts.get(c)!.filled > 0)
    .sort((a, b) => facts.get(b)!.meanLength - facts.get(a)!.meanLength)[0];
}

function fewest(columns: string[], taken: Set<string>, facts: Map<string, Facts>, rows: number): string | undefined {
  return columns
    .filter((c) => {
      const f = facts.get(c)!;
      return (
        !taken.has(c) &&
        f.distinct >= 2 &&
        f.distinct < f.filled &&
        f.distinct <= Math.max(2, rows / 3) &&
        f.distinct <= 200 &&
        f.meanLength <= 60
      );
    })
    .sort((a, b) => facts.get(a)!.distinct - facts.get(b)!.distinct)[0];
}
