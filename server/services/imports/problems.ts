import { ErrataError, type Problem } from '#/server/domain/error.ts';
import { problemSentence } from '#/server/formats/index.ts';

const LISTED = 100;

/** Collects what is wrong with an input: all are counted, the first hundred are listed. */
export class ProblemList {
  readonly listed: Problem[] = [];
  count = 0;

  add(problem: Problem): void {
    this.count++;
    if (this.listed.length < LISTED) this.listed.push(problem);
  }

  get full(): boolean {
    return this.count >= LISTED;
  }

  /** The error that these problems are. With several, the sentence gives the first and the count. */
  error(): ErrataError {
    const first = this.listed[0];
    const rest = this.count - 1;
    const more = rest > 0 ? ` And ${rest.toLocaleString('en')} more ${rest === 1 ? 'problem' : 'problems'}.` : '';
    return new ErrataError(
      'bad_input',
      `${first ? problemSentence(first) : 'The input cannot be imported.'}${more}`,
      this.listed,
    );
  }
}
