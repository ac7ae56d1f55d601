import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { backendName, readyBackend, readyTensors } from '#/ml/backend.ts';
import { digitPictures, haveDigits, readDigits } from '#/ml/data/digits.ts';
import { haveNews, readNews } from '#/ml/data/news.ts';
import { encodeImages, encodeTexts } from '#/ml/encoders/index.ts';
import type { Matrix } from '#/ml/types.ts';

/** Times one encoding and prints seconds and the process's memory at its highest. */
async function time(name: string, encode: () => Promise<Matrix>): Promise<void> {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const { rows, cols } = await encode();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const used = process.cpuUsage(cpu);
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${name}: ${rows.toLocaleString('en')} × ${cols} in ${seconds} s (${((used.user + used.system) / 1e6).toFixed(1)} s of CPU), peak memory so far ${peak} MB`,
  );
}

/** Seconds and peak memory of the encoders on the shared data; rows grow, so the peak is that of the largest so far. */
export async function benchEncoders(): Promise<void> {
  await (process.argv.includes('--tensors') ? readyTensors() : readyBackend());
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, backend ${backendName()}`);
  if (haveDigits())
    for (const count of [2000, 10_000]) {
      const digits = readDigits(count);
      await time('patches, digits', () => encodeImages(() => digitPictures(digits), { seed: 0 }));
    }
  else console.log('patches: skipped, the shared digits are absent');
  if (haveNews())
    for (const count of [6000, 20_000]) {
      const { texts } = readNews(count);
      await time('lsa, newsgroups', () => encodeTexts(() => texts, { seed: 0 }));
    }
  else console.log('lsa: skipped, the shared newsgroups are absent');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await benchEncoders();
