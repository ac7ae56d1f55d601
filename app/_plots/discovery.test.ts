import { describe, expect, it } from 'vitest';
import { discovery as lay, WIDE as SIZE } from './discovery.ts';

const discovery = (input: Parameters<typeof lay>[0]) => lay(input, SIZE);

const points: [number, number][] = [
  [1, 1],
  [50, 20],
  [100, 34],
];

describe('labels changed against decisions', () => {
  it('starts at the origin and ends at the last decision', () => {
    const d = discovery({ curve: { points, random: 2, rounds: [] }, first: null });
    expect(d.curve.startsWith(`M${SIZE.left.toFixed(1)} ${d.bottom.toFixed(1)}L`)).toBe(true);
    expect(d.curve.endsWith(`${d.end.x.toFixed(1)} ${d.end.y.toFixed(1)}`)).toBe(true);
    expect(d.yTicks.at(-1)?.value).toBeGreaterThanOrEqual(34);
  });

  it('draws random review as the share that it would have found', () => {
    const d = discovery({ curve: { points, random: 3, rounds: [] }, first: null });
    const scaleX = (d.right - SIZE.left) / (d.xTicks.at(-1)?.value ?? 1);
    const scaleY = (d.bottom - SIZE.top) / (d.yTicks.at(-1)?.value ?? 1);
    const slope = (d.random!.y1 - d.random!.y2) / scaleY / ((d.random!.x2 - d.random!.x1) / scaleX);
    expect(slope).toBeCloseTo(0.03);
    expect(discovery({ curve: { points, random: null, rounds: [] }, first: null }).random).toBeNull();
  });

  it('shows the estimated total only where it would not flatten the curve', () => {
    const curve = { points, random: null, rounds: [] };
    expect(discovery({ curve, first: { value: 60, low: 45, high: 80 } }).total).not.toBeNull();
    expect(discovery({ curve, first: { value: 900, low: 700, high: 1100 } }).total).toBeNull();
  });

  it('keeps the words of the margin apart', () => {
    const d = discovery({ curve: { points, random: 33, rounds: [] }, first: { value: 35, low: 34, high: 36 } });
    expect(Math.abs(d.labels[0].at - d.labels[1].at)).toBeGreaterThanOrEqual(36);
  });

  it('leaves out rounds that would overprint, never the newest', () => {
    const rounds = [10, 11, 12, 100].map((decisions, k) => ({ number: k + 1, decisions }));
    const shown = discovery({ curve: { points, random: null, rounds }, first: null }).rounds.map((r) => r.number);
    expect(shown).toEqual([3, 4]);
  });

  it('stands with nothing decided', () => {
    const d = discovery({ curve: { points: [], random: null, rounds: [] }, first: null });
    expect(d.end).toEqual({ x: SIZE.left, y: d.bottom });
  });
});
