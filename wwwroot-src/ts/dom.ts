/** Elements below a root, with their type. */
export function all<T extends HTMLElement>(selector: string, root: ParentNode = document): T[] {
  return [...root.querySelectorAll<T>(selector)];
}

/** Makes an element. Text becomes text, never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K, className = '', text = '', attributes: Record<string, string> = {},
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** Calls a handler for clicks on, or inside, what matches, now and after the page has changed. */
export function onClick(selector: string, handle: (target: HTMLElement, event: MouseEvent) => void): void {
  document.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
    if (target) handle(target, event);
  });
}

/** A value that is remembered in this browser; storage may be refused. */
export const remembered = {
  get(key: string): string | null {
    try { return localStorage.getItem(key); } catch { return null; }
  },
  set(key: string, value: string): void {
    try { localStorage.setItem(key, value); } catch { /* Works without, until the page is left. */ }
  },
};
