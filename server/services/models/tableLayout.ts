/** How a table of predictions is laid out. */
export interface Layout {
  /** Column of the sample's id; null: the rows go by position. */
  id: string | null;
  /** Column that repeats the given label, to check the alignment by. */
  truth: string | null;
  models:
    | { kind: 'labels'; columns: string[] }
    /** One column per class, in the order of the dataset's classes; null where the table has none for a class. */
    | { kind: 'columns'; columns: (string | null)[] }
    /** A list of probabilities in one column. */
    | { kind: 'list'; column: string };
}

const idNames = /^(id|uid|sample_id|external_id|example_id)$/i;
const truthNames = /^(label_true|true_label|y_true|gold|given_label|given|label|target|relation)$/i;
/** What tables call the prediction where they hold other columns too; a name says nothing of the model then. */
export const predictionNames = /^(label_pred|pred(icted|iction)?s?|predicted_label|y_pred)$/i;
/** What tables call the column that only counts the rows: pandas', and the reader's name for a column without one. */
const counting = /^(|index|row|unnamed: 0|column 1)$/i;

/**
 * Reads a table's layout off its columns and first row.
 * @param classes names by index
 * @returns null where nothing is left that could be a prediction
 */
export function layoutOf(
  columns: readonly string[],
  first: Record<string, unknown>,
  classes: readonly string[],
  wantedId?: string,
): Layout | null {
  const id = wantedId ?? columns.find((c) => idNames.test(c)) ?? null;
  const rest = columns.filter((c) => c !== id && !counting.test(c));
  const named = classes.map((name) => (rest.includes(name) ? name : null));
  if (named.filter((c) => c !== null).length >= 2 && rest.every((c) => classes.includes(c) || truthNames.test(c)))
    return {
      id,
      truth: rest.find((c) => !classes.includes(c)) ?? null,
      models: { kind: 'columns', columns: named },
    };
  // A single column is the prediction, whatever its name.
  const truth = rest.length > 1 ? (rest.find((c) => truthNames.test(c)) ?? null) : null;
  const predicted = rest.filter((c) => c !== truth);
  const list = predicted.find((c) => isNumberList(first[c]));
  if (list !== undefined) return { id, truth, models: { kind: 'list', column: list } };
  const plain = predicted.filter((c) => predictionNames.test(c));
  const labels = plain.length ? plain : predicted;
  return labels.length ? { id, truth, models: { kind: 'labels', columns: labels } } : null;
}

function isNumberList(value: unknown): boolean {
  return Array.isArray(value)
    ? value.length > 0 && value.every((v) => typeof v === 'number')
    : value instanceof Float64Array || value instanceof Float32Array;
}
