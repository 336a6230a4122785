import { make } from './dom';

const icons: Record<string, string> = {
  Running: 'running', Starting: 'running', CheckingHealth: 'running', Switched: 'running', Draining: 'running',
  Succeeded: 'succeeded', Live: 'succeeded', Failed: 'failed', RolledBack: 'warning', RollingBack: 'warning',
};

/** The page's own state in its title and icon, for who looks at another tab. Taken from the first [data-state-title]. */
export function refreshBadge(): void {
  const source = document.querySelector<HTMLElement>('[data-state-title]');
  if (!source) return;
  document.title = source.dataset['stateTitle'] ?? document.title;
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]') ?? document.head.appendChild(make('link', '', '', { rel: 'icon' }));
  link.dataset['plain'] ??= link.getAttribute('href') ?? '';
  const state = icons[source.dataset['state'] ?? ''];
  const href = state ? `/icon-${state}.svg` : link.dataset['plain'];
  if (link.getAttribute('href') !== href) link.setAttribute('href', href);
}
