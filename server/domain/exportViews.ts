export interface ExportView {
  id: string;
  version: number;
  format: ExportFormat;
  state: 'running' | 'ready' | 'failed';
  fileName: string;
  rows: number;
  bytes: number | null;
  sha256: string | null;
  decisions: number;
  round: number;
  policy: ExportPolicy;
  createdAt: string;
  createdBy: string;
  error: string | null;
}

export const exportFormats = [
  'csv',
  'jsonl',
  'parquet',
  'original',
  'label-errors',
  'tacred',
  'retacred-patch',
  'tacrev-patch',
] as const;
export type ExportFormat = (typeof exportFormats)[number];
export interface ExportPolicy {
  /** Leave excluded and no-class samples out of the file. */
  cleanedOnly: boolean;
  /** Neutralise spreadsheet formulas in CSV; breaks a lossless round trip. */
  spreadsheetSafe: boolean;
  /** Readers of an overlap who have to say the same; absent: as each queue asked. Where fewer do, the given label stands. */
  agree?: number;
  /** What several readings add up to; absent: votes. */
  consensus?: 'dawid-skene' | 'crowdlab';
  /** Leave samples out for which both labels fit. */
  dropMultiLabel?: boolean;
  /** Leave out the samples given this class that proved wrong or were excluded, instead of correcting them. */
  eliminate?: string;
}
