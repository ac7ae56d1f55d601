import type { Interval, StatsView } from './views.ts';

/** Below this share of the last hundred decisions, going on in order finds little. */
const leastHitRate = 0.1;
/** Share of all labels that may be left wrong. */
const mostLeft = 0.01;

const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}%`;

/**
 * When to stop: the order has run dry, and the audit vouches for the rest.
 * @param nowShare share of labels still wrong, with its 95% interval; null without an estimate
 */
export function stopRules(
  hitRate: { last: number; of: number },
  nowShare: Interval | null,
  auditNeeded: number,
): StatsView['stop'] {
  const dry = hitRate.of >= 100 && hitRate.last < leastHitRate;
  const vouched = nowShare !== null && nowShare.high <= mostLeft;
  const rules = [
    {
      text: `Of the last 100 decisions, fewer than ${percent(leastHitRate)} changed a label`,
      now: hitRate.of >= 100 ? `${percent(hitRate.last)} of 100` : `${hitRate.of} of 100 decisions made`,
      met: dry,
    },
    {
      text: `At most ${percent(mostLeft)} of the labels are still wrong, with 95% confidence`,
      now: nowShare ? `at most ${percent(nowShare.high)}` : `${auditNeeded} more audit answers needed`,
      met: vouched,
    },
  ];
  const say =
    dry && vouched
      ? 'You can stop here.'
      : dry
        ? 'Little is left to find in this order; the audit cannot vouch for the rest yet.'
        : vouched
          ? 'Few labels are still wrong; going on still finds some.'
          : 'Go on: the queue still finds wrong labels.';
  return { say: !dry && !vouched && hitRate.of < 100 ? 'Too early to say.' : say, rules };
}
