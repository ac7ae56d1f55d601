import type { ReactNode } from 'react';
import { Kbd } from '#/app/_ui/Kbd.tsx';
import type { ReviewItem, ReviewState, RoundView } from '#/server/domain/views.ts';
import { Definitions } from '../evidence/Definitions.tsx';
import { NearTexts } from '../evidence/NearTexts.tsx';
import { Reasons } from '../evidence/Reasons.tsx';
import { roleOf } from '../labels/arrangement.ts';
import { RoundSlip } from './RoundSlip.tsx';

interface DeskMarginProps {
  slug: string;
  state: ReviewState;
  item: ReviewItem;
  round: RoundView | null;
  why: boolean;
  whyCap: string;
  onWhy: () => void;
  keysCap: string;
  onKeys: () => void;
  definition: boolean;
  definitionCap: string;
  onDefinition: () => void;
  /** What has to be said about saving. */
  children: ReactNode;
}

/** The margin: the last round's slip, what the labels mean, why the sample is here, its nearest texts. */
export function DeskMargin(props: DeskMarginProps) {
  const {
    slug,
    state,
    item,
    round,
    why,
    whyCap,
    onWhy,
    definition,
    definitionCap,
    onDefinition,
    keysCap,
    onKeys,
    children,
  } = props;
  const atHand = state.dataset.classes.filter((c) => roleOf(item, c.name) !== null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <aside className="margin" aria-label="Evidence" tabIndex={0}>
      {round ? <RoundSlip round={round} /> : null}
      {children}
      <div className="margin-tools">
        <button type="button" className="iconbtn small" onClick={onWhy} aria-pressed={why} aria-keyshortcuts={whyCap}>
          Probabilities <Kbd>{whyCap}</Kbd>
        </button>
        <button
          type="button"
          className="iconbtn small"
          onClick={onDefinition}
          aria-pressed={definition}
          aria-keyshortcuts={definitionCap}
        >
          Definitions <Kbd>{definitionCap}</Kbd>
        </button>
        <button type="button" className="iconbtn small push" onClick={onKeys} aria-keyshortcuts={keysCap}>
          Keys <Kbd>{keysCap}</Kbd>
        </button>
      </div>
      {definition ? <Definitions slug={slug} classes={atHand} /> : null}
      <section aria-labelledby="why">
        <h2 id="why">Why it is here</h2>
        <Reasons reasons={item.reasons} alone={item.suggestion === null && item.neighbors.length === 0} why={why} />
      </section>
      {item.sample.content.kind !== 'image' ? (
        <NearTexts neighbors={item.neighbors} many={state.dataset.noun.many} />
      ) : null}
    </aside>
  );
}
