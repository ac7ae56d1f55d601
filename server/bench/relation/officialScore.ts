/** Precision, recall and F1 in [0,1] of one relation, both directions together. */
export interface RelationScore {
  relation: string;
  precision: number;
  recall: number;
  f1: number;
}

const undirected = (label: string): string => label.replace(/\(e[12],e[12]\)$/, '');

/**
 * The official measure of SemEval-2010 Task 8: F1 of each relation, where a wrong direction counts as wrong, averaged over
 * the relations without `Other`. (Hendrickx et al., 2010; "(9+1)-way evaluation taking directionality into account".)
 */
export function officialScore(
  gold: readonly string[],
  predicted: readonly string[],
): { macro: number; relations: RelationScore[] } {
  const names = [...new Set(gold.map(undirected))].filter((name) => name !== 'Other').sort();
  const relations = names.map((relation) => {
    let right = 0;
    let said = 0;
    let there = 0;
    gold.forEach((label, i) => {
      if (undirected(predicted[i]!) === relation) said++;
      if (undirected(label) !== relation) return;
      there++;
      if (label === predicted[i]) right++;
    });
    const precision = said === 0 ? 0 : right / said;
    const recall = right / there;
    return { relation, precision, recall, f1: right === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
  });
  return { macro: relations.reduce((sum, { f1 }) => sum + f1, 0) / relations.length, relations };
}
