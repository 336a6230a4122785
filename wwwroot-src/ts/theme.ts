import { onClick } from './dom';
import { morph } from './morph';

// The server remembers the theme in a cookie. Here only the page load is saved.
export function startTheme(): void {
  onClick('[data-theme-next]', (button, event) => {
    const form = button.closest('form');
    const chosen = form?.querySelector<HTMLInputElement>('[name=theme]');
    if (!form || !chosen) return;
    event.preventDefault();
    document.documentElement.dataset['theme'] = chosen.value;
    dispatchEvent(new Event('theme'));
    void change(form);
  });
}

async function change(form: HTMLFormElement): Promise<void> {
  const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)])) });
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-theme-next]')?.closest('form');
  if (next) morph(form, next.outerHTML, 'outerHTML');
}
