import Anser from 'anser';
import { readable, rgbOf } from './color';

export interface Part { text: string; className: string; color?: string }

const escape = '\u001b';
const styles: Record<string, string> = { bold: 'lv-bold', dim: 'lv-dim', italic: 'lv-italic', underline: 'lv-underline', strikethrough: 'lv-strike', reverse: 'lv-reverse' };

/**
 * A line cut into parts of one look. The sixteen colors become classes, other colors a color that can be read on the background.
 * Every line begins plain.
 */
export function parts(text: string, dark: boolean): Part[] {
  if (!text.includes(escape)) return [{ text, className: '' }];
  return Anser.ansiToJson(text, { use_classes: true, remove_empty: true, json: true }).filter((piece) => piece.content.length > 0).map((piece) => {
    const names = (piece.decorations ?? []).map((name) => styles[name]).filter((name) => name !== undefined);
    const color = colorOf(piece.fg, piece.fg_truecolor, dark);
    if (color?.startsWith('lv-')) names.push(color);
    const ground = colorOf(piece.bg, '', dark);
    if (ground?.startsWith('lv-')) names.push(ground.replace('lv-c', 'lv-b'));
    return { text: piece.content, className: names.join(' '), ...(color && !color.startsWith('lv-') ? { color } : {}) };
  });
}

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

function colorOf(name: string | null, truecolor: string, dark: boolean): string | undefined {
  if (!name) return undefined;
  if (name === 'ansi-truecolor') return truecolor ? readable(truecolor.split(',').map(Number) as [number, number, number], dark) : undefined;
  const palette = /^ansi-palette-(\d+)$/.exec(name);
  if (palette) return Number(palette[1]) < 16 ? `lv-c${Number(palette[1]) % 8}` : readable(rgbOf(Number(palette[1])), dark);
  const plain = names.indexOf(name.replace('ansi-', '').replace('bright-', ''));
  return plain < 0 ? undefined : `lv-c${plain}`;
}
