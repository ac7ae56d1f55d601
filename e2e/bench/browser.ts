import { existsSync } from 'node:fs';
import { type BrowserContext, chromium } from '@playwright/test';
import { browserArguments } from '#/e2e/support/browserArguments.ts';

const system = '/usr/bin/chromium';

/** A browser at 1280 × 720, signed in to a running demo server. `close` ends it. */
export async function signedIn(
  base: string,
  role: 'annotator' | 'lead' = 'annotator',
): Promise<{ context: BrowserContext; close: () => Promise<void> }> {
  const browser = await chromium.launch({
    executablePath: existsSync(system) ? system : undefined,
    args: browserArguments,
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, baseURL: base });
  const answer = await context.request.post('/api/demo-sign-in', {
    data: { role },
    headers: { origin: base },
  });
  if (!answer.ok()) throw new Error(`The demo sign-in of ${base} answers ${answer.status()}; is it a demo server?`);
  return { context, close: () => browser.close() };
}

/** Address of the review of a dataset's first queue. */
export async function firstQueue(context: BrowserContext, slug: string): Promise<string> {
  const input = encodeURIComponent(JSON.stringify({ slug }));
  const answer = await context.request.get(`/api/trpc/queues.list?input=${input}`);
  const body = (await answer.json()) as { result?: { data: { id: string }[] } };
  const queue = body.result?.data[0];
  if (!queue) throw new Error(`Dataset ${slug} has no queue yet.`);
  return `/d/${slug}/review/${queue.id}`;
}
