import { expect, test } from 'vitest';
import { barOf, endPlace, moved, placeAt, spacerHeight } from './place';

const even = (): number => 20;
const wrapped = (position: number): number => (position % 3 === 0 ? 60 : 20);

test('down and up again by the same way ends at the same place, also over wrapped lines', () => {
  let place = { top: 500, offset: 7 };
  for (const step of [13, 250, 1, 999, -999, -1, -250, -13]) place = moved(place, step, 1000, wrapped);

  expect(place).toEqual({ top: 500, offset: 7 });
});

test('moving stops at the first line', () => {
  expect(moved({ top: 2, offset: 3 }, -5000, 1000, even)).toEqual({ top: 0, offset: 0 });
});

test('the last line stands at the lower edge', () => {
  expect(endPlace(1000, 405, even)).toEqual({ top: 979, offset: 15 });
  expect(endPlace(3, 400, even)).toEqual({ top: 0, offset: 0 });
});

test('a million lines stay below what browsers can do, and the bar finds its place again', () => {
  expect(spacerHeight(1_000_000, 600)).toBe(8_000_000);
  for (const top of [0, 3, 500_000, 999_000]) {
    const place = placeAt(barOf({ top, offset: 0 }, 1_000_000, 600), 1_000_000, 600);
    expect(Math.abs(place.top - top)).toBeLessThanOrEqual(1);
  }
});
