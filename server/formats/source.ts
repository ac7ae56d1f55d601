import type { Problem } from '#/server/domain/error.ts';
import { ErrataError } from '#/server/domain/error.ts';
import type { Task } from '#/server/domain/task.ts';

/** A file as its owner names it (relative path in an uploaded folder, e.g. `train/cats/1.png`) and where its bytes lie. */
export interface SourceFile {
  name: string;
  path: string;
}

export interface SourceRecord {
  /** 1-based line of the file as its owner sees it; the row for Parquet, the position for images of a folder. */
  line: number;
  /** File the line counts in; for images, the image itself. */
  file: string;
  /** Column → value as the format gives it: text in CSV, any JSON value in JSON, never image bytes. */
  fields: Record<string, unknown>;
  /** Bytes of the record's image. */
  image?: () => Promise<Uint8Array>;
}

/** Told about one bad row; the row is left out. Without a listener the first problem is thrown. */
export type ProblemListener = (problem: Problem) => void;

export type FormatId = 'csv' | 'tsv' | 'jsonl' | 'json' | 'parquet' | 'folder' | 'zip' | 'semeval';

/** An opened input. Rows come in the same order every time they are read, and memory does not grow with their number. */
export interface Source {
  format: FormatId;
  /** What it looks like. */
  task: Task;
  /** Columns in the order of the file. */
  columns: string[];
  /** Column that holds the picture, where there is one. */
  imageColumn: string | null;
  /** Roles that the file itself declares, such as Hugging Face's ClassLabel or an image folder's label. */
  declared: { label?: string; split?: string; id?: string };
  /** Between the cells of a CSV or TSV. */
  delimiter?: string;
  /** Number of rows where the file says so without being read. */
  rows: number | null;
  /**
   * @throws ErrataError `bad_input` where the rest cannot be read (encoding, truncation), and for the first bad row
   * when there is no listener
   */
  records(onProblem?: ProblemListener): AsyncIterable<SourceRecord>;
  /** Removes what was unpacked to read it. */
  close(): Promise<void>;
}

/** One sentence with the place in front, as people see it. */
export function problemSentence(problem: Problem): string {
  const where = [problem.file, problem.line === undefined ? undefined : `line ${problem.line}`]
    .filter(Boolean)
    .join(', ');
  return where ? `${where}: ${problem.message}` : problem.message;
}

/** The error for an input that cannot be read past `problem`. */
export function badInput(problem: Problem): ErrataError {
  return new ErrataError('bad_input', problemSentence(problem), [problem]);
}

export const throwProblem: ProblemListener = (problem) => {
  throw badInput(problem);
};
