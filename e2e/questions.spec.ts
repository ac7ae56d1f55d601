import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { type ScriptedCall, scriptedModel } from '../server/testing/scriptedModel.ts';
import { reader } from './review/reader.ts';
import { firstQueue, imported, pictures, pictureZip, zipped } from './review/sets.ts';
import { expectAccessible } from './support/axe.ts';
import { shots } from './support/shots.ts';
import { expect, test } from './support/test.ts';

test.use({ role: 'admin' });

const names = { I: 'upright', H: 'lying' } as const;

/** An honest model: it writes questions for the two labels, and sees which way the bar stands. */
async function look({ text, picture, system }: ScriptedCall): Promise<string> {
  const data = JSON.parse(text) as Record<string, string>;
  if (!picture && 'label' in data) {
    const way = names[data.label as keyof typeof names];
    const details = ['Does the bar stand', 'Is the bar drawn', 'Is the long side', 'Are both ends'];
    return JSON.stringify({
      general: ['Which letter do you see?', 'What shape is it?'],
      specific: details.map((d) => `${d} ${way}?`),
      synonyms: [`${way} bar`],
    });
  }
  if (!picture) return system.includes('Do they agree') ? 'no' : '';
  const { data: pixels, info } = await sharp(picture).greyscale().raw().toBuffer({ resolveWithObject: true });
  const dark = (across: boolean) => {
    const sums = new Float64Array(across ? info.width : info.height);
    for (let y = 0; y < info.height; y++)
      for (let x = 0; x < info.width; x++) sums[across ? x : y] += 255 - pixels[(y * info.width + x) * info.channels];
    return Math.max(...sums);
  };
  const seen = dark(true) > dark(false) ? 'I' : 'H';
  if (data.question === 'Which letter do you see?') return seen;
  if (data.question === 'What shape is it?') return `An ${names[seen]} bar`;
  if (/red all over/.test(data.question)) return 'yes';
  return data.question.includes(names[seen]) ? 'Yes.' : 'No.';
}

test('from setting the model to reviewing with what it saw', async ({ page, api }) => {
  const model = await scriptedModel(look);
  try {
    const slug = await imported(api, 'Bars', 'bars.zip', await pictureZip(48));

    await page.goto(`/d/${slug}/queues`);
    await expect(page.getByText('No vision model is set up')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Set one up' }).click();
    // A provider that speaks its own language, reached by way of a proxy, and then one that speaks OpenAI's.
    for (const kind of ['anthropic', 'endpoint']) {
      await page.getByRole('combobox', { name: 'Runs' }).selectOption(kind);
      const address = kind === 'endpoint' ? 'http://localhost:11434/v1' : 'https://api.anthropic.com/v1';
      await expect(page.locator('[name=baseUrl]')).toHaveAttribute('placeholder', address);
      await page.locator('[name=baseUrl]').fill(model.url);
      await page.locator('[name=model]').fill('scripted');
      await page.locator('[name=key]').fill('sk-for-this-test');
      await page.getByRole('button', { name: 'Try the connection' }).click();
      const path = kind === 'endpoint' ? '/v1/chat/completions' : '/v1/messages';
      await expect.poll(() => model.calls.at(-1)?.path).toBe(path);
      await expect(page.getByText('It answers, and it sees pictures.')).toBeVisible();
    }
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByPlaceholder('stored; leave empty to keep it')).toBeVisible();
    await expect(page.locator('[name=key]')).toHaveValue('');
    await shots(page, 'vdc-provider', { whole: true });
    await expectAccessible(page);
    expect(await page.content()).not.toContain('sk-for-this-test');

    await page.goto(`/d/${slug}/questions`);
    await page.getByLabel('Pictures, most doubted first').fill('12');
    // Two classes to write for, six questions about each of twelve pictures; two answers each may need a judgement.
    await expect(page.getByText('12 pictures of 48 not asked about yet: about 74 to 98 calls')).toBeVisible();
    model.calls.length = 0;
    await page.getByRole('button', { name: 'Start asking' }).click();
    await expect(page.getByRole('row', { name: /done/ })).toContainText('12 of 12');
    // The wrongly labelled ones are all upright: one answer, "An upright bar" for H, has to be judged.
    expect(model.calls.filter((call) => call.picture)).toHaveLength(72);
    expect(model.calls).toHaveLength(75);
    await expect(page.getByText('version 1, written by scripted')).toHaveCount(2);
    await page.getByRole('button', { name: /the questions of H$/ }).click();
    await page.getByLabel('Question 6', { exact: true }).fill('Is the bar wider than it is high?');
    await page.getByRole('button', { name: 'Save as version 2' }).click();
    await expect(page.getByText('version 2, written by a person')).toBeVisible();
    await shots(page, 'vdc-questions', { whole: true });
    await expectAccessible(page);

    const doubted = async () => {
      const queues = (await (await api('GET', `/datasets/${slug}/queues`)).json()) as {
        key: string;
        waiting: number;
      }[];
      return queues.find((q) => q.key === 'visual-questions')?.waiting;
    };
    // One in ten would come without evidence, for the audit.
    const quiet = { slug, settings: { auditShare: 0 } };
    await page.request.post('/api/trpc/datasets.updateSettings', {
      data: quiet,
      headers: { origin: new URL(page.url()).origin },
    });
    await expect.poll(doubted).toBe(4);
    await page.goto(`/d/${slug}/queues`);
    await page.getByRole('link', { name: 'Picture and label do not match', exact: true }).click();
    const table = page.locator('.vqa');
    await expect(table).toBeVisible();
    await expect(page.getByText('Asked about the picture, a vision model gives 0 of 6 answers')).toBeVisible();
    await expect(page.locator('.review-image .sheet')).toBeFocused();
    await reader(page).read();
    await shots(page, 'vdc-review');
    await page.locator('.sheet').focus();
    await page.keyboard.press('q');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(page.getByText('gives 1 of 6 answers')).toBeVisible();
    await expect(table).toContainText('yours');
    await expectAccessible(page);
    await page.locator('.sheet').focus();
    await page.keyboard.press('n');
    await expect(page.locator('.previous')).toContainText('no label fits');

    await page.goto(`/d/${slug}/exports`);
    await page.getByRole('button', { name: 'JSON Lines', exact: true }).click();
    await page.getByRole('button', { name: 'Export as JSON Lines' }).click();
    const download = page.waitForEvent('download');
    await page
      .getByRole('link', { name: /Download|\.jsonl/ })
      .first()
      .click();
    const lines = (await readFile(await (await download).path(), 'utf8'))
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l));
    expect(lines).toHaveLength(48);
    expect(lines.filter((l) => l.status === 'no_class')).toHaveLength(1);
    await shots(page, 'vdc-exports', { whole: true });
  } finally {
    await model.close();
  }
});

test('captions are kept or found not to match', async ({ page, api }) => {
  const drawn = await pictures(40);
  // The folder a picture was put into is wrong for every twelfth, and so is its caption.
  const caption = (path: string) => (path.startsWith('I/') ? 'a tall bar standing upright' : 'a flat bar lying down');
  const coco = {
    images: drawn.map(({ path }, id) => ({ id, file_name: path.slice(2) })),
    annotations: drawn.map(({ path }, id) => ({ id, image_id: id, caption: caption(path) })),
  };
  const json = Buffer.from(JSON.stringify(coco));
  const zip = await zipped([...drawn, { path: 'captions.json', png: json }]);
  const slug = await imported(api, 'Captions', 'captions.zip', zip);
  await page.goto(`/d/${slug}/queues`);
  await expect(page.getByRole('link', { name: 'Picture unlike its caption', exact: true })).toBeVisible();
  const r = reader(page);
  await r.open(slug, await firstQueue(api, slug));
  await expect(page.locator('.caption')).toHaveText(/bar/);
  await expectAccessible(page);
  await r.read();
  await shots(page, 'captions-review');
  await page.locator('.sheet').focus();
  await page
    .getByRole('button', { name: /does not match/ })
    .first()
    .waitFor();
  await page.keyboard.press('0');
  await expect(r.previous).toContainText('does not match');
  await expect.poll(async () => (await r.told(slug)).map((d) => d.label)).toEqual(['does not match']);
});
