/** Made-up sentences in TACRED's format, with labels that were hidden as no_relation, models and corrections for them. */

const people = ['Ingrid Solheim', 'Tadeusz Wrona', 'Odile Perrin', 'Samuel Achebe', 'Ruth Halloran', 'Ben Marsh'];
const companies = [
  'Nordlys Audio',
  'Wrona Optics',
  'Lagos Tonewood',
  'Cobh Radio',
  'Kestrel Sound',
  'Halden Instruments',
];
const years = ['1987', '1992', '2001', '2010'];
const titles = ['director', 'chairman', 'treasurer', 'editor'];

interface Kind {
  relation: string;
  subject: string;
  object: string;
  /** S stands for the subject, O for the object. */
  says: string[];
}

const kinds: Kind[] = [
  {
    relation: 'org:founded_by',
    subject: 'ORGANIZATION',
    object: 'PERSON',
    says: [
      'After years abroad O started S from a rented workshop .',
      'S , which O set up in a garage , has sixty staff .',
    ],
  },
  {
    relation: 'org:top_members/employees',
    subject: 'ORGANIZATION',
    object: 'PERSON',
    says: ['O leads S as its chief executive .', 'S said its president O would stay .'],
  },
  {
    relation: 'org:founded',
    subject: 'ORGANIZATION',
    object: 'DATE',
    says: ['S opened its doors in O .', 'In O a group of friends began S .'],
  },
  {
    relation: 'per:title',
    subject: 'PERSON',
    object: 'TITLE',
    says: ['S , the O , spoke first .', 'The O was S that year .'],
  },
  {
    relation: 'no_relation',
    subject: 'ORGANIZATION',
    object: 'PERSON',
    says: [
      'A letter from O about the weather mentioned S in passing .',
      'O walked past the old office of S yesterday .',
    ],
  },
  {
    relation: 'no_relation',
    subject: 'PERSON',
    object: 'TITLE',
    says: ['S asked whether a O had called .', 'Nobody told S which O had come .'],
  },
];

const place: Record<string, string[]> = { PERSON: people, ORGANIZATION: companies, DATE: years, TITLE: titles };

interface Sentence {
  id: string;
  truth: string;
  given: string;
  json: object;
}

function sentence(row: number): Sentence {
  const kind = kinds[row % kinds.length];
  const pick = (type: string, k: number) => place[type][k % place[type].length].split(' ');
  const [subject, object] = [pick(kind.subject, row * 7 + 1), pick(kind.object, row * 5 + Math.floor(row / 3))];
  const token: string[] = [];
  const spans: Record<string, [number, number]> = {};
  for (const word of kind.says[Math.floor(row / kinds.length) % 2].split(' ')) {
    const words = word === 'S' ? subject : word === 'O' ? object : [word];
    if (word === 'S' || word === 'O') spans[word] = [token.length, token.length + words.length - 1];
    token.push(...words);
  }
  const given = kind.relation !== 'no_relation' && row % 9 === 0 ? 'no_relation' : kind.relation;
  const json = {
    id: `r${row}`,
    docid: `d${Math.floor(row / 4)}`,
    relation: given,
    token,
    subj_start: spans.S[0],
    subj_end: spans.S[1],
    obj_start: spans.O[0],
    obj_end: spans.O[1],
    subj_type: kind.subject,
    obj_type: kind.object,
  };
  return { id: `r${row}`, truth: kind.relation, given, json };
}

export interface MadeRelations {
  /** TACRED JSON. */
  dataset: string;
  /** id + a column per model: two that repeat the wrong labels, two that are right about them but err elsewhere. */
  predictions: string;
  /** `{id: label}` of the hidden relations. */
  patch: string;
  hidden: number;
}

export function madeRelations(rows = 240): MadeRelations {
  const all = Array.from({ length: rows }, (_, row) => sentence(row));
  const err = (every: number, label: string, row: number) => (row % every === every - 1 ? 'no_relation' : label);
  const predictions = all.map((s, row) =>
    [s.id, err(41, s.given, row), err(37, s.given, row), err(17, s.truth, row), err(19, s.truth, row)].join(','),
  );
  const hidden = all.filter((s) => s.given !== s.truth);
  return {
    dataset: JSON.stringify(all.map((s) => s.json)),
    predictions: ['id,parrot,echo,careful,patient', ...predictions].join('\n'),
    patch: JSON.stringify(Object.fromEntries(hidden.map((s) => [s.id, s.truth]))),
    hidden: hidden.length,
  };
}
