/** A picture's answers are averaged over a grid of this many cells a side. */
export const poolSide = 3;

/** Where the cells begin along a side of `places` positions, and where the last ends. As equal as whole numbers allow. */
function borders(places: number): number[] {
  const cell = Math.ceil(places / poolSide);
  const even = Array.from({ length: poolSide }, (_, i) => Math.floor((i * places) / poolSide));
  const full = Array.from({ length: poolSide }, (_, i) => i * cell);
  return [...((full.at(-1) as number) < places ? full : even), places];
}

/** The mean over each cell as a matrix, [poolSide² × places²] row-major: times the answers of all positions. */
export function poolingMatrix(places: number): Float32Array {
  const at = borders(places);
  const matrix = new Float32Array(poolSide ** 2 * places ** 2);
  for (let r = 0; r < poolSide; r++)
    for (let c = 0; c < poolSide; c++) {
      const share = 1 / ((at[r + 1] - at[r]) * (at[c + 1] - at[c]));
      const row = (r * poolSide + c) * places ** 2;
      for (let y = at[r]; y < at[r + 1]; y++)
        for (let x = at[c]; x < at[c + 1]; x++) matrix[row + y * places + x] = share;
    }
  return matrix;
}
