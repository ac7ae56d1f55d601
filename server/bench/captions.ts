/**
 * The order of review over captioned pictures, before anybody has reviewed any and without a vision model:
 *   npm run bench -- server/bench/captions.ts
 * Pictures are 10,000 real handwritten digits. Captions are generated, in sparse and in rich wording; of one in twenty the
 * digit is another one than the picture's. Nothing but pictures and captions is told to the round.
 */
import { sampleRows, seeded } from '#/ml/algebra/random.ts';
import { digitPictures, haveDigits, readDigits } from '#/ml/data/digits.ts';
import { encodeImages } from '#/ml/encoders/index.ts';
import { buildGeometry, runRound } from '#/ml/index.ts';
import { averagePrecision } from '#/ml/metrics/ranking.ts';
import { captionVectors } from '#/ml/round/captions.ts';

const names = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const around = [
  ...['a digit', 'the number', 'somebody wrote', 'handwritten', 'it reads', 'this shows', 'a scan of', 'a careless'],
  ...[
    'in thick ink',
    'in thin strokes',
    'leaning right',
    'upright',
    'on white paper',
    'a little smudged',
    'quite large',
  ],
  ...['from a form', 'written in haste', 'neat and round', 'cut off at the edge', 'in the middle', 'slightly tilted'],
];
const share = 0.05;

/** One caption: the digit as a word or a figure among `filler` turns of phrase that say nothing of it. */
function captionOf(digit: number, filler: number, random: ReturnType<typeof seeded>): string {
  const name = random.below(3) === 0 ? String(digit) : names[digit]!;
  const phrases = Array.from({ length: filler }, () => around[random.below(around.length)]!);
  phrases.splice(random.below(filler + 1), 0, name);
  return phrases.join(' ');
}

if (!haveDigits()) console.log('skipped: the shared digits are absent');
else {
  const digits = readDigits();
  const features = await encodeImages(() => digitPictures(digits), { seed: 0 });
  const geometry = await buildGeometry(features, { seed: 0 });
  for (const [wording, filler] of [
    ['sparse wording', 1],
    ['rich wording', 5],
  ] as const) {
    const random = seeded(3);
    const foreign = new Set(sampleRows(digits.count, Math.round(share * digits.count), random));
    const texts = Array.from(digits.labels, (digit, row) =>
      captionOf(foreign.has(row) ? (digit + 1 + random.below(9)) % 10 : digit, filler, random),
    );
    const captions = { ...captionVectors(texts), matches: 1, differs: 0 };
    const labels = new Int32Array(digits.count).fill(1);
    const input = { labels, classes: 2, evidence: [], pictures: { captions }, mode: 'cold' as const, seed: 0 };
    const round = await runRound(geometry, input);
    const order = Array.from(labels.keys()).sort((a, b) => round.suspicion[b]! - round.suspicion[a]!);
    const found = (n: number) => order.slice(0, n).filter((row) => foreign.has(row)).length;
    const wrong = Uint8Array.from(labels.keys(), (row) => Number(foreign.has(row)));
    const n = foreign.size;
    console.log(
      `${wording}: ${n} of ${digits.count} captions belong to another digit; average precision ${averagePrecision(round.suspicion, wrong).toFixed(3)} (by chance ${share.toFixed(3)}); ` +
        `${found(n)} among the first ${n}, ${found(Math.round(1.5 * n))} among the first ${Math.round(1.5 * n)}, ${found(3 * n)} among the first ${3 * n}`,
    );
    console.log(`  the round's own estimate of their share: ${(100 * round.noiseRate).toFixed(1)}%`);
  }
}
