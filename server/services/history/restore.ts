import { randomUUID } from 'node:crypto';
import { inTransaction } from '#/db/transaction.ts';
import type { Ctx } from '#/server/context.ts';
import { ErrataError } from '#/server/domain/error.ts';
import { requireDataset } from '#/server/services/accounts/require.ts';
import { publish } from '#/server/services/live/publish.ts';
import { nothingAsked } from '#/server/services/review/asking.ts';
import type { Bench, NewEvent } from '#/server/services/review/judge.ts';
import { loadBench } from '#/server/services/review/loadBench.ts';
import type { LoggedEvent } from '#/server/services/review/log.ts';
import { requireReader } from '#/server/services/review/reader.ts';
import { storeStatements } from '#/server/services/review/store.ts';

/**
 * A lead's new decision that says what an earlier one said, or that the given label stands. Nothing is taken back: the
 * log shows the detour.
 * @param input.decisionId the earlier decision; null for the label at import
 * @throws ErrataError not_found; conflict where there is nothing to go back to
 */
export async function restoreSample({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { slug: string; sampleId: string; decisionId: string | null };
}): Promise<{ ok: true }> {
  const { dataset } = await requireDataset(ctx, input.slug, 'lead');
  const { userId } = requireReader(ctx);
  const sampleId = Number(input.sampleId);
  await inTransaction(ctx.sql, async (tx) => {
    const [head] = await tx<{ seq: number; minutes: number; now: Date; guideline: number }[]>`
      select event_seq as seq, coalesce((settings->>'leaseMinutes')::float8, 10) as minutes, clock_timestamp() as now,
        guideline_version as guideline
      from dataset where id = ${dataset.id} for no key update`;
    const [there] = await tx`select from sample where id = ${input.sampleId} and dataset_id = ${dataset.id}`;
    if (!head || !there) throw new ErrataError('not_found', `There is no sample ${input.sampleId} in this dataset.`);
    const bench = await loadBench(tx, dataset.id, { ids: [sampleId], userId, seq: head.seq, now: head.now });
    const said = saidEarlier(bench, sampleId, input.decisionId);
    bench.seq += 1;
    const event: NewEvent = {
      ...nothingAsked,
      id: -bench.seq,
      seq: bench.seq,
      sampleId,
      userId,
      ...said,
      note: input.decisionId === null ? 'Back to the label at import' : 'Back to an earlier decision',
      kind: 'adjudication',
      retracts: null,
      late: false,
      at: bench.now,
      leaseId: null,
      lease: null,
      clientKey: `restore ${randomUUID()}`,
      milliseconds: null,
    };
    bench.log.push(event);
    const { minutes, guideline } = head;
    for (const statement of storeStatements(tx, {
      datasetId: dataset.id,
      bench,
      events: [event],
      counted: 1,
      leaseMinutes: minutes,
      guideline,
    }))
      await statement;
    await tx`
      insert into event (dataset_id, user_id, kind, sample_id, detail)
      values (${dataset.id}, ${userId}, 'sample.restored', ${input.sampleId}, ${tx.json({ decision: input.decisionId })})`;
    await publish(tx, { type: 'decisions', datasetId: dataset.id });
  });
  return { ok: true };
}

type Said = Pick<LoggedEvent, 'verdict' | 'label' | 'reason'>;

function saidEarlier(bench: Bench, sampleId: number, decisionId: string | null): Said {
  if (decisionId === null) {
    if (bench.given.get(sampleId) === null)
      throw new ErrataError('conflict', 'This sample came without a label, so there is none to go back to.');
    return { verdict: 'keep', label: null, reason: null };
  }
  const target = bench.log.find((e) => String(e.id) === decisionId && e.sampleId === sampleId);
  if (!target || target.verdict === 'retract')
    throw new ErrataError('not_found', 'There is no such decision on this sample.');
  const { verdict, label, reason } = target;
  if (verdict === 'unsure') throw new ErrataError('conflict', 'That decision left the question open; choose another.');
  const name = bench.classes.nameOf(label);
  if (label !== null && (name === null || bench.classes.indexOf(name) === null))
    throw new ErrataError('conflict', `“${name ?? label}” is no class of this dataset any more; decide anew.`);
  return { verdict, label, reason };
}
