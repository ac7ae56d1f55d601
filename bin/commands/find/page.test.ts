import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test, vi } from 'vitest';
import { seeded } from '#/ml/algebra/random.ts';
import { writeNpy } from '#/ml/npy.ts';
import { run } from '../find.ts';

const folder = mkdtempSync(join(tmpdir(), 'errata-page-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string) => join(folder, name);
const hostile = '<script>alert("x")</script> & \'more\'';

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(inFolder(name), content);
  return inFolder(name);
}

async function pageFor(...args: string[]): Promise<string> {
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await run([...args, '--out', inFolder('rows.csv'), '--report', inFolder('page.html')]);
    return readFileSync(inFolder('page.html'), 'utf8');
  } finally {
    told.mockRestore();
  }
}

test('a page about texts: markup in the data stays text, the patch has its checksum, nothing is loaded', async () => {
  const labels = Array.from({ length: 60 }, (_, i) => (i === 4 ? '<b>two</b>' : i % 2 === 0 ? 'one' : '<b>two</b>'));
  const data = file(
    'd.csv',
    `id,text,label\n${labels.map((l, i) => `r${i},"${hostile.replaceAll('"', '""')} ${i}",${l}`).join('\n')}\n`,
  );
  const probabilities = Float64Array.from({ length: 120 }, (_, at) => {
    const one = Math.floor(at / 2) % 2 === 0;
    return (at % 2 === 0) === one ? 0.9 : 0.1;
  });
  const named = file(
    'p.csv',
    `one,<b>two</b>\n${labels.map((_, i) => [...probabilities.subarray(2 * i, 2 * i + 2)]).join('\n')}\n`,
  );
  const page = await pageFor(data, '--pred-probs', named);
  expect(page).not.toContain('<script');
  expect(page).not.toContain('<b>');
  expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;more&#39; 4');
  // Nobody has decided anything: the given label is queried, not struck.
  expect(page).toContain('<span class="given label"><span class="vh">given </span>&lt;b&gt;two&lt;/b&gt;</span>');
  expect(page).toContain('<span class="suggested label"><span class="vh">suggested </span>one</span>');
  expect(page).not.toMatch(/<del|line-through/);
  expect(page).not.toMatch(/(src|href)="(?!data:)/);
  const patch = Buffer.from(/href="data:[^,]*base64,([^"]*)"/.exec(page)![1], 'base64').toString();
  expect(JSON.parse(patch)).toEqual({ id: 'r4', given_label: '<b>two</b>', suggested_label: 'one', p_suggested: 0.9 });
  expect(page).toContain(createHash('sha256').update(patch).digest('hex'));
  expect(page).toContain(createHash('sha256').update(readFileSync(data)).digest('hex'));
  expect(page).toContain(`errata find ${data} --pred-probs ${named} --seed 0`);
});

test('a page about pictures shows them', async () => {
  const random = seeded(1);
  for (const kind of ['flat', 'high']) mkdirSync(inFolder(`pictures/${kind}`), { recursive: true });
  for (let i = 0; i < 40; i++) {
    const pixels = new Uint8Array(784);
    const at = 6 + random.below(14);
    for (let j = 5; j < 23; j++) pixels[i % 2 === 0 ? at * 28 + j : j * 28 + at] = 200;
    const shown = i === 10 || i % 2 === 1 ? 'high' : 'flat';
    await sharp(pixels, { raw: { width: 28, height: 28, channels: 1 } })
      .png()
      .toFile(inFolder(`pictures/${shown}/${i}.png`));
  }
  const page = await pageFor(inFolder('pictures'));
  expect(page).toContain('<img class="tiny" src="data:image/webp;base64,');
  expect(page).toContain('alt="Sample high/10.png"');
  expect(page).toContain('What is taken for what');
});

test('nothing but arrays makes a page too', async () => {
  const labels = file(
    'y.npy',
    writeNpy(
      Int32Array.from({ length: 40 }, (_, i) => i % 2),
      [40],
    ),
  );
  const probs = writeNpy(
    Float64Array.from({ length: 80 }, (_, at) => (Math.floor(at / 2) % 2 === at % 2 ? 0.8 : 0.2)),
    [40, 2],
  );
  const page = await pageFor('--pred-probs', file('P.npy', probs), '--labels', labels);
  expect(page).toContain('Label errors in y.npy');
  expect(page).toContain('0 suggested changes');
});

test('a folder that is not there is found out before the work', async () => {
  await expect(run(['absent.csv', '--report', inFolder('no/page.html')])).rejects.toThrow(
    /--report: the folder .* is not there/,
  );
  await expect(run(['absent.csv', '--out', folder])).rejects.toThrow(/--out: .* is a folder/);
});
