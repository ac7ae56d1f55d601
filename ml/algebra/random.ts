/** Seeded generator: the same seed gives the same stream on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Integer in [0, bound). */
  below(bound: number): number;
}

/** sfc32, seeded from one integer and warmed up. */
export function seeded(seed: number): Random {
  let a = seed | 0;
  let b = 0x9e3779b9 ^ (seed * 0x85ebca6b);
  let c = 0x243f6a88;
  let counter = 1;
  let spare: number | undefined;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 15; i++) next();
  return {
    uniform: next,
    below: (bound) => Math.floor(next() * bound),
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      const angle = 2 * Math.PI * next();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
  };
}

/** `count` different row numbers out of [0, total), ascending; all of them when count ≥ total. */
export function sampleRows(total: number, count: number, random: Random): Int32Array {
  const all = Int32Array.from({ length: total }, (_, i) => i);
  if (count >= total) return all;
  for (let i = 0; i < count; i++) {
    const j = i + random.below(total - i);
    const held = all[i];
    all[i] = all[j];
    all[j] = held;
  }
  return all.slice(0, count).sort();
}
