/** The web process killed while decisions are on their way: each is stored once. */
import { randomUUID } from 'node:crypto';
import { expect, test } from './support/test.ts';
import { topicCsv, topicRows } from './support/topics.ts';
import { webProcess } from './support/webProcess.ts';

interface Item {
  leaseId: string;
  sample: { id: string };
}

test('SIGKILL of the web process mid-decision loses and doubles nothing', async ({ api, server }) => {
  test.skip(process.platform !== 'linux', 'finds processes in /proc');
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(topicCsv(topicRows(120, 10)))]), 'killed.csv');
  form.append('name', `Killed ${Date.now()}`);
  const { dataset } = await (await api('POST', '/datasets', form)).json();
  await expect
    .poll(async () => (await (await api('GET', `/datasets/${dataset}`)).json()).state, { timeout: 90_000 })
    .toBe('ready');
  const [queue] = await (await api('GET', `/datasets/${dataset}/queues`)).json();
  const items: Item[] = await (await api('POST', `/queues/${queue.id}/next`, { limit: 40 })).json();
  const decisions = items.map((i) => ({
    leaseId: i.leaseId,
    sampleId: i.sample.id,
    verdict: 'keep',
    clientKey: randomUUID(),
  }));

  const statuses = new Map<string, string[]>();
  const send = async (batch: typeof decisions) => {
    for (let tries = 0; tries < 300; tries++) {
      const answer = await api('POST', '/decisions', { decisions: batch }).catch(() => null);
      if (answer) {
        const { results } = (await answer.json()) as { results: { clientKey: string; status: string }[] };
        for (const r of results) statuses.set(r.clientKey, [...(statuses.get(r.clientKey) ?? []), r.status]);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error('The web process did not come back.');
  };
  const sending = decisions.map((d, n) => new Promise((go) => setTimeout(go, n * 15)).then(() => send([d])));
  await new Promise((resolve) => setTimeout(resolve, 250));
  process.kill(webProcess(Number(new URL(server.origin).port)), 'SIGKILL');
  await Promise.all(sending);
  await send(decisions);

  for (const { clientKey } of decisions) {
    const said = statuses.get(clientKey)!;
    expect(said.at(-1)).toBe('duplicate');
    expect(said.filter((s) => s === 'accepted').length).toBeLessThanOrEqual(1);
    expect(said.every((s) => s === 'accepted' || s === 'duplicate')).toBe(true);
  }
  const after = await (await api('GET', `/datasets/${dataset}`)).json();
  expect(after.decisions).toBe(decisions.length);
});
