import { evenNoise } from '#/ml/round/noise-matrix.ts';
import { asTheyAre } from '#/ml/round/sharpness.ts';
import { startingWeights } from '#/ml/round/stack.ts';
import type { WarmState } from '#/ml/types.ts';

/** What the next warm round starts from. */
export interface RoundState {
  /** λ per ridge expert, relative to the mean eigenvalue. */
  lambdas: number[];
  plain: Float64Array;
  weights: Float64Array;
  noise: Float64Array;
  sharpness: Float64Array;
  /** How structured the noise was, 0 to 1. */
  gate: number;
}

const VERSION = 2;

/** Diagonal of the noise matrix before anything is known. */
const FIRST_DIAGONAL = 0.65;

/** Nothing known yet; no λ. */
export function freshState(experts: number, classes: number): RoundState {
  const weights = startingWeights(experts, classes);
  return {
    lambdas: [],
    plain: weights,
    weights,
    noise: evenNoise(classes, FIRST_DIAGONAL),
    sharpness: asTheyAre(),
    gate: 0,
  };
}

/** JSON of a few kB; the round adds its anchor, one character per sample. */
export function saveState(state: RoundState): WarmState {
  return {
    version: VERSION,
    lambdas: state.lambdas,
    plain: [...state.plain],
    weights: [...state.weights],
    noise: [...state.noise],
    sharpness: [...state.sharpness],
    gate: state.gate,
  };
}

function numbers(value: unknown, length: number): Float64Array | null {
  if (!Array.isArray(value) || value.length !== length || !value.every((v) => Number.isFinite(v))) return null;
  return Float64Array.from(value);
}

/** Null when the saved state does not fit these experts and classes: the round then starts cold. */
export function loadState(
  saved: WarmState | undefined,
  { ridges, experts }: { ridges: number; experts: number },
  classes: number,
): RoundState | null {
  if (saved?.version !== VERSION) return null;
  const lambdas = numbers(saved.lambdas, ridges);
  const plain = numbers(saved.plain, experts + classes);
  const weights = numbers(saved.weights, experts + classes);
  const noise = numbers(saved.noise, classes * classes);
  const sharpness = numbers(saved.sharpness, 3);
  if (!sharpness || !lambdas || !plain || !weights || !noise || typeof saved.gate !== 'number') return null;
  return { lambdas: [...lambdas], plain, weights, noise, sharpness, gate: saved.gate };
}
