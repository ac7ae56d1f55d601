import type { Task } from './task.ts';

export interface JobView {
  id: string;
  kind: 'import' | 'encode' | 'round' | 'export' | 'models' | 'bulk' | 'questions' | 'patch' | 'seed';
  dataset: string | null;
  state: 'queued' | 'running' | 'done' | 'failed';
  progress: number;
  message: string;
  etaSeconds: number | null;
  error: string | null;
  /** File, line and sentence for everything wrong with an input; at most 100. */
  problems: { message: string; file?: string; line?: number; column?: string }[];
}

export interface PreviewView {
  uploadId: string;
  fileName: string;
  format: string;
  task: Task;
  /** Of an image folder or ZIP: none. */
  columns: { name: string; role: string; guess: string; values: string[] }[];
  lines: number[];
  /** All rows where `counted`; else those that were read, and there are more. */
  rows: number;
  counted: boolean;
  /** Whether everything was read. */
  complete: boolean;
  labels: { label: string; count: number }[];
  /** Those that forbid the import first. */
  problems: { message: string; file?: string; line?: number; column?: string }[];
  /** How many of the problems forbid it. */
  refused: number;
}
