import { sampleRows, seeded } from '#/ml/algebra/random.ts';
import { demoDigits } from './digits.ts';

export interface PracticeDigit {
  externalId: string;
  label: string;
  /** The label before errors were planted; equal to `label` for 19 of 20. */
  truth: string;
  png: Uint8Array;
}

const size = 2000;
const share = 0.05;
const seed = 5;

/** 2,000 digits of the demo, the labels of exactly 5% of them changed to another class; the same ones every time. */
export async function* practiceDigits(): AsyncIterable<PracticeDigit> {
  const random = seeded(seed);
  const wrong = new Map<number, number>();
  for (const row of sampleRows(size, size * share, random)) wrong.set(row, 1 + random.below(9));
  let row = 0;
  for await (const digit of demoDigits()) {
    if (row === size) return;
    const shift = wrong.get(row++) ?? 0;
    yield {
      externalId: `practice-${String(row).padStart(4, '0')}`,
      label: String((Number(digit.label) + shift) % 10),
      truth: digit.label,
      get png() {
        return digit.png;
      },
    };
  }
}
