import type { SideView } from '#/server/domain/teamViews.ts';
import { verdicts } from '#/server/domain/verdictWording.ts';

/** What a side says, in the words of the verdicts; its label apart. */
export function sideWords({ verdict, label }: Pick<SideView, 'verdict' | 'label'>, given: string | null): string {
  if (verdict === 'relabel') return label ?? '';
  if (verdict === 'keep') return given ?? 'no label';
  if (verdict === 'both') return `${given ?? 'no label'} and ${label ?? 'another'}`;
  return verdicts.find((v) => v.verdict === verdict)?.name ?? verdict;
}
