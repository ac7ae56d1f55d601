import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the home folder remembers of its embedded server. Only its owner may read it: it holds the password. */
export interface ServerRecord {
  folder: string;
  port: number;
  password: string;
}

const file = (home: string) => join(home, 'postgres.json');

export function readRecord(home: string): ServerRecord | null {
  try {
    return JSON.parse(readFileSync(file(home), 'utf8')) as ServerRecord;
  } catch {
    return null;
  }
}

export function writeRecord(home: string, record: ServerRecord): void {
  const aside = `${file(home)}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify(record)}\n`, { mode: 0o600 });
  renameSync(aside, file(home));
}

export function recordUrl({ port, password }: ServerRecord, database = 'errata'): string {
  return `postgres://errata:${password}@127.0.0.1:${port}/${database}`;
}
