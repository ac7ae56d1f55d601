import { randomUUID } from 'node:crypto';
import { dataset } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import { datasetSettingsSchema } from '#/server/domain/settings.ts';
import { importFrom } from '#/server/services/imports/from.ts';

const subjects = {
  boats: ['keel', 'sail', 'mast', 'harbour', 'rudder', 'anchor', 'tide', 'hull', 'deck', 'rope'],
  bread: ['flour', 'yeast', 'oven', 'crust', 'dough', 'loaf', 'rye', 'salt', 'knead', 'bake'],
  chess: ['rook', 'pawn', 'castle', 'check', 'bishop', 'gambit', 'endgame', 'queen', 'board', 'draw'],
} as const;
type Subject = keyof typeof subjects;

export interface Imported {
  datasetId: number;
  slug: string;
  /** Rows whose given label is wrong, with the label that is right. */
  planted: Map<number, Subject>;
}

/**
 * A text dataset of three subjects, imported through `importFrom` but not encoded: state `importing`. Every
 * `1/errorEvery`-th label is wrong. Words are drawn by a fixed rule, so the same arguments give the same texts.
 */
export async function importedDataset(
  ctx: Pick<Ctx, 'db' | 'sql' | 'blobs'>,
  { samples, errorEvery = 10, batch }: { samples: number; errorEvery?: number; batch?: number },
): Promise<Imported> {
  const slug = `set-${randomUUID().slice(0, 8)}`;
  const [made] = await ctx.db
    .insert(dataset)
    .values({
      slug,
      name: slug,
      task: 'text',
      settings: datasetSettingsSchema.parse(batch === undefined ? {} : { batch }),
      source: { format: 'csv', files: [], columns: { text: 'text', label: 'label' }, order: ['text', 'label'] },
    })
    .returning({ id: dataset.id });
  const datasetId = made!.id;
  const names = Object.keys(subjects) as Subject[];
  const planted = new Map<number, Subject>();
  let state = 1;
  const draw = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 8) % below;
  };
  const records = Array.from({ length: samples }, (_, row) => {
    const truth = names[row % 3]!;
    const wrong = row % errorEvery === errorEvery - 1;
    if (wrong) planted.set(row, truth);
    const words = Array.from({ length: 12 }, () => subjects[truth][draw(10)]);
    return {
      label: wrong ? names[(row + 1) % 3]! : truth,
      content: { kind: 'text' as const, text: `${words.join(' ')} ${row}` },
    };
  });
  async function* read() {
    yield* records;
  }
  await importFrom({ ctx, datasetId, records: read, report: () => {} });
  return { datasetId, slug, planted };
}
