import { expect, test } from 'vitest';
import { parts } from './ansi';
import { contrast, readable, rgbOf } from './color';
import { hashOf, rangeOf } from './hash';
import { clock, fillRow, since, split } from './row';

test('colors become classes and every line begins plain', () => {
  expect(parts('a\u001b[1;31mb\u001b[0mc', true)).toEqual([
    { text: 'a', className: '' }, { text: 'b', className: 'lv-bold lv-c1' }, { text: 'c', className: '' }]);
  expect(parts('plain', true)).toEqual([{ text: 'plain', className: '' }]);
});

test('true colors stay readable on both backgrounds', () => {
  for (const dark of [true, false]) {
    for (let index = 16; index < 256; index++) {
      const [r, g, b] = readable(rgbOf(index), dark).match(/\d+/g)!.map(Number) as [number, number, number];
      expect(contrast([r, g, b], dark ? [10, 13, 18] : [251, 252, 253])).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test('markup in a log stays text', () => {
  const row = document.createElement('div');
  fillRow(row, 7, { at: 0, stream: 'out', text: '<img src=x onerror=alert(1)>' }, { time: 'off', start: 0, dark: true, find: 'IMG', selected: () => false, fold: () => undefined });

  expect(row.querySelector('img')).toBeNull();
  expect(row.querySelector('.lv-x')?.textContent).toBe('<img src=x onerror=alert(1)>');
  expect(row.querySelector('mark')?.textContent).toBe('img');
});

test('a very long line is cut until asked for', () => {
  const row = document.createElement('div');
  fillRow(row, 1, { at: 0, stream: 'out', text: 'x'.repeat(10_000) }, { time: 'off', start: 0, dark: true, find: '', selected: () => false, fold: () => undefined });
  expect(row.querySelector('.lv-x')!.textContent!.length).toBeLessThan(4200);

  row.querySelector<HTMLButtonElement>('.lv-more')!.click();

  expect(row.querySelector('.lv-x')!.textContent).toBe('x'.repeat(10_000));
});

test('found text is split off in its own case', () => {
  expect(split('An error, an ERROR', 'error')).toEqual(['An ', 'error', ', an ', 'ERROR', '']);
  expect(split('nothing', '')).toEqual(['nothing']);
});

test.each([['#L120', { from: 120, to: 120 }], ['#L120-L140', { from: 120, to: 140 }], ['#L140-L120', { from: 120, to: 140 }], ['#L0', undefined], ['#x', undefined], ['#L1-2', undefined]])(
  '%s is read', (hash, range) => expect(rangeOf(hash)).toEqual(range));

test('ranges are written and times are short', () => {
  expect([hashOf({ from: 3, to: 3 }), hashOf({ from: 3, to: 9 })]).toEqual(['#L3', '#L3-L9']);
  expect([since(0), since(61_250), since(-5)]).toEqual(['0:00.0', '1:01.2', '0:00.0']);
  expect(clock(Date.UTC(2026, 0, 1))).toMatch(/^\d\d:\d\d:\d\d$/);
});
