/**
 * Makes a dataset with planted errors and its truth, for driving a server the way a team would.
 *   node --import ./bin/boot/alias.mjs server/bench/planted.ts digits|mail|texts|relations OUT [share=.05] [seed=7] [samples=100000]
 * Writes OUT/digits.zip (class/file), OUT/mail.jsonl or OUT/texts.csv, and OUT/truth.json {externalId: true label}.
 * A planted label is drawn uniformly from the other classes. `relations` writes the demo's generated set, whose errors are
 * planted already, as OUT/relations.json in the format of TACRED.
 */
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { demoDigits } from '#/server/demo/digits.ts';
import { demoMails } from '#/server/demo/mails.ts';
import { generateRelations } from '#/server/demo/relation/generate.ts';

const [kind = 'digits', out = '.', share = '.05', seed = '7', samples = '100000'] = process.argv.slice(2);

/** mulberry32: 32-bit state, uniform in [0,1). */
function random(state: number): () => number {
  let s = state >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const draw = random(Number(seed));
const truth: Record<string, string> = {};
let planted = 0;

function given(id: string, label: string, classes: string[]): string {
  truth[id] = label;
  if (draw() >= Number(share)) return label;
  planted++;
  const others = classes.filter((c) => c !== label);
  return others[Math.floor(draw() * others.length)]!;
}

mkdirSync(out, { recursive: true });
if (kind === 'digits') {
  const zip = new yazl.ZipFile();
  const classes = Array.from({ length: 10 }, (_, i) => String(i));
  // The external id of a picture in a folder is its path, so the file name must be what the truth is asked by.
  const writing = pipeline(zip.outputStream, createWriteStream(join(out, 'digits.zip')));
  const rows: string[] = ['file_name,label,id'];
  for await (const { externalId, label, png } of demoDigits()) {
    const name = `images/${externalId.replace(/[^\w.-]+/g, '-')}.png`;
    zip.addBuffer(Buffer.from(png), name);
    rows.push(`${name},${given(externalId, label, classes)},${externalId}`);
  }
  zip.addBuffer(Buffer.from(`${rows.join('\n')}\n`), 'metadata.csv');
  zip.end();
  await writing;
} else if (kind === 'relations') {
  const made = generateRelations();
  for (const { fields, truth: right } of made) {
    truth[fields.id] = right;
    if (right !== fields.relation) planted++;
  }
  writeFileSync(join(out, 'relations.json'), JSON.stringify(made.map(({ fields }) => fields)));
} else if (kind === 'texts') {
  // Short texts of ten subjects that share words with each other.
  const subjects = Array.from({ length: 10 }, (_, i) => `s${i}`);
  const below = (n: number) => Math.floor(draw() * n);
  const word = (subject: number) => {
    const kind = draw();
    if (kind < 0.35) return `w${subject}x${below(60)}`;
    return kind < 0.55 ? `w${below(10)}x${below(60)}` : `c${below(300)}`;
  };
  const rows = Array.from({ length: Number(samples) }, (_, i) => {
    const subject = below(subjects.length);
    const text = Array.from({ length: 14 }, () => word(subject)).join(' ');
    return `r${i},${text},${given(`r${i}`, subjects[subject]!, subjects)}`;
  });
  writeFileSync(join(out, 'texts.csv'), `id,text,label\n${rows.join('\n')}\n`);
} else {
  const lines: string[] = [];
  for await (const { externalId, label, subject, body } of demoMails())
    lines.push(JSON.stringify({ id: externalId, subject, body, label: given(externalId, label, ['ham', 'spam']) }));
  writeFileSync(join(out, 'mail.jsonl'), `${lines.join('\n')}\n`);
}
writeFileSync(join(out, 'truth.json'), JSON.stringify(truth));
console.log(`${Object.keys(truth).length} samples, ${planted} planted errors, in ${out}`);
