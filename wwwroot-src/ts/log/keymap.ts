import { copyText } from '../copy';
import type { Keys } from './keys';
import { rowHeight } from './place';
import type { Viewer } from './viewer';

/** The keys of a log viewer, with what the help says about them. */
export function keysOf(viewer: Viewer, field: HTMLInputElement): Keys {
  const { view } = viewer;
  const page = (): number => view.height - rowHeight;
  return {
    '/': { says: 'find', press: () => { field.focus(); field.select(); } },
    n: { says: 'next found', press: () => viewer.step(1) },
    N: { says: 'previous found', press: () => viewer.step(-1) },
    e: { says: 'first error', press: () => viewer.firstError() },
    f: { says: 'follow new lines', press: () => viewer.follow() },
    w: { says: 'wrap long lines', press: () => viewer.wrap() },
    t: { says: 'times: off, clock, since start', press: () => viewer.time() },
    '[': { says: 'step before', press: () => goStep(viewer, -1) },
    ']': { says: 'next step', press: () => goStep(viewer, 1) },
    y: { says: 'copy a link to the line', press: () => copyLink(viewer) },
    Home: { says: 'first line', press: () => view.moveToStart() },
    End: { says: 'last line', press: () => { view.moveToEnd(); view.dispatchEvent(new CustomEvent('moved', { detail: { up: false } })); } },
    PageUp: { says: 'page up', press: () => view.moveBy(-page()) },
    PageDown: { says: 'page down', press: () => view.moveBy(page()) },
    ArrowUp: { says: 'line up', press: () => view.moveBy(-rowHeight) },
    ArrowDown: { says: 'line down', press: () => view.moveBy(rowHeight) },
  };
}

function goStep(viewer: Viewer, by: 1 | -1): void {
  const { steps } = viewer.folds;
  const here = viewer.selection.range?.from ?? viewer.view.topLine;
  const line = by > 0 ? steps.find((step) => step > here) : steps.findLast((step) => step < here);
  if (line !== undefined) viewer.go(line);
}

function copyLink(viewer: Viewer): void {
  if (!viewer.selection.range) viewer.go(viewer.view.topLine);
  void copyText(location.href);
}
