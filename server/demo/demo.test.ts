import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { demoDigits } from './digits.ts';
import { parseMail } from './mail/parseMail.ts';
import { htmlToText } from './mail/plainText.ts';
import { demoMailFiles, demoMails, labelOfMail } from './mails.ts';
import { practiceDigits } from './practice.ts';

function counted(labels: string[]): Record<string, number> {
  const out: Record<string, number> = {};
  for (const label of labels) out[label] = (out[label] ?? 0) + 1;
  return out;
}

describe('digits', () => {
  test('there are 10,000, every class near a thousand, ids unique and mixed', async () => {
    const ids = new Set<string>();
    const labels: string[] = [];
    for await (const { externalId, label } of demoDigits()) {
      ids.add(externalId);
      labels.push(label);
    }
    expect(ids.size).toBe(10_000);
    expect(counted(labels)).toEqual({
      0: 1001,
      1: 1127,
      2: 991,
      3: 1032,
      4: 980,
      5: 863,
      6: 1014,
      7: 1070,
      8: 944,
      9: 978,
    });
    expect(Object.keys(counted(labels.slice(0, 200)))).toHaveLength(10);
  });

  test('the first is a 28 by 28 gray PNG with the pixels of the package', async () => {
    for await (const { png, label } of demoDigits()) {
      const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual([28, 28]);
      const folder = join(createRequire(import.meta.url).resolve('mnist/package.json'), '..', 'src', 'digits');
      const { data: all } = JSON.parse(await readFile(join(folder, `${label}.json`), 'utf8')) as { data: number[] };
      const mine = Array.from({ length: 784 }, (_, i) => data[i * info.channels]);
      const starts = Array.from({ length: Math.floor(all.length / 784) }, (_, i) => i * 784);
      expect(starts.some((s) => mine.every((v, i) => v === Math.round(all[s + i] * 255)))).toBe(true);
      break;
    }
  });
});

describe('practice', () => {
  test('2,000 digits, exactly 100 labels changed, the same ones every time', async () => {
    const read = async () => {
      const hash = createHash('sha256');
      let wrong = 0;
      let rows = 0;
      for await (const { externalId, label, truth, png } of practiceDigits()) {
        rows++;
        if (label !== truth) wrong++;
        hash.update(`${externalId} ${label} ${truth}`).update(png);
      }
      return { rows, wrong, hash: hash.digest('hex') };
    };
    const first = await read();
    expect(first).toMatchObject({ rows: 2000, wrong: 100 });
    expect(await read()).toEqual(first);
  });
});

describe('mails', () => {
  test('all 6,046 are listed', async () => {
    const files = await demoMailFiles();
    expect(new Set(files).size).toBe(6046);
    expect(counted(files.map(labelOfMail))).toEqual({ ham: 4150, spam: 1896 });
  });

  test('each is readable, none is dropped', async () => {
    const files = (await demoMailFiles()).filter((_, i) => i % 5 === 0);
    const read: string[] = [];
    let [empty, damaged, markup] = [0, 0, 0];
    for await (const mail of demoMails(files)) {
      read.push(mail.externalId);
      if (mail.body === '') empty++;
      if (`${mail.subject}${mail.body}`.includes('\ufffd')) damaged++;
      if (/<\/(?:html|body|table)>/i.test(mail.body)) markup++;
      expect(mail.headers.length).toBeGreaterThan(2);
    }
    expect(read).toEqual(files);
    expect(empty).toBeLessThanOrEqual(3);
    expect(damaged).toBeLessThanOrEqual(30);
    expect(markup).toBeLessThanOrEqual(1);
  });

  test('HTML-only, bytes without a charset and encoded words', async () => {
    const html =
      'Subject: =?iso-8859-1?Q?Gr=FC=DFe?=\nContent-Type: text/html\n\n<html><head><style>p{}</style></head><body><p>Caf&eacute;&nbsp;1 &lt; 2<br>next<script>x()</script></body></html>';
    expect(await parseMail(Buffer.from(html))).toMatchObject({ subject: 'Grüße', body: 'Café 1 < 2\nnext' });
    const bytes = Buffer.from('From x@y Thu Aug 22\nSubject: caf\xe9\n\nCost: 5\x80 for \x93you\x94\n', 'latin1');
    expect(await parseMail(bytes)).toMatchObject({ subject: 'café', body: 'Cost: 5€ for “you”' });
    const lost = 'Subject: a\nContent-Type: multipart/mixed; boundary="x"\n\nno boundary at all\n';
    expect((await parseMail(Buffer.from(lost))).body).toContain('no boundary at all');
    expect(await parseMail(Buffer.alloc(0))).toEqual({ subject: '', body: '', headers: [] });
  });

  test('a page of pictures tells where they lie', () => {
    expect(htmlToText('<a href="http://a.example/x"><img border=0 src=b.gif></a>')).toBe(
      '[link: http://a.example/x]\n[picture: b.gif]',
    );
  });

  test('text of a page keeps its lines', () => {
    expect(htmlToText('<ul><li>one<li>two</ul><p>a  b</p><p>&#169; &unknown; 2 &lt; 3')).toBe(
      '• one\n• two\n\na b\n\n© &unknown; 2 < 3',
    );
  });
});
