import { all, make } from './dom';
import type { Hub } from './hub';

const patience = 2000;

/** Shows whether the page is live: the dot in the bar, and after two seconds without a connection a banner. */
export function showConnection(hub: Hub): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  hub.addEventListener('connected', () => {
    clearTimeout(timer);
    document.querySelector('.live-banner')?.remove();
    dot('connected', 'Connected');
  });
  hub.addEventListener('lost', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      dot('lost', 'Not connected');
      if (!document.querySelector('.live-banner')) document.body.prepend(banner());
    }, patience);
  });
}

function dot(state: string, text: string): void {
  for (const element of all('[data-connection]')) {
    element.hidden = false;
    element.dataset['state'] = state;
    element.textContent = text;
  }
}

function banner(): HTMLElement {
  return make('p', 'live-banner', 'Connection lost. The page shows what was last known and catches up by itself.', { role: 'status' });
}
