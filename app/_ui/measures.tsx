import type { CSSProperties } from 'react';
import { percent } from './figures.ts';

type Tone = 'pen' | 'pencil' | 'ink' | 'quiet';

const at = (share: number) => ({ '--v': `${Math.max(0, Math.min(1, share)) * 100}%` }) as CSSProperties;

/** A length for a share in [0,1]. Decorative: the figure beside it says the same. */
export function Track({ share, tone = 'quiet' }: { share: number; tone?: Tone }) {
  return (
    <span className={`track${tone === 'quiet' ? '' : ` is-${tone}`}`} style={at(share)} aria-hidden="true">
      <i />
    </span>
  );
}

/** A track with its figure at the right. */
export function Share({ share, tone = 'pen', text }: { share: number; tone?: Tone; text?: string }) {
  return (
    <span className="share">
      <Track share={share} tone={tone} />
      <span>{text ?? percent(share)}</span>
    </span>
  );
}

/** `on` of `of` marks, as for neighbours that agree. */
export function Pips({ on, of, tone = 'pencil' }: { on: number; of: number; tone?: 'pencil' | 'ink' }) {
  return (
    <span className={`pips${tone === 'ink' ? ' is-ink' : ''}`} aria-hidden="true">
      {Array.from({ length: of }, (_, k) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: marks have no identity but their place
        <i key={k} className={k < on ? undefined : 'off'} />
      ))}
    </span>
  );
}

/** A place on a scale between two named ends. */
export function Scale({ value, low, high }: { value: number; low: string; high: string }) {
  return (
    <span className="scale">
      <span>{low}</span>
      <span aria-hidden="true">
        <i style={at(value)} />
      </span>
      <span>{high}</span>
    </span>
  );
}

/** Progress of a job, announced as such. */
export function Progress({ share, label }: { share: number; label: string }) {
  const now = Math.round(share * 100);
  return (
    <span
      className="track is-progress is-ink"
      style={at(share)}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={now}
    >
      <i />
    </span>
  );
}
