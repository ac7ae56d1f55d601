/** Tells a note to whoever runs the command. */
export type Say = (note: string) => void;

const width = 24;
/** Redrawn at most so often (ms). */
const patience = 80;

/** One line on a terminal that is drawn over and over; nothing where nobody watches. Notes are told everywhere. */
export class ProgressLine {
  private readonly stream: NodeJS.WriteStream;
  private readonly start = performance.now();
  private stage = '';
  private drawnAt = Number.NEGATIVE_INFINITY;
  private shown = false;

  constructor(stream: NodeJS.WriteStream) {
    this.stream = stream;
  }

  /** A stage begins; `name` is a verb form such as “Reading”. */
  begin(name: string): void {
    this.stage = name;
    this.draw(0, '', true);
  }

  /** How far the stage is, 0 to 1, and what it does. */
  readonly report = (fraction: number, message: string): void => {
    this.draw(fraction, message, false);
  };

  readonly note: Say = (text) => {
    this.clear();
    this.stream.write(`Note: ${text}\n`);
  };

  /** Takes the line away. */
  clear(): void {
    if (this.shown) this.stream.write('\r\x1b[2K');
    this.shown = false;
  }

  private draw(fraction: number, message: string, now: boolean): void {
    const time = performance.now();
    if (!this.stream.isTTY || (!now && fraction < 1 && time - this.drawnAt < patience)) return;
    this.drawnAt = time;
    this.shown = true;
    const full = Math.round(width * Math.min(1, Math.max(0, fraction)));
    const bar = `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
    const seconds = Math.round((time - this.start) / 1000);
    const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    const line = `${this.stage.padEnd(9)} ${bar} ${String(Math.round(100 * fraction)).padStart(3)}%  ${clock}  ${message}`;
    this.stream.write(`\r\x1b[2K${line.slice(0, (this.stream.columns || 80) - 1)}`);
  }
}
