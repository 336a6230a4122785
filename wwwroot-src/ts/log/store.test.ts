import { expect, test } from 'vitest';
import { LineStore, type RawLine } from './store';

const lines = (from: number, count: number): RawLine[] => Array.from({ length: count }, (_, i) => [from + i, 'out', `line ${from + i}`]);

test('what is put is found by its number, across chunks', () => {
  const store = new LineStore();
  store.put({ from: 999, lines: lines(999, 4), total: 5000 });

  expect([998, 999, 1002, 1003].map((number) => store.get(number)?.text)).toEqual([undefined, 'line 999', 'line 1002', undefined]);
  expect(store.total).toBe(5000);
});

test('missing names the chunks with holes and nothing beyond the end', () => {
  const store = new LineStore();
  store.put({ from: 1, lines: lines(1, 1000), total: 2500 });
  store.put({ from: 1001, lines: lines(1001, 10), total: 2500 });

  expect(store.missing(1, 1005)).toEqual([]);
  expect(store.missing(990, 1011)).toEqual([1]);
  expect(store.missing(900, 9000)).toEqual([1, 2]);
});

test('the chunks looked at last are kept', () => {
  const store = new LineStore();
  for (let chunk = 0; chunk < 64; chunk++) store.put({ from: chunk * 1000 + 1, lines: lines(chunk * 1000 + 1, 1), total: 100_000 });
  store.missing(1, 1);
  store.put({ from: 64_001, lines: lines(64_001, 1), total: 100_000 });

  expect(store.get(1)).toBeDefined();
  expect(store.get(1001)).toBeUndefined();
});
