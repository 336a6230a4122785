import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ageText } from './ages';
import { refreshBadge } from './badge';
import { morph } from './morph';
import { percentAt, progressText, refreshProgress } from './progress';
import { Region } from './regions';
import { retryDelay } from './retry';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals(); document.body.replaceChildren(); });

const change = (version: number, state = 'Running') => ({ topic: 'build:shop/1', id: 'build:shop/1', version, state, now: 0 });

test.each([[0, 'just now'], [4000, '4 s ago'], [250_000, '4 min ago'], [3 * 3_600_000, '3 h ago'], [4 * 86_400_000, '4 days ago'], [-5000, 'in 5 s']])(
  'an age of %i ms is "%s"', (age, text) => expect(ageText(age)).toBe(text));

test('progress reaches the end and says what is over the usual', () => {
  expect([percentAt(500, 0, 1000), percentAt(5000, 0, 1000), percentAt(-1, 0, 1000)]).toEqual([50, 100, 0]);
  expect([progressText(42_000, 0, 70_000), progressText(112_000, 0, 70_000)]).toEqual(['0:42 of about 1:10', '+0:42 over usual']);
});

test('a progress bar never goes back', () => {
  document.body.innerHTML = '<p><progress max="100" value="90" data-progress data-started="0" data-usual="1"></progress></p>';
  const bar = document.querySelector('progress')!;
  bar.dataset['started'] = String(Date.now());
  bar.dataset['usual'] = '1000000';

  refreshProgress();

  expect(bar.value).toBe(90);
});

test('retries wait longer and longer, half a minute at most, never all at once', () => {
  expect([0, 1, 4, 5, 50].map((tries) => retryDelay(tries, () => 0))).toEqual([1000, 2000, 16_000, 30_000, 30_000]);
  expect(retryDelay(5, () => 1)).toBe(22_500);
});

test('the title and the icon follow the state', () => {
  document.head.innerHTML = '<link rel="icon" href="/mark.svg">';
  document.body.innerHTML = '<main data-state="Failed" data-state-title="shop #1 failed"></main>';

  refreshBadge();

  expect([document.title, document.querySelector('link')!.getAttribute('href')]).toEqual(['shop #1 failed', '/icon-failed.svg']);
});

test('morphing keeps open details and what carries data-keep', () => {
  document.body.innerHTML = '<div id="r"><details id="d" open><summary>s</summary></details><p id="k" data-keep>mine</p><b>1</b></div>';
  const region = document.querySelector('#r')!;

  morph(region, '<details id="d"><summary>s</summary></details><p id="k" data-keep>theirs</p><b>2</b>');

  expect([region.querySelector('details')!.open, region.querySelector('p')!.textContent, region.querySelector('b')!.textContent]).toEqual([true, 'mine', '2']);
});

test('a region is fetched at most twice a second, and old news not at all', async () => {
  document.body.innerHTML = '<div data-live="/part" data-topic="build:shop/1">old</div>';
  const element = document.querySelector<HTMLElement>('[data-live]')!;
  const fetched = vi.fn(async () => new Response('<p>new</p>'));
  vi.stubGlobal('fetch', fetched);
  const region = new Region(element);

  for (let version = 1; version <= 20; version++) region.take(change(version));
  region.take(change(5));
  region.take({ ...change(99), topic: 'build:shop/2' });
  await vi.advanceTimersByTimeAsync(400);
  expect(fetched).toHaveBeenCalledTimes(1);
  expect(element.innerHTML).toBe('<p>new</p>');

  for (let version = 21; version <= 40; version++) region.take(change(version));
  await vi.advanceTimersByTimeAsync(600);
  expect(fetched).toHaveBeenCalledTimes(2);
});

test('of two answers the later one asked for wins', async () => {
  document.body.innerHTML = '<div data-live="/part" data-topic="build:shop/1">old</div>';
  const element = document.querySelector<HTMLElement>('[data-live]')!;
  const answers = [['first', 3000], ['second', 10]] as const;
  let asked = 0;
  vi.stubGlobal('fetch', () => {
    const [text, delay] = answers[asked++]!;
    return new Promise((resolve) => setTimeout(() => resolve(new Response(text)), delay));
  });
  const region = new Region(element);

  region.take(change(1));
  await vi.advanceTimersByTimeAsync(600);
  region.take(change(2));
  await vi.advanceTimersByTimeAsync(5000);

  expect(element.textContent).toBe('second');
});
