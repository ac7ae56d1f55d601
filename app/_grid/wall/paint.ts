import type { Pictures } from './pictures.ts';

/** Where the pictures of a row stand, in CSS pixels. */
export interface RowShape {
  columns: number;
  /** Of a tile, with its margins. */
  width: number;
  /** Of the row. */
  height: number;
}

/** Between a tile's edge and its picture. */
export const inset = 4;

/** Pictures smaller than this are shown dot by dot. */
const dots = 64;

/** Draws the pictures of a row that are here, each whole in its square; nothing of the row before is left. @returns whether all are here */
export function paintRow(canvas: HTMLCanvasElement, shape: RowShape, from: number, pictures: Pictures): boolean {
  const ratio = window.devicePixelRatio;
  const [w, h] = [Math.round(shape.columns * shape.width * ratio), Math.round(shape.height * ratio)];
  const pen = canvas.getContext('2d');
  if (!pen) return false;
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  } else pen.clearRect(0, 0, w, h);
  const side = Math.round((shape.width - 2 * inset - 2) * ratio);
  let whole = true;
  for (let k = 0; k < shape.columns; k++) {
    const picture = pictures.get(from + k);
    if (!picture) {
      whole = false;
      continue;
    }
    const left = Math.round((k * shape.width + inset + 1) * ratio);
    const top = Math.round((inset + 1) * ratio);
    const scale = side / Math.max(picture.width, picture.height);
    const [pw, ph] = [picture.width * scale, picture.height * scale];
    pen.imageSmoothingEnabled = picture.width >= dots;
    pen.fillStyle = '#fff';
    pen.fillRect(left, top, side, side);
    pen.drawImage(picture, left + (side - pw) / 2, top + (side - ph) / 2, pw, ph);
  }
  return whole;
}
