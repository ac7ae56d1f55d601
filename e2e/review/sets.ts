import { once } from 'node:events';
import sharp from 'sharp';
import { ZipFile } from 'yazl';

type Api = (method: string, path: string, body?: FormData | object) => Promise<Response>;

/** A repeatable source of whole numbers below `n`. */
function dice(seed: number) {
  let state = seed;
  return (n: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * n);
  };
}

const words = {
  cooking: 'onion pan simmer butter oven flour garlic stir bake spoon salt recipe'.split(' '),
  sailing: 'mast harbour wind keel tide anchor deck sail rope storm hull helm'.split(' '),
};
const topics = Object.keys(words) as (keyof typeof words)[];

/** Sentences about cooking and sailing, every twelfth under the wrong label; row 0, wrong as well, takes several screens. */
export function textCsv(rows = 160): string {
  const roll = dice(7);
  const lines = Array.from({ length: rows }, (_, row) => {
    const topic = topics[row % 2];
    const about = Array.from({ length: row === 0 ? 900 : 14 }, () => words[topic][roll(12)]).join(' ');
    const label = row % 12 === 0 ? topics[1 - (row % 2)] : topic;
    return `t${row},"${about}",${label}`;
  });
  return ['id,text,label', ...lines].join('\n');
}

/** Pictures of an upright and of a lying bar, a folder per class, every twelfth in the wrong one. */
export async function pictures(count: number): Promise<{ path: string; png: Buffer }[]> {
  const roll = dice(11);
  const drawn: { path: string; png: Buffer }[] = [];
  for (let k = 0; k < count; k++) {
    const upright = k % 2 === 0;
    const at = 8 + roll(10);
    const pixels = Buffer.alloc(28 * 28, 255);
    for (let y = 0; y < 28; y++)
      for (let x = 0; x < 28; x++) if (Math.abs((upright ? x : y) - at) < 3) pixels[28 * y + x] = roll(60);
    const png = await sharp(pixels, { raw: { width: 28, height: 28, channels: 1 } })
      .png()
      .toBuffer();
    drawn.push({ path: `${(k % 12 === 0) === upright ? 'H' : 'I'}/p${k}.png`, png });
  }
  return drawn;
}

/** The same in a ZIP. */
export const pictureZip = async (count = 96): Promise<Buffer> => zipped(await pictures(count));

/** A ZIP of these files. */
export async function zipped(files: { path: string; png: Buffer }[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { path, png } of files) zip.addBuffer(png, path);
  zip.end();
  const parts: Buffer[] = [];
  zip.outputStream.on('data', (part: Buffer) => parts.push(part));
  await once(zip.outputStream, 'end');
  return Buffer.concat(parts);
}

/** Imports a file under a name of its own and waits until it can be reviewed. Resolves with the dataset's slug. */
export async function imported(api: Api, name: string, fileName: string, data: string | Buffer): Promise<string> {
  const form = new FormData();
  form.set('name', `${name} ${Date.now()}`);
  form.set('file', new Blob([typeof data === 'string' ? data : new Uint8Array(data)]), fileName);
  const { dataset } = (await (await api('POST', '/datasets', form)).json()) as { dataset: { slug: string } | string };
  const slug = typeof dataset === 'string' ? dataset : dataset.slug;
  for (;;) {
    const now = (await (await api('GET', `/datasets/${slug}`)).json()) as { state: string; message: string | null };
    if (now.state === 'ready') return slug;
    if (now.state === 'failed') throw new Error(`${name} failed: ${now.message}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** The dataset's first queue. */
export async function firstQueue(api: Api, slug: string): Promise<string> {
  const [queue] = (await (await api('GET', `/datasets/${slug}/queues`)).json()) as { id: string }[];
  return queue.id;
}
