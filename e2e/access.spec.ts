import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { reader } from './review/reader.ts';
import { firstQueue, imported, pictureZip, textCsv } from './review/sets.ts';
import { expectAccessible } from './support/axe.ts';
import { shots } from './support/shots.ts';
import { expect, test } from './support/test.ts';

/** Waits until the page has its contents: a heading, and nothing that stands for what is still loading. */
async function settled(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator('h1, .sheet').first()).toBeVisible();
  await expect(page.locator('.skeleton')).toHaveCount(0);
}

/** Nothing sticks out to the side: what is too wide scrolls in a place of its own. */
async function expectReflow(page: Page, path: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const { scrollWidth } = document.documentElement;
    if (scrollWidth <= window.innerWidth) return null;
    const out = [...document.querySelectorAll('body *')].filter(
      (e) => e.getBoundingClientRect().right > window.innerWidth + 1,
    );
    return `${scrollWidth} px, first ${out[0]?.outerHTML.slice(0, 160)}`;
  });
  expect(wide, `${path} at ${page.viewportSize()?.width} px`).toBeNull();
}

/** How the pictures of a page are called: `page-d-queues-queueId` for `/d/[slug]/queues/[queueId]`. */
const shotOf = (page: string) => `page${page.replace('/[slug]', '').replaceAll(/[[\]]/g, '').replaceAll('/', '-')}`;

/** The addresses of all pages there are, as folders say them: `/d/[slug]/queues`. */
function pagesOf(folder: string, address = ''): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isFile()) return entry.name === 'page.tsx' && address !== '' ? [address] : [];
    if (!entry.isDirectory() || entry.name.startsWith('_')) return [];
    const part = entry.name.startsWith('(') ? '' : `/${entry.name}`;
    return pagesOf(join(folder, entry.name), `${address}${part}`);
  });
}

test('every page passes axe, and fits at 200% and 400% zoom', async ({ page, api, as }) => {
  test.setTimeout(280_000);
  const slug = await imported(api, 'Pages', 'texts.csv', textCsv());
  const pictures = await imported(api, 'Pictures', 'bars.zip', await pictureZip());
  const queue = await firstQueue(api, slug);
  const [sample] = (await (await api('GET', `/datasets/${slug}/samples?limit=1`)).json()) as { id: string }[];
  const d = `/d/${slug}`;
  const token = '?token=0123456789012345678901234567890123456789';
  const asLead = {
    '/datasets': '/datasets',
    '/import': '/import',
    '/people': '/people',
    '/account': '/account',
    '/talk': '/talk',
    '/d/[slug]': d,
    '/d/[slug]/queues': `${d}/queues`,
    '/d/[slug]/queues/[queueId]': `${d}/queues/${queue}`,
    '/d/[slug]/samples': `${d}/samples?sample=${sample.id}`,
    '/d/[slug]/guidelines': `${d}/guidelines`,
    '/d/[slug]/exports': `${d}/exports`,
    '/d/[slug]/conflicts': `${d}/conflicts`,
    '/d/[slug]/agreement': `${d}/agreement`,
    '/d/[slug]/benchmark': `${d}/benchmark`,
    '/d/[slug]/classes': `${d}/classes`,
    '/d/[slug]/questions': `/d/${pictures}/questions`,
    '/d/[slug]/settings': `${d}/settings`,
    '/d/[slug]/log': `${d}/log`,
    '/d/[slug]/people': `${d}/people`,
    '/d/[slug]/grid': `/d/${pictures}/grid`,
    '/d/[slug]/review/[queueId]': `/d/${pictures}/review/${await firstQueue(api, pictures)}`,
    '/d/[slug]/review/sample/[id]': `${d}/review/sample/${sample.id}`,
  };
  const asAdmin = { '/log': '/log', '/vision': '/vision' };
  const asVisitor = {
    '/sign-in': '/sign-in',
    '/claim': `/claim${token}`,
    '/invite': `/invite${token}`,
    '/reset': `/reset${token}`,
  };
  // A bulk is there only while one is being verified; its own test looks at it.
  const elsewhere = ['/d/[slug]/bulk/[bulkId]'];
  const known = [...[asLead, asAdmin, asVisitor].flatMap(Object.keys), ...elsewhere];
  expect(pagesOf(fileURLToPath(new URL('../app', import.meta.url))).sort()).toEqual(known.sort());
  const addressOf: Record<string, string> = { ...asLead, ...asAdmin, ...asVisitor };
  const visits: [Page, string][] = [
    ...Object.values(asLead).map((path): [Page, string] => [page, path]),
    ...(await Promise.all(
      Object.values(asAdmin).map(async (path): Promise<[Page, string]> => [await as('admin'), path]),
    )),
    ...(await Promise.all(
      Object.values(asVisitor).map(async (path): Promise<[Page, string]> => [await as(null), path]),
    )),
  ];
  const faults: string[] = [];
  for (const [who, path] of visits) {
    await who.setViewportSize({ width: 1280, height: 720 });
    await settled(who, path);
    await expectAccessible(who).catch((e: Error) => faults.push(`${path}: ${e.message}`));
    await shots(who, shotOf(known.find((page) => addressOf[page] === path) ?? path));
    for (const width of [640, 320]) {
      await who.setViewportSize({ width, height: 512 });
      await expectReflow(who, path).catch((e: Error) => faults.push(e.message));
    }
  }
  expect(faults).toEqual([]);
});

test('the screen says the sample, the verdict and the round', async ({ page, api }) => {
  const slug = await imported(api, 'Aloud', 'texts.csv', textCsv());
  const r = reader(page);
  await r.open(slug, await firstQueue(api, slug));
  const said = page.getByRole('status');
  // Whichever comes first: one in five is plain, and may be of either class.
  await expect(said.filter({ hasText: /sailing|cooking/ }).first()).toContainText(/given|says/i);
  for (let k = 0; k < 10; k++) await r.answer('k');
  await expect(said.filter({ hasText: 'stands' }).first()).toBeAttached();
  await expect(said.filter({ hasText: /Round 2/ }).first()).toBeAttached();
});

test('nothing moves for whom motion is reduced, and nothing is lost in forced colours', async ({ page, api }) => {
  const slug = await imported(api, 'Calm', 'texts.csv', textCsv());
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const r = reader(page);
  await r.open(slug, await firstQueue(api, slug));
  await page.keyboard.press('n');
  await expect(r.previous).toContainText('no label fits');
  await shots(page, 'review-text');
  const moving = () => page.evaluate(() => document.getAnimations().filter((a) => a.playState === 'running').length);
  expect(await moving()).toBe(0);
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: null });
  await shots(page, 'review-forced-colours');
  await expectAccessible(page);
  // The struck label keeps its stroke where backgrounds and colours are the system's.
  const struck = r.previous.locator('del');
  const drawn = await struck.evaluate((e) => {
    const styles = [getComputedStyle(e), getComputedStyle(e, '::before'), getComputedStyle(e, '::after')];
    return styles.some((s) => s.textDecorationLine.includes('line-through') || s.forcedColorAdjust === 'none');
  });
  expect(drawn).toBe(true);
});

test('a key is moved to another letter; digits act on a French keyboard', async ({ page, api }) => {
  const slug = await imported(api, 'Clavier', 'texts.csv', textCsv());
  const r = reader(page);
  await r.open(slug, await firstQueue(api, slug));
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'Change the key for: Keep the given label' }).click();
  await page.keyboard.press('j');
  await expect(page.getByRole('dialog', { name: 'Keys' }).getByRole('status')).toHaveText('J: Keep the given label.');
  await shots(page, 'review-keys');
  await page.keyboard.press('Escape');
  await r.read();
  const before = await r.sample();
  await page.keyboard.press('k');
  expect(await r.sample()).toBe(before);
  await r.answer('j');
  await expect(r.previous).toContainText('stands.');
  await expect(page.getByRole('button', { name: /^Keep/ })).toHaveAttribute('aria-keyshortcuts', 'j');
  // The key right of "²" sends "&" there; its place is that of the digit 1.
  const next = await r.sample();
  await r.sheet.evaluate((sheet) => {
    const press = { key: '&', code: 'Digit1', bubbles: true, cancelable: true };
    sheet.dispatchEvent(new KeyboardEvent('keydown', press));
  });
  await expect(page.locator('.meta .ext')).not.toHaveText(next);
  await expect(r.previous).toContainText('sailing');
});

test('keys of pages are switched off for who wants none', async ({ page, api }) => {
  const slug = await imported(api, 'Still', 'texts.csv', textCsv());
  await page.goto(`/d/${slug}/settings`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('?');
  await shots(page, 'page-keys');
  await page.getByLabel('Single keys act on pages').uncheck();
  await page.keyboard.press('Escape');
  const been = await page.evaluate(() => history.length);
  await page.keyboard.press('e');
  await page.getByRole('button', { name: 'Keys' }).click();
  await page.getByLabel('Single keys act on pages').check();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/settings$/);
  expect(await page.evaluate(() => history.length)).toBe(been);
  await page.keyboard.press('e');
  await expect(page).toHaveURL(/exports$/);
});

test('text of every direction and script reads as it should', async ({ page, api }) => {
  const lines = [
    ['ar', 'هذا نص عربي طويل بعض الشيء حتى نرى اتجاهه'],
    ['he', 'זה טקסט בעברית שנקרא מימין לשמאל'],
    ['zh', '这是一段中文文本用来检查换行和字体是否正确显示在审阅界面中'],
    ['ja', 'これは日本語の文章で改行と表示を確かめるためのものです'],
    ['mixed', 'English first, then עברית, then English'],
  ];
  const rows = Array.from({ length: 12 }, (_, k) =>
    lines.map(([id, text]) => `${id}${k},"${text} ${k}",${(k + id.length) % 2 ? 'شكوى' : '投诉'}`),
  ).flat();
  const slug = await imported(api, 'Scripts', 'scripts.csv', `id,text,label\n${rows.join('\n')}\n`);
  const directions: Record<string, string> = { ar: 'rtl', he: 'rtl', zh: 'ltr', ja: 'ltr', mixed: 'ltr' };
  const r = reader(page);
  await r.open(slug, await firstQueue(api, slug));
  const seen = new Set<string>();
  for (let k = 0; k < 30 && seen.size < lines.length; k++) {
    const script = (await r.sample()).replace(/\d+$/, '');
    const text = page.locator('p.sample');
    expect(await text.evaluate((p) => getComputedStyle(p).direction)).toBe(directions[script]);
    await expect(text).toContainText(lines.find(([id]) => id === script)?.[1] ?? '');
    if (!seen.has(script)) await shots(page, `review-script-${script}`);
    seen.add(script);
    await r.answer('s');
  }
  expect([...seen].sort()).toEqual(Object.keys(directions).sort());
  await expectReflow(page, 'review');
});
