import { make, onClick } from './dom';

/** Opens the page behind a[data-dialog] as a dialog over this one. Where that fails, the link is followed. */
export function startDialogs(): void {
  onClick('a[data-dialog]', (link, event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0 || link.closest('dialog')) return;
    event.preventDefault();
    void open(link as HTMLAnchorElement);
  });
}

async function open(link: HTMLAnchorElement): Promise<void> {
  const section = await sectionOf(link.href);
  if (!section) return location.assign(link.href);
  const dialog = make('dialog', 'dialog', '', { 'aria-labelledby': section.getAttribute('aria-labelledby') ?? '' });
  dialog.append(...section.childNodes);
  for (const form of dialog.querySelectorAll('form')) if (!form.hasAttribute('action')) form.action = link.href;
  dialog.addEventListener('click', (event) => {
    const back = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
    if (event.target !== dialog && (!back || new URL(back.href).pathname !== location.pathname)) return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

async function sectionOf(url: string): Promise<Element | null> {
  try {
    const answer = await fetch(url, { headers: { Accept: 'text/html' } });
    if (!answer.ok || new URL(answer.url).pathname !== new URL(url).pathname) return null;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    return page.querySelector('section[data-dialog]');
  } catch {
    return null;
  }
}
