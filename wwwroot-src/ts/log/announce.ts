import { make } from '../dom';

const pause = 5000;

/** Says "40 new lines" to people who listen, at most every five seconds; the lines themselves would drown everything else. */
export function announceLines(): { element: HTMLElement; add(lines: number): void } {
  const element = make('div', 'unseen', '', { role: 'status', 'aria-live': 'polite' });
  let lines = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    element.textContent = `${lines} new line${lines === 1 ? '' : 's'}`;
    lines = 0;
    timer = setTimeout(() => {
      timer = undefined;
      if (lines > 0) tell();
    }, pause);
  };
  return {
    element,
    add(more) {
      lines += more;
      if (timer === undefined) tell();
    },
  };
}
