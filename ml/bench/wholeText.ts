import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { havePython } from '#/ml/bench/quality/baseline.ts';
import { type Planted, plant } from '#/ml/bench/quality/planted.ts';
import { haveNews, readNews } from '#/ml/data/news.ts';
import { writeNpy } from '#/ml/npy.ts';

/**
 * Errors that ridge on the whole TF-IDF finds at as many decisions as there are, with the labels as given and with every
 * other label right, the noise process known: a ceiling that owes nothing to our encoder and experts. Minutes, 4 GB.
 *   npm run bench -- wholeText [noise,noise…] [seed]
 */
const [kinds = 'pair10,sym10', seed = '1'] = process.argv.slice(2);

if (!havePython() || !haveNews()) console.log('Skipped: needs the shared newsgroups and python3-sklearn.');
else {
  const { texts, labels } = readNews();
  const folder = mkdtempSync(join(tmpdir(), 'errata-texts-'));
  try {
    const file = (name: string, content: string | Uint8Array) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const array = (name: string, of: Int32Array) => file(name, writeNpy(of, [of.length]));
    const all = [file('texts.json', JSON.stringify(texts)), array('truth.npy', labels)];
    const script = fileURLToPath(new URL('quality/whole_text.py', import.meta.url));
    for (const kind of kinds.split(',') as Planted[]) {
      const given = array(`${kind}.npy`, plant(labels, 20, kind, Number(seed), 'news'));
      const rate = Number(kind.match(/\d+/)?.[0]) / 100;
      const process = kind.startsWith('pair') ? 'pair' : 'sym';
      const ran = spawnSync('/usr/bin/python3', ['-W', 'ignore', script, all[0], given, all[1], `${rate}`, process]);
      console.log(`${kind}, seed ${seed}: ${ran.status === 0 ? ran.stdout : ran.stderr}`.trim());
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
