import { expect, test } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { buildGeometry } from '#/ml/geometry/build.ts';
import { bestLambda } from '#/ml/round/lambda.ts';
import { leaveOutHard } from '#/ml/round/leave-one-out.ts';
import { leftOutSets } from '#/ml/round/left-out-sets.ts';
import { prepareRidge } from '#/ml/round/prepared-ridge.ts';

/** Two classes that three of many features tell apart; 25% of the labels are wrong. */
function world(rows: number, cols: number) {
  const random = seeded(7);
  const truth = Int32Array.from({ length: rows }, (_, i) => i % 2);
  const labels = truth.map((label) => (random.uniform() < 0.25 ? 1 - label : label));
  const data = Float32Array.from(
    { length: rows * cols },
    (_, at) => random.normal() + (at % cols < 3 ? 1.2 * truth[Math.floor(at / cols)] : 0),
  );
  return { truth, labels, features: { data, rows, cols } };
}

test('under wrong labels a λ is chosen whose outputs are right, however small they are', async () => {
  const { truth, labels, features } = world(600, 200);
  const { linear, duplicates } = await buildGeometry(features, { seed: 1, memoryBytes: 0 });
  const sets = leftOutSets(duplicates, undefined);
  const absent = new Int32Array(0);
  const right = (lambda: number) => {
    const ridge = prepareRidge(linear, lambda * linear.unit, absent);
    const { values } = leaveOutHard(ridge, labels, 2, sets, new Float32Array(1200));
    return truth.reduce((sum, label, i) => sum + (values[2 * i + label] > values[2 * i + 1 - label] ? 1 : 0), 0) / 600;
  };
  const chosen = bestLambda(linear, labels, 2, absent, sets, seeded(1));
  expect(chosen).toBeGreaterThanOrEqual(1);
  expect(right(chosen)).toBeGreaterThan(right(0.03) + 0.02);
});
