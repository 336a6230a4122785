/** Where the view stands: the shown line at its top, counted from 0, and how many pixels of it are above the edge. */
export interface Place { top: number; offset: number }

/**
 * Moves by pixels over lines of different heights. Only heights near the place are asked for; nothing sums up the whole log, so wrapped
 * lines and a million of them need no measuring.
 */
export function moved(place: Place, pixels: number, count: number, height: (position: number) => number): Place {
  let { top } = place;
  let offset = place.offset + pixels;
  while (offset < 0 && top > 0) offset += height(--top);
  if (offset < 0) return { top: 0, offset: 0 };
  while (top < count - 1 && offset >= height(top)) offset -= height(top++);
  return { top, offset: top >= count - 1 ? Math.max(0, Math.min(offset, height(top))) : offset };
}

/** The place at which the last line stands at the lower edge. */
export function endPlace(count: number, viewHeight: number, height: (position: number) => number): Place {
  let top = count;
  let room = viewHeight;
  while (top > 0 && room > 0) room -= height(--top);
  return { top, offset: room < 0 ? -room : 0 };
}

export const rowHeight = 20;

// Browsers clamp the height of an element; far below the least of their limits.
const tallest = 8_000_000;

/** Height that gives the scroll bar its length. */
export function spacerHeight(count: number, viewHeight: number): number {
  return Math.max(viewHeight, Math.min(count * rowHeight, tallest));
}

/** Where the scroll bar stands for a place, and back. */
export function barOf(place: Place, count: number, viewHeight: number): number {
  const most = Math.max(1, count - viewHeight / rowHeight);
  return Math.min(1, (place.top + place.offset / rowHeight) / most) * (spacerHeight(count, viewHeight) - viewHeight);
}

export function placeAt(bar: number, count: number, viewHeight: number): Place {
  const room = spacerHeight(count, viewHeight) - viewHeight;
  if (room <= 0) return { top: 0, offset: 0 };
  const at = (bar / room) * Math.max(0, count - viewHeight / rowHeight);
  return { top: Math.floor(at), offset: (at - Math.floor(at)) * rowHeight };
}
