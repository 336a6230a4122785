import { make, onClick } from './dom';

const shown = 2000;

export function startCopy(): void {
  onClick('[data-copy], [data-copy-from]', (button) => void copyFrom(button));
  onClick('a[data-copy-url]', (link, event) => {
    event.preventDefault();
    void copyFrom(link);
  });
}

async function copyFrom(button: HTMLElement): Promise<void> {
  const from = button.dataset['copyFrom'];
  const source = from ? document.querySelector<HTMLElement>(from) : null;
  const text = button instanceof HTMLAnchorElement ? await textAt(button.href)
    : source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement ? source.value : source?.textContent ?? button.dataset['copy'] ?? '';
  const done = text !== null && await copyText(text);
  const label = button.querySelector<HTMLElement>('[data-copy-label]') ?? button;
  if (button.dataset['copied'] !== undefined || (label === button && button.childElementCount > 0)) {
    button.dataset['copied'] = String(done);
    setTimeout(() => delete button.dataset['copied'], shown);
    return;
  }
  const before = label.textContent;
  label.textContent = done ? 'Copied' : 'Not copied';
  setTimeout(() => { label.textContent = before; }, shown);
}

async function textAt(url: string): Promise<string | null> {
  try {
    const answer = await fetch(url);
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}

/** Copies text, also on pages without TLS, where the clipboard's own interface is missing. */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard && isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Refused; the older way may still be allowed.
    }
  }
  const active = document.activeElement;
  const field = make('textarea', 'unseen');
  field.value = text;
  (document.querySelector('dialog[open]') ?? document.body).append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (active instanceof HTMLElement) active.focus();
  return done;
}
