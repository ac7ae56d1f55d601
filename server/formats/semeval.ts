import { linesOf } from './lines.ts';
import { type ProblemListener, type Source, type SourceFile, type SourceRecord, throwProblem } from './source.ts';
import { readHead } from './utf8.ts';

const first = /^(\d+)\t"?(.*?)"?$/;

/** Does a file begin like SemEval-2010 Task 8: a number, a tab, and a sentence with its two entities marked? */
export async function isSemeval(file: SourceFile): Promise<boolean> {
  const head = (await readHead(file.path, 4096)).toString('utf8');
  return /^\uFEFF?\s*\d+\t[^\n]*<e1>[^\n]*<\/e1>/i.test(head);
}

/**
 * SemEval-2010 Task 8: per sample `id<TAB>"sentence with <e1> and <e2>"`, a line with the relation, a line `Comment: …`
 * and an empty one. Files without relations, as handed to the participants, have the first line alone.
 */
async function* records(file: SourceFile, onProblem: ProblemListener): AsyncGenerator<SourceRecord> {
  let open: SourceRecord | null = null;
  for await (const { line, text } of linesOf(file)) {
    const content = text.trim();
    if (content === '') continue;
    const start = first.exec(content);
    if (start) {
      if (open) yield open;
      open = { line, file: file.name, fields: { id: start[1], sentence: start[2] } };
    } else if (!open || 'comment' in open.fields)
      onProblem({ file: file.name, line, message: 'expected the number of a sample, a tab and its sentence.' });
    else if (/^comment\s*:/i.test(content))
      open.fields.comment = text.replace(/^\s*comment\s*:/i, '').replace(/\r$/, '');
    else if ('relation' in open.fields)
      onProblem({
        file: file.name,
        line,
        message: 'the sample has two relations; expected “Comment:” or an empty line.',
      });
    else open.fields.relation = content;
  }
  if (open) yield open;
}

/** Opens a text file of SemEval-2010 Task 8. */
export async function openSemeval(file: SourceFile): Promise<Source> {
  return {
    format: 'semeval',
    task: 'relation',
    columns: ['id', 'sentence', 'relation', 'comment'],
    imageColumn: null,
    declared: { id: 'id', label: 'relation' },
    rows: null,
    records: (onProblem = throwProblem) => records(file, onProblem),
    close: async () => {},
  };
}
