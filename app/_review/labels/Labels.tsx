'use client';

import { count } from '#/app/_ui/figures.ts';
import { Kbd } from '#/app/_ui/Kbd.tsx';
import type { ClassView, ReviewItem } from '#/server/domain/views.ts';
import { arrangementOf, pinned } from './arrangement.ts';
import { LabelColumns } from './LabelColumns.tsx';
import { LabelRows } from './LabelRows.tsx';

export interface LabelsProps {
  item: ReviewItem;
  classes: readonly ClassView[];
  /** Show probabilities. */
  why: boolean;
  /** Labels chosen last, newest first. */
  used: readonly string[];
  /** The next label becomes the second of two that fit. */
  both: boolean;
  /** What has to be said about the last key, or the note that goes with the decision; in a place kept for it. */
  remark: string;
  onChoose: (label: string) => void;
  onFind: () => void;
  findCap: string;
}

/** All labels a reader can choose, in an arrangement that never changes from sample to sample. */
export function Labels(props: LabelsProps) {
  const { item, classes, both, used, remark, onFind, findCap } = props;
  const arrangement = arrangementOf(classes);
  const byDigit = arrangement === 'columns' || arrangement === 'keys';
  const shown =
    arrangement === 'pins' ? pinned(item, used).flatMap((name) => classes.find((c) => c.name === name) ?? []) : classes;
  return (
    <section className="choices" aria-labelledby="choices-title">
      <div className="choices-h">
        <span id="choices-title">
          {both ? (
            <b>Both: which other label fits?</b>
          ) : (
            <>
              <b>{arrangement === 'pins' ? 'Labels at hand' : `All ${classes.length} labels`}</b>
              {byDigit ? <span className="by-digit"> by their digit</span> : null}
            </>
          )}
        </span>
        <span className="remark" role="status" dir="auto">
          {remark}
        </span>
        {byDigit ? null : (
          <button type="button" className="findbtn" onClick={onFind} aria-keyshortcuts={findCap}>
            Find among {count(classes.length)} <Kbd>{findCap}</Kbd>
          </button>
        )}
      </div>
      {arrangement === 'columns' ? (
        <LabelColumns {...props} />
      ) : (
        <LabelRows {...props} classes={shown} pins={arrangement === 'pins'} />
      )}
    </section>
  );
}
