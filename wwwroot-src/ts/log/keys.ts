import { make } from '../dom';
import { remembered } from '../dom';

export type Keys = Record<string, { says: string; press: () => void }>;

const off = 'keys-off';

/** Single keys for a log. They are dead in fields, and can be switched off in the help that ? opens. */
export function listenForKeys(keys: Keys, field: HTMLInputElement): void {
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey) && !event.altKey && document.activeElement !== field) {
      // A second Ctrl+F is the browser's own.
      event.preventDefault();
      field.focus();
      field.select();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('dialog[open]')) return;
    if (event.key === '?') return help(keys);
    const key = keys[event.key];
    if (!key || remembered.get(off) === 'true') return;
    event.preventDefault();
    key.press();
  });
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));
}

function help(keys: Keys): void {
  const dialog = make('dialog', 'dialog lv-help', '', { 'aria-label': 'Keys' });
  const list = make('dl');
  for (const [key, { says }] of Object.entries(keys)) list.append(make('dt', '', key), make('dd', '', says));
  const label = make('label', '', ' Single keys are on');
  const box = make('input', '', '', { type: 'checkbox' });
  box.checked = remembered.get(off) !== 'true';
  box.addEventListener('change', () => remembered.set(off, String(!box.checked)));
  label.prepend(box);
  const close = make('form', '', '', { method: 'dialog' });
  close.append(make('button', 'button', 'Close'));
  dialog.append(make('h2', '', 'Keys'), list, label, close);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
