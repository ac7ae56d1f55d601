import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { badInput, type ProblemListener, type Source, type SourceRecord, throwProblem } from './source.ts';
import type { Tree, TreeEntry } from './tree.ts';

/** Annotations are read whole: of the captions of COCO 2017 they take 92 MB. */
const mostBytes = 512 << 20;

const id = z.union([z.number(), z.string()]).transform(String);
const captionsSchema = z.object({
  images: z.array(z.object({ id, file_name: z.string() })),
  annotations: z.array(z.object({ id: id.optional(), image_id: id, caption: z.string() })).min(1),
});
type CocoCaptions = z.infer<typeof captionsSchema>;

/** COCO's captions JSON: `images` with ids and file names, `annotations` with a caption each. Null for any other JSON. */
export async function readCocoCaptions(entry: TreeEntry): Promise<CocoCaptions | null> {
  const file = await entry.onDisk();
  const { size } = await stat(file.path);
  if (size > mostBytes)
    throw badInput({ file: entry.path, message: `it has more than ${mostBytes >> 20} MB; split it.` });
  try {
    const read = captionsSchema.safeParse(JSON.parse(await readFile(file.path, 'utf8')));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** One sample per caption; captions of one picture are a group. Pictures are found by name in any folder. */
export function openCocoCaptions(tree: Tree, pictures: TreeEntry[], coco: CocoCaptions, name: string): Source {
  const byName = new Map(pictures.map((p) => [p.path.slice(p.path.lastIndexOf('/') + 1), p]));
  const files = new Map(coco.images.map((image) => [image.id, image.file_name]));
  async function* records(onProblem: ProblemListener): AsyncGenerator<SourceRecord> {
    for (const [i, annotation] of coco.annotations.entries()) {
      const file = files.get(annotation.image_id);
      const picture = file === undefined ? undefined : byName.get(file.slice(file.lastIndexOf('/') + 1));
      if (!picture) {
        const message = `caption ${i + 1}: the picture “${file ?? annotation.image_id}” is not there.`;
        onProblem({ file: name, message });
        continue;
      }
      const fields = {
        id: annotation.id ?? String(i),
        image_id: annotation.image_id,
        file_name: picture.path,
        caption: annotation.caption,
      };
      yield { line: i + 1, file: name, fields, image: picture.bytes };
    }
  }
  return {
    format: tree.format,
    task: 'image-text',
    columns: ['id', 'image_id', 'file_name', 'caption'],
    imageColumn: 'file_name',
    declared: { id: 'id' },
    rows: coco.annotations.length,
    records: (onProblem = throwProblem) => records(onProblem),
    close: tree.close,
  };
}
