/** How a picture is seen: `scale` 1 fits the frame; `x`, `y` move it, in CSS pixels of the frame. */
export interface PictureView {
  scale: number;
  x: number;
  y: number;
}

export const wholePicture: PictureView = { scale: 1, x: 0, y: 0 };
const most = 16;

/** Zooms by `factor` so that what lies at (`px`, `py`), measured from the frame's centre, stays there. */
export function zoomAt(view: PictureView, factor: number, px = 0, py = 0): PictureView {
  const scale = Math.min(most, Math.max(1, view.scale * factor));
  if (scale === 1) return wholePicture;
  const by = scale / view.scale;
  return { scale, x: px - (px - view.x) * by, y: py - (py - view.y) * by };
}

/** Moves an enlarged picture, never so far that the frame's centre leaves it. `size` is the frame's half width. */
export function pan(view: PictureView, dx: number, dy: number, size: number): PictureView {
  const limit = size * view.scale;
  const clamp = (v: number) => Math.min(limit, Math.max(-limit, v));
  return view.scale === 1 ? view : { ...view, x: clamp(view.x + dx), y: clamp(view.y + dy) };
}
