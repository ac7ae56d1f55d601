const words = {
  cooking: 'pan oven butter flour simmer garlic onion recipe roast sauce salt boil knead dough stew whisk'.split(' '),
  sailing: 'mast sail harbour tide anchor keel wind rudder hull knot deck buoy gale compass rope crew'.split(' '),
  chess: 'rook bishop pawn gambit check castle knight endgame queen board mate opening rank file tempo draw'.split(' '),
};
export type Topic = keyof typeof words;
const topics = Object.keys(words) as Topic[];

export interface TopicRow {
  id: string;
  text: string;
  label: Topic;
  truth: Topic;
}

/** Sentences of three topics that share no word but "the"; every `wrongEvery`-th has another topic's label. */
export function topicRows(n: number, wrongEvery: number): TopicRow[] {
  let state = 11;
  const next = (k: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * k);
  };
  return Array.from({ length: n }, (_, i) => {
    const truth = topics[i % 3];
    const text = Array.from({ length: 12 }, () => `the ${words[truth][next(16)]}`).join(' ');
    const label = i % wrongEvery === wrongEvery - 1 ? topics[(i + 1) % 3] : truth;
    return { id: `t${i}`, text: `${text}, note ${i}`, label, truth };
  });
}

export function topicCsv(rows: TopicRow[]): Buffer {
  return Buffer.from(`id,text,label\n${rows.map((r) => `${r.id},"${r.text}",${r.label}`).join('\n')}\n`);
}
