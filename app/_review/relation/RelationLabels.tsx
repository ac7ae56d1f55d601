'use client';

import { count } from '#/app/_ui/figures.ts';
import { Kbd } from '#/app/_ui/Kbd.tsx';
import { Swatch } from '#/app/_ui/Swatch.tsx';
import type { ContentView } from '#/server/domain/views.ts';
import { roleOf } from '../labels/arrangement.ts';
import type { LabelsProps } from '../labels/Labels.tsx';
import { LabelTag } from '../labels/LabelTag.tsx';
import { probabilityOf, shortFigure } from '../labels/probability.ts';
import type { RelationChoice, RelationChoices } from './choices.ts';
import { writtenOut } from './wording.ts';
import './relation.css';

interface RelationLabelsProps extends LabelsProps {
  offered: RelationChoices;
  caps: { keep: string; accept: string };
}

/** The labels that join these two types, each written out with the entities; the others by search. */
export function RelationLabels({
  item,
  classes,
  why,
  both,
  remark,
  onChoose,
  onFind,
  findCap,
  offered,
  caps,
}: RelationLabelsProps) {
  const { content } = item.sample;
  if (content.kind !== 'relation') return null;
  const { choices, subject, object, fitting, negative } = offered;
  const hidden = classes.length - choices.length;
  const entities = entitiesOf(content);
  const capOf = ({ label, hotKey }: RelationChoice) =>
    hotKey ?? (label === item.sample.givenLabel ? caps.keep : label === item.suggestion?.label ? caps.accept : null);
  return (
    <section className="choices relation-choices" aria-labelledby="choices-title">
      <div className="choices-h">
        <span id="choices-title">
          {both ? (
            <b>Both: which other label fits?</b>
          ) : (
            <>
              <b>Labels that fit</b> {subject ?? 'the subject'} → {object ?? 'the object'}, {fitting} of{' '}
              {count(classes.length)}
            </>
          )}
        </span>
        <span className="remark" role="status" dir="auto">
          {remark}
        </span>
        <button type="button" className="findbtn" onClick={onFind} aria-keyshortcuts={findCap}>
          {hidden > 0 ? `Find among ${count(classes.length)}` : 'Find'} <Kbd>{findCap}</Kbd>
        </button>
      </div>
      {choices.map((choice) => {
        const { label } = choice;
        const cap = capOf(choice);
        const p = why ? probabilityOf(item, label) : null;
        return (
          <button
            key={label}
            type="button"
            className="choice"
            data-role={roleOf(item, label) ?? undefined}
            onClick={() => onChoose(label)}
            aria-keyshortcuts={cap ?? undefined}
            title={classes.find((c) => c.name === label)?.description ?? undefined}
          >
            {cap === null ? <span /> : <Kbd>{cap}</Kbd>}
            <span className="lab" dir="auto">
              <Swatch colour={classes.find((c) => c.name === label)?.colour} />
              {label}
            </span>
            <span className="says" dir="auto">
              {label === negative ? (
                'none of the other labels is stated here'
              ) : (
                <WrittenOut label={label} entities={entities} />
              )}
            </span>
            <LabelTag role={roleOf(item, label)} />
            <span className="v">{p === null ? '' : shortFigure(p)}</span>
          </button>
        );
      })}
      {hidden > 0 ? (
        <p className="hidden-note">
          {count(hidden)} {hidden === 1 ? 'label' : 'labels'} seldom or never join these two types and are not listed.
          Find reaches them.
        </p>
      ) : null}
    </section>
  );
}

const longest = 42;
const shortened = (text: string) => (text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text);

function entitiesOf({ text, subject, object }: Extract<ContentView, { kind: 'relation' }>) {
  return {
    subject: shortened(text.slice(subject.start, subject.end)),
    object: shortened(text.slice(object.start, object.end)),
  };
}

function WrittenOut({ label, entities }: { label: string; entities: { subject: string; object: string } }) {
  let at = 0;
  return writtenOut(label, entities).map(({ text, role }) => {
    const key = at;
    at += text.length;
    return role === null ? (
      <span key={key}>{text}</span>
    ) : (
      <b key={key} className={`is-${role}`}>
        {text}
      </b>
    );
  });
}
