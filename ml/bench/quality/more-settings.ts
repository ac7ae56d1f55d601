import { seeded } from '#/ml/algebra/random.ts';
import { haveMail, readMail } from '#/ml/data/mail.ts';
import { encodeTexts } from '#/ml/encoders/index.ts';
import type { Matrix } from '#/ml/types.ts';
import { kept } from './kept.ts';
import type { Setting } from './settings.ts';

/** Chosen rows of a setting, with their labels renumbered by `classOf`. */
function part(of: Setting, name: string, rows: number[], classes: number, classOf = (label: number) => label): Setting {
  return {
    name,
    truth: Int32Array.from(rows, (row) => classOf(of.truth[row])),
    classes,
    async features() {
      const { data, cols } = await of.features();
      const some: Matrix = { data: new Float32Array(rows.length * cols), rows: rows.length, cols };
      rows.forEach((row, at) => {
        some.data.set(data.subarray(row * cols, (row + 1) * cols), at * cols);
      });
      return some;
    },
  };
}

/** Gaussian clusters, one per class, that overlap a little. */
function clusters(classes: number, rows: number, cols: number): Setting {
  const random = seeded(1);
  const centre = Float32Array.from({ length: classes * cols }, () => 0.55 * random.normal());
  const truth = Int32Array.from({ length: rows }, (_, i) => i % classes);
  const data = Float32Array.from(
    { length: rows * cols },
    (_, at) => centre[truth[Math.floor(at / cols)] * cols + (at % cols)] + random.normal(),
  );
  return { name: `${classes} clusters`, truth, classes, features: async () => ({ data, rows, cols }) };
}

/** Hard shapes of data: few samples, two classes, a hundred classes, classes of very different size. */
export function moreSettings(settings: readonly Setting[]): Setting[] {
  const list = [clusters(100, 10_000, 64)];
  if (haveMail()) {
    const { texts, labels } = readMail();
    const lsa = () => kept('lsa-mail', () => encodeTexts(() => texts, { seed: 0 }));
    list.push({ name: 'mail', truth: labels, classes: 2, features: lsa });
  } else console.log('Skipped: the mails are not installed.');
  const patches = settings.find(({ name }) => name === 'digits-patches');
  if (!patches) return list;
  const all = Array.from(patches.truth.keys());
  // The largest class keeps 850 samples, the smallest 17.
  const size = (label: number) => Math.round(850 * 50 ** (-label / 9));
  const seen = new Int32Array(10);
  const uneven = all.filter((row) => seen[patches.truth[row]]++ < size(patches.truth[row]));
  const two = all.filter((row) => patches.truth[row] === 4 || patches.truth[row] === 9);
  list.push(part(patches, 'imbalance 50:1', uneven, 10));
  list.push(part(patches, 'two classes', two, 2, (label) => (label === 4 ? 0 : 1)));
  list.push(part(patches, '200 samples', all.slice(0, 200), 10));
  return list;
}
