/** Runs this short are sorted by insertion. */
const SHORT = 16;

/**
 * The positions of the `count` smallest values, smallest first. Equal values come in the order in which NumPy's portable
 * `argsort` (introsort; median of three, then insertion) leaves them, so that a selection which cuts through equal values
 * takes the same ones as cleanlab does on NumPy. Parts behind `count` are not sorted. Adversarial input costs O(N²).
 */
export function smallestFirst(values: Float64Array, count = values.length): Int32Array {
  const order = new Int32Array(values.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  const waiting: number[] = [0, order.length - 1];
  while (waiting.length > 0) {
    let right = waiting.pop()!;
    let left = waiting.pop()!;
    while (right - left >= SHORT + 1 && left < count) {
      const middle = partition(values, order, left, right);
      // The longer part waits.
      if (middle - left < right - middle) {
        waiting.push(middle + 1, right);
        right = middle - 1;
      } else {
        waiting.push(left, middle - 1);
        left = middle + 1;
      }
    }
    if (left < count) insertionSort(values, order, left, right);
  }
  return order.subarray(0, count);
}

function swap(order: Int32Array, a: number, b: number): void {
  const kept = order[a];
  order[a] = order[b];
  order[b] = kept;
}

/** Parts [left, right] around the median of first, middle and last. @returns its final place */
function partition(values: Float64Array, order: Int32Array, left: number, right: number): number {
  const middle = left + ((right - left) >> 1);
  if (values[order[middle]] < values[order[left]]) swap(order, middle, left);
  if (values[order[right]] < values[order[middle]]) swap(order, right, middle);
  if (values[order[middle]] < values[order[left]]) swap(order, middle, left);
  const pivot = values[order[middle]];
  let up = left;
  let down = right - 1;
  swap(order, middle, down);
  for (;;) {
    do up++;
    while (values[order[up]] < pivot);
    do down--;
    while (pivot < values[order[down]]);
    if (up >= down) break;
    swap(order, up, down);
  }
  swap(order, up, right - 1);
  return up;
}

function insertionSort(values: Float64Array, order: Int32Array, left: number, right: number): void {
  for (let i = left + 1; i <= right; i++) {
    const row = order[i];
    const value = values[row];
    let at = i;
    while (at > left && value < values[order[at - 1]]) {
      order[at] = order[at - 1];
      at--;
    }
    order[at] = row;
  }
}
