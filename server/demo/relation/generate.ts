import { sampleRows, seeded } from '#/ml/algebra/random.ts';
import { relationTemplates } from './templates.ts';
import { unrelatedTemplates } from './unrelated.ts';
import { after, before, type Draw, fillers } from './words.ts';

/** A sentence in the format of TACRED. `token` positions are inclusive. */
export interface GeneratedRelation {
  id: string;
  docid: string;
  relation: string;
  token: string[];
  subj_start: number;
  subj_end: number;
  obj_start: number;
  obj_end: number;
  subj_type: string;
  obj_type: string;
}

/** A generated sentence, and the relation it really states where its label hides that. */
export interface PlantedRelation {
  fields: GeneratedRelation;
  truth: string;
}

export const negative = 'no_relation';
const size = 6400;
/** Sentences that state a relation, and the share of them labelled as if they did not. */
const related = 0.45;
const hidden = 0.12;
const seed = 42;

/** Types as TACRED names them; schools and ages are fillers of our own. */
const typeOf = (filler: string): string =>
  filler === 'SCHOOL' ? 'ORGANIZATION' : filler === 'AGE' ? 'NUMBER' : filler;

/**
 * 6,400 made-up sentences with the 42 labels of TACRED; 12% of those that state a relation are labelled `no_relation`, as
 * annotators of the real set did. `truth` differs from the label there and nowhere else. The same ones every time.
 */
export function generateRelations(): PlantedRelation[] {
  const random = seeded(seed);
  const draw: Draw = (below) => random.below(below);
  const names = Object.keys(relationTemplates);
  const made = Array.from({ length: size }, (_, row) =>
    sentence(row, row < size * related ? names[row % names.length]! : null, names, draw),
  );
  for (let i = size - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [made[i], made[j]] = [made[j]!, made[i]!];
  }
  const stating = made.filter(({ truth }) => truth !== negative);
  for (const at of sampleRows(stating.length, Math.round(stating.length * hidden), random))
    stating[at]!.fields.relation = negative;
  made.forEach(({ fields }, row) => {
    fields.id = `generated-${String(row + 1).padStart(4, '0')}`;
    fields.docid = `document-${String(1 + Math.floor(row / 20)).padStart(3, '0')}`;
  });
  return made;
}

function sentence(row: number, relation: string | null, names: string[], draw: Draw): PlantedRelation {
  const { subject, object, sentences } = relationTemplates[relation ?? names[row % names.length]!]!;
  const templates = relation ? sentences : unrelatedTemplates[`${subject} ${object}`]!;
  const template = templates[draw(templates.length)]!;
  const opening = draw(3) ? before[draw(before.length)]!.split(' ') : [];
  const closing = draw(2) ? after[draw(after.length)]!.split(' ') : [];
  const entity = { '{s}': fillers[subject]!(draw).split(' '), '{o}': fillers[object]!(draw).split(' ') };
  const token: string[] = [...opening];
  const at: Record<string, [number, number]> = {};
  for (const word of template.split(' ')) {
    const words = word === '{s}' || word === '{o}' ? entity[word] : [word];
    at[word] = [token.length, token.length + words.length - 1];
    token.push(...words);
  }
  token.push(...closing, '.');
  token[0] = token[0]!.charAt(0).toUpperCase() + token[0]!.slice(1);
  const [subj, obj] = [at['{s}']!, at['{o}']!];
  const fields = {
    id: '',
    docid: '',
    relation: relation ?? negative,
    token,
    subj_start: subj[0],
    subj_end: subj[1],
    obj_start: obj[0],
    obj_end: obj[1],
    subj_type: typeOf(subject),
    obj_type: typeOf(object),
  };
  return { fields, truth: relation ?? negative };
}
