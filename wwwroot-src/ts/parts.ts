import { onClick } from './dom';
import { morph } from './morph';

/** A button[data-part="#id"] sends its form as it would without a script, and takes only that part of the answer into the page. */
export function startParts(): void {
  onClick('button[data-part]', (button, event) => {
    event.preventDefault();
    void ask(button as HTMLButtonElement);
  });
}

async function ask(button: HTMLButtonElement): Promise<void> {
  const form = button.form;
  const selector = button.dataset['part'] ?? '';
  const here = document.querySelector(selector);
  if (!form || !here) return;
  const there = await answerOf(button.formAction, new FormData(form), selector);
  if (!there) return form.requestSubmit(button);
  morph(here, there.outerHTML, 'outerHTML');
  document.querySelector<HTMLElement>(`${selector} [aria-invalid="true"]`)?.focus();
}

async function answerOf(url: string, body: FormData, selector: string): Promise<Element | null> {
  try {
    const answer = await fetch(url, { method: 'POST', body, headers: { Accept: 'text/html' } });
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector(selector);
  } catch {
    return null;
  }
}
