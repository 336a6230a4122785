import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// One file for every icon a page uses, so that a page names it and carries no path data.
const here = (path) => new URL(path, import.meta.url);
const installed = createRequire(import.meta.url);

// The four answers of a probe: told apart by shape, filled or drawn in the color of the place they are used in.
const marks = {
  good: '<circle cx="6" cy="6" r="4.500" fill="currentColor"/>',
  bad: '<path d="M6 .5 11.500 6 6 11.500.5 6z" fill="currentColor"/>',
  none: '<path d="m2 2 8 8m0-8-8 8" fill="none" stroke="currentColor" stroke-width="2"/>',
  late: '<path d="M1 2h10L6 10z" fill="none" stroke="currentColor" stroke-width="1.800" stroke-linejoin="round"/>',
};

export function sprite() {
  const names = JSON.parse(readFileSync(here('names.json'), 'utf8'));
  const icons = names.map((name) => {
    const text = readFileSync(installed.resolve(`lucide-static/icons/${name}.svg`), 'utf8');
    const inner = text.slice(text.indexOf('>', text.indexOf('<svg')) + 1, text.lastIndexOf('</svg>'));
    return symbol(name, 24, `<g fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${tight(inner)}</g>`);
  });
  const shapes = Object.entries(marks).map(([name, inner]) => symbol(`mark-${name}`, 12, inner));
  return `<svg xmlns="http://www.w3.org/2000/svg">${icons.join('')}${shapes.join('')}</svg>`;
}

/** A Vite plugin that adds the sprite and the site's own mark to the build. */
export function icons() {
  return {
    name: 'icons',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'icons.svg', source: sprite() });
      this.emitFile({ type: 'asset', fileName: 'mark.svg', source: readFileSync(here('mark.svg'), 'utf8') });
    },
  };
}

const symbol = (name, size, inner) => `<symbol id="${name}" viewBox="0 0 ${size} ${size}">${inner}</symbol>`;
const tight = (text) => text.replace(/\s+/g, ' ').replaceAll(' />', '/>').replaceAll('> <', '><').trim();
