import { describe, expect, it } from 'vitest';
import { screenStep, screensOf } from './screens.ts';
import { textSize } from './textSize.ts';
import { pan, wholePicture, zoomAt } from './view.ts';

describe('textSize', () => {
  it('follows the length in characters', () => {
    expect(textSize('x'.repeat(300))).toBe('large');
    expect(textSize('x'.repeat(301))).toBe('middle');
    expect(textSize('🙂'.repeat(1200))).toBe('middle');
    expect(textSize('x'.repeat(1201))).toBe('small');
  });
});

describe('screensOf', () => {
  it('counts one for what fits', () => {
    expect(screensOf({ top: 0, visible: 400, whole: 400 })).toEqual({ at: 1, of: 1 });
  });

  it('reaches the last screen by pressing Space, whatever the length', () => {
    for (const whole of [401, 700, 771, 1500, 4000]) {
      let top = 0;
      const { of } = screensOf({ top, visible: 400, whole });
      for (let k = 1; k < of; k++) {
        expect(screensOf({ top, visible: 400, whole })).toEqual({ at: k, of });
        top = Math.min(whole - 400, top + screenStep(400));
      }
      expect(screensOf({ top, visible: 400, whole })).toEqual({ at: of, of });
    }
  });
});

describe('zoom', () => {
  it('keeps the point under the pointer in place', () => {
    const view = zoomAt(wholePicture, 2, 50, -20);
    // A point p of the picture lies at p·scale + offset; (50, -20) lay at itself before.
    expect(50 * view.scale + view.x).toBeCloseTo(50);
    expect(-20 * view.scale + view.y).toBeCloseTo(-20);
  });

  it('never goes below the whole picture, and then centres it', () => {
    expect(zoomAt(zoomAt(wholePicture, 3, 40, 40), 0.1)).toEqual(wholePicture);
  });

  it('pans only what is enlarged, and never out of sight', () => {
    expect(pan(wholePicture, 10, 10, 100)).toEqual(wholePicture);
    expect(pan({ scale: 2, x: 0, y: 0 }, 999, -999, 100)).toEqual({ scale: 2, x: 200, y: -200 });
  });
});
