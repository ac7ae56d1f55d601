import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testCtx, testDatabase } from '#/server/testing/database.ts';
import { makePictures, rowOfPicture } from '#/server/testing/pictures.ts';
import { scoredDataset } from '#/server/testing/scored.ts';
import { sendThumbs } from './sendThumbs.ts';

let t: TestDatabase;
beforeAll(async () => {
  t = await testDatabase();
});
afterAll(() => t.close());

const ask = (ids: string) => new Request(`http://127.0.0.1/api/thumbs?ids=${ids}`);

test('pictures come in the order asked for, nothing where there is none, and no more than are allowed', async () => {
  const lead = await testCtx(t, 'lead');
  const s = await scoredDataset(lead, { samples: 6 });
  await makePictures(lead, s);
  const answer = await sendThumbs(lead, ask(`${s.ids[3]},999999,${s.ids[1]},${s.ids[3]}`));
  const packed = Buffer.from(await answer.arrayBuffer());
  const rows: (number | null)[] = [];
  for (let at = 0; at < packed.length; ) {
    const bytes = packed.readUInt32LE(at);
    rows.push(bytes === 0 ? null : await rowOfPicture(packed.subarray(at + 4, at + 4 + bytes)));
    at += 4 + bytes;
  }
  expect(rows).toEqual([3, null, 1, 3]);
  for (const ids of ['', '1,x', Array.from({ length: 129 }, (_, k) => k).join(',')])
    await expect(sendThumbs(lead, ask(ids))).rejects.toMatchObject({ code: 'bad_input' });
});

test('each role that reads datasets may see them', async () => {
  const lead = await testCtx(t, 'lead');
  const s = await scoredDataset(lead, { samples: 6 });
  await makePictures(lead, s);
  for (const role of ['annotator', 'viewer', 'admin'] as const) {
    const other = { ...(await testCtx(t, role)), blobs: lead.blobs };
    expect((await (await sendThumbs(other, ask(String(s.ids[0])))).arrayBuffer()).byteLength).toBeGreaterThan(4);
  }
});
