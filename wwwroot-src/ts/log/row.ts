import { make } from '../dom';
import { parts } from './ansi';
import type { Line } from './store';

/** How rows are shown. */
export interface Look {
  time: 'off' | 'clock' | 'since';
  start: number;
  dark: boolean;
  find: string;
  selected: (line: number) => boolean;
  fold: (line: number) => { closed: boolean; lines: number } | undefined;
}

const cut = 4096;

/** Fills a row element with a line; a line that is not here yet is an empty bar. */
export function fillRow(row: HTMLElement, number: number, line: Line | undefined, look: Look): void {
  const signature = [number, line?.text, look.time, look.start, look.dark, look.find, look.selected(number), JSON.stringify(look.fold(number) ?? '')].join('\u0000');
  if (drawn.get(row) === signature) return;
  drawn.set(row, signature);
  row.dataset['line'] = String(number);
  row.className = `lv-row${line ? ` lv-${line.stream}` : ' lv-absent'}${look.selected(number) ? ' lv-selected' : ''}`;
  row.replaceChildren(make('a', 'lv-n', String(number), { href: `#L${number}`, tabindex: '-1' }), ...timeOf(line, look), textOf(row, number, line, look));
}

const drawn = new WeakMap<HTMLElement, string>();

function timeOf(line: Line | undefined, look: Look): HTMLElement[] {
  if (look.time === 'off') return [];
  return [make('span', 'lv-t', line ? (look.time === 'clock' ? clock(line.at) : since(line.at - look.start)) : '')];
}

export function clock(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

export function since(milliseconds: number): string {
  const tenths = Math.floor(Math.max(0, milliseconds) / 100);
  return `${Math.floor(tenths / 600)}:${String(Math.floor(tenths / 10) % 60).padStart(2, '0')}.${tenths % 10}`;
}

function textOf(row: HTMLElement, number: number, line: Line | undefined, look: Look): HTMLElement {
  const cell = make('span', 'lv-x');
  const text = line?.text ?? '';
  const fold = look.fold(number);
  if (fold) cell.append(foldButton(fold, text));
  else draw(cell, text.slice(0, cut), look);
  if (text.length > cut) {
    const more = make('button', 'lv-more', `show ${text.length - cut} more characters`, { type: 'button' });
    more.addEventListener('click', () => {
      cell.replaceChildren();
      draw(cell, text, look);
      row.dispatchEvent(new Event('grown', { bubbles: true }));
    });
    cell.append(more);
  }
  return cell;
}

function foldButton(fold: { closed: boolean; lines: number }, text: string): HTMLElement {
  const button = make('button', 'lv-fold', text, { type: 'button', 'aria-expanded': String(!fold.closed), tabindex: '-1' });
  if (fold.closed) button.append(make('small', '', `${fold.lines} line${fold.lines === 1 ? '' : 's'}`));
  return button;
}

function draw(cell: HTMLElement, text: string, look: Look): void {
  for (const part of parts(text, look.dark)) {
    for (const [i, piece] of split(part.text, look.find).entries()) {
      const element = make(i % 2 === 1 ? 'mark' : 'span', part.className, piece);
      if (part.color) element.style.color = part.color;
      if (piece) cell.append(element);
    }
  }
}

/** Text cut at what is looked for: even pieces are between, odd ones are it. */
export function split(text: string, find: string): string[] {
  if (!find) return [text];
  const pieces: string[] = [];
  const [where, what] = [text.toLowerCase(), find.toLowerCase()];
  let done = 0;
  for (let at = where.indexOf(what); at >= 0; at = where.indexOf(what, done)) {
    pieces.push(text.slice(done, at), text.slice(at, at + what.length));
    done = at + what.length;
  }
  return [...pieces, text.slice(done)];
}
