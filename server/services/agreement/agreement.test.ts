import { afterAll, beforeAll, expect, test } from 'vitest';
import { roles } from '#/server/domain/capability.ts';
import { type TestCtx, type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { keep, key, next, say } from '#/server/testing/reviewing.ts';
import { type Scored, scoredDataset } from '#/server/testing/scored.ts';
import { agreementView } from './view.ts';

let t: TestDatabase;
let lead: TestCtx;
beforeAll(async () => {
  t = await testDatabase();
  lead = await testCtx(t, 'lead');
});
afterAll(() => t.close());

const view = (s: Scored) => agreementView({ ctx: lead, input: { slug: s.slug } });

/** Reads the whole queue: keeps every sample but those at `wrong` rows, which get another label. */
async function read(ctx: TestCtx, s: Scored, wrong: number[], milliseconds = 1000) {
  for (const item of await next(ctx, s, 20)) {
    const said = wrong.includes(item.sample.row ?? -1) ? { verdict: 'relabel', label: 'other' } : {};
    await say(ctx, keep(item, { milliseconds, ...said }));
  }
}

test('two readers: percent, kappa and alpha as by hand, and each one’s line', async () => {
  const at = (row: number) => {
    const given = row % 2;
    return {
      given,
      truth: given,
      suggested: 1 - given,
      pGiven: 0.9,
      suspicion: 1 - row / 10,
      signals: [0.1, 0.1, 0, 0],
    };
  };
  const s = await scoredDataset(lead, { samples: 10, at, settings: { auditShare: 0 }, policy: { overlap: 2 } });
  expect(await view(s)).toMatchObject({ samples: 0, shared: 0, percent: null, alpha: null, pairs: [], people: [] });
  const [ann, bob] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  await read(ann, s, [], 2000);
  await read(bob, s, [1, 3], 90_000);
  for (const row of [1, 3]) await say(lead, { sampleId: String(s.ids[row]), verdict: 'keep', clientKey: key() });
  const v = await view(s);
  expect(v).toMatchObject({ samples: 10, shared: 10, readings: 20 });
  expect(v.percent?.value).toBeCloseTo(0.8);
  // Ann: five of each class. Bob: five hams, three spams, two others.
  const kappa = (0.8 - 0.4) / 0.6;
  expect(v.pairs).toHaveLength(1);
  expect(v.pairs[0]).toMatchObject({ shared: 10, percent: 0.8 });
  expect(v.pairs[0]?.kappa?.value).toBeCloseTo(kappa, 6);
  const expected = (20 * 20 - 10 ** 2 - 8 ** 2 - 2 ** 2) / 19;
  expect(v.alpha?.value).toBeCloseTo(1 - (2 * 2) / expected, 6);
  expect(v.alpha!.low).toBeLessThan(v.alpha!.value);
  const line = (ctx: TestCtx) => v.people.find((p) => ctx.actor.kind === 'user' && p.name === ctx.actor.name)!;
  expect(line(ann)).toMatchObject({ readings: 10, shared: 10, medianMilliseconds: 2000, worst: null });
  expect(line(ann).agreement?.value).toBe(1);
  expect(line(bob)).toMatchObject({ worst: { label: 'spam', missed: 2, of: 5 }, medianMilliseconds: null });
  expect(line(ann).quality!).toBeGreaterThan(line(bob).quality!);
  expect(
    v.next
      .slice(0, 2)
      .map((n) => n.externalId)
      .sort(),
  ).toEqual(['x1', 'x3']);
});

test('the published study: an error is validated where fewer than three of five chose the given label', async () => {
  const policy = { overlap: 5, agree: 3 };
  const s = await scoredDataset(lead, { samples: 4, settings: { auditShare: 0 }, policy });
  for (let i = 0; i < 5; i++) await read(await testCtx(t, 'annotator'), s, i < 3 ? [0] : i === 3 ? [1] : []);
  const v = await view(s);
  expect(v.validated).toMatchObject({ read: 4, errors: 1 });
  expect(v.validated?.share.value).toBe(0.25);
});

test('gold counts what each reader said of what a lead has decided', async () => {
  const s = await scoredDataset(lead, {
    samples: 6,
    settings: { auditShare: 0 },
    policy: { overlap: 2, goldShare: 0.5 },
  });
  const [ann, bob, cy] = [await testCtx(t, 'annotator'), await testCtx(t, 'annotator'), await testCtx(t, 'annotator')];
  await read(ann, s, []);
  await read(bob, s, [0]);
  const decided = String(s.ids[0]);
  await say(lead, { sampleId: decided, verdict: 'relabel', label: 'other', clientKey: key() });
  const gold = (await next(cy, s, 10)).find((i) => i.sample.id === decided);
  // All else is settled, so what is left for a third reader is gold alone.
  expect(gold).toBeDefined();
  await say(cy, keep(gold!));
  const v = await view(s);
  const line = v.people.find((p) => cy.actor.kind === 'user' && p.name === cy.actor.name);
  expect(line).toMatchObject({ readings: 0, gold: { right: 0, of: 1 } });
  const [row] = await t.sql`select kind from decision where sample_id = ${decided} order by seq desc limit 1`;
  expect(row?.kind).toBe('gold');
});

test('for leads alone', async () => {
  const s = await scoredDataset(lead, { samples: 2 });
  for (const role of roles.filter((r) => r !== 'admin' && r !== 'lead'))
    await expect(agreementView({ ctx: await testCtx(t, role), input: { slug: s.slug } })).rejects.toMatchObject({
      code: 'forbidden',
    });
});
