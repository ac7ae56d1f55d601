'use client';

import type { RefObject } from 'react';
import type { ExcludeReason, Verdict } from '#/server/domain/verdict.ts';
import type { ReviewState } from '#/server/domain/views.ts';
import type { ReviewCommand } from '../keys/commands.ts';
import { scrollSample } from '../sample/scrollSample.ts';
import { zoomAt } from '../sample/view.ts';
import { answerOf, choose } from '../session/answers.ts';
import type { Answer } from '../session/session.ts';
import type { Review } from '../session/useReview.ts';
import type { MarginPanel } from './MarginPanels.tsx';
import type { Desk } from './useDesk.ts';

interface CommandParts {
  review: Review;
  policy: ReviewState['policy'];
  desk: Desk;
  change: (part: Partial<Desk>) => void;
  reading: RefObject<HTMLElement | null>;
  toggleMargin: (panel: MarginPanel) => void;
  toggleInvert: () => void;
  openKeys: () => void;
  openGrid: () => void;
}

/** Moves the focus to the table of questions in the margin. @returns whether there is one */
function focusQuestions(): boolean {
  const first = document.querySelector<HTMLElement>('.vqa-open:not(:disabled)');
  first?.focus();
  return first !== null;
}

/** What keys and buttons do; both call the same. `at` is the time of the press. */
export function makeCommands(parts: CommandParts) {
  const { review, policy, desk, change, reading, toggleMargin, toggleInvert, openKeys, openGrid } = parts;
  const item = review.session.current;

  // What a blind reader says may be a keep or a relabel; the server knows.
  const taken = (verdict: Verdict) => policy.blind || policy.verdicts.includes(verdict);

  function decide(answer: Answer, at: number) {
    if (answer.verdict !== 'skip' && !taken(answer.verdict))
      return change({ said: 'This queue does not take that answer.' });
    if (policy.requireNoteOnChange && !desk.note && (answer.verdict === 'relabel' || answer.verdict === 'none'))
      return change({ panel: 'note', said: 'A change in this queue needs a note; write why, then decide.' });
    const noted: Answer = answer.verdict === 'skip' || !desk.note ? answer : { ...answer, note: desk.note };
    void review.answer(noted, at);
  }

  function chooseLabel(label: string, at: number) {
    if (!item) return;
    if (desk.panel !== 'both' && !(desk.panel === 'find' && desk.forBoth)) return decide(choose(item, label), at);
    if (label === item.sample.givenLabel)
      return change({ said: 'That is the given label; choose the other one that fits.' });
    decide({ verdict: 'both', label }, at);
  }

  const exclude = (reason: ExcludeReason, at: number) => decide({ verdict: 'exclude', reason }, at);
  const scroll = (way: 1 | -1) => {
    const area = reading.current;
    if (area) scrollSample(area, way);
  };

  function command(name: ReviewCommand, at: number) {
    if (name === 'undo') return void review.undo();
    if (name === 'keys') return openKeys();
    if (name === 'grid') return policy.blind ? change({ said: 'This queue is read blind, one by one.' }) : openGrid();
    if (!item) return;
    switch (name) {
      case 'why':
        return change({ why: !desk.why });
      case 'definition':
      case 'talk':
      case 'pin':
      case 'day':
        return toggleMargin(name);
      case 'note':
        return change({ panel: desk.panel === 'note' ? null : 'note' });
      case 'details':
        return change({ details: !desk.details });
      case 'questions':
        return focusQuestions() ? undefined : change({ said: 'Nothing was asked about this sample.' });
      case 'find':
        return change({ panel: 'find', forBoth: desk.panel === 'both' });
      case 'exclude':
        if (!policy.verdicts.includes('exclude')) return change({ said: 'This queue does not take that answer.' });
        return change({ panel: desk.panel === 'exclude' ? null : 'exclude' });
      case 'zoomIn':
        return change({ view: zoomAt(desk.view, 1.5) });
      case 'zoomOut':
        return change({ view: zoomAt(desk.view, 1 / 1.5) });
      case 'invert':
        return toggleInvert();
      case 'scrollDown':
        return scroll(1);
      case 'scrollUp':
        return scroll(-1);
    }
    const answer = answerOf(name, item);
    if (answer === null) change({ panel: 'both' });
    else if ('refused' in answer) change({ said: answer.refused });
    else decide(answer, at);
  }

  return { command, chooseLabel, exclude };
}
