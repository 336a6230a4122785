import { expect, test } from 'vitest';
import { Folds } from './folds';

function folds(): Folds {
  const made = new Folds([1, 10, 20]);
  made.grow(30);
  return made;
}

test('nothing folded: lines and positions are the same', () => {
  expect([folds().count, folds().lineAt(0), folds().positionOf(30)]).toEqual([30, 1, 29]);
});

test('the heading of a folded step stays, its lines go', () => {
  const some = folds();
  some.toggle(10);

  expect(some.count).toBe(21);
  expect([9, 10].map((position) => some.lineAt(position))).toEqual([10, 20]);
  expect([10, 11, 19, 20].map((line) => some.positionOf(line))).toEqual([9, 9, 9, 10]);
});

test('every position leads to its line and back, whatever is folded', () => {
  for (const closed of [[], [1], [10], [20], [1, 10], [1, 20], [10, 20], [1, 10, 20]]) {
    const some = folds();
    for (const step of closed) some.toggle(step);
    for (let position = 0; position < some.count; position++) expect(some.positionOf(some.lineAt(position))).toBe(position);
  }
});

test('going to a line opens its step, and a folded last step grows', () => {
  const some = folds();
  some.toggle(20);
  some.grow(100);
  expect(some.count).toBe(20);

  some.reveal(55);

  expect(some.isClosed(20)).toBe(false);
  expect(some.count).toBe(100);
});
