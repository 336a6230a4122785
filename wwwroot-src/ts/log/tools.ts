import { make } from '../dom';

export interface Actions {
  find(text: string): void;
  step(by: 1 | -1): void;
  firstError(): void;
  follow(): void;
  time(): void;
  wrap(): void;
  copy(): Promise<boolean>;
}

/** The buttons and the search field above a log. */
export class Tools {
  readonly field = make('input', 'lv-find', '', { type: 'search', placeholder: 'Find in the log', 'aria-label': 'Find in the log', title: 'Find in the log (/)' });
  private readonly count = make('span', 'lv-count', '', { role: 'status' });
  private readonly buttons = new Map<string, HTMLButtonElement>();
  readonly elements: HTMLElement[];

  constructor(actions: Actions, raw: string) {
    this.field.addEventListener('input', () => actions.find(this.field.value));
    this.field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') actions.step(event.shiftKey ? -1 : 1);
      if (event.key === 'Escape') this.field.blur();
    });
    this.elements = [
      this.field, this.count,
      this.button('previous', '↑', 'Previous (N)', () => actions.step(-1)),
      this.button('next', '↓', 'Next (n)', () => actions.step(1)),
      this.button('error', 'First error', 'First error (e)', () => actions.firstError()),
      this.button('time', 'Time', 'Times: off, clock, since start (t)', () => actions.time()),
      this.button('wrap', 'Wrap', 'Wrap long lines (w)', () => actions.wrap()),
      this.button('follow', 'Follow', 'Follow new lines (f)', () => actions.follow()),
      this.button('copy', 'Copy lines', 'Copy the chosen lines', () => void this.copy(actions)),
      make('a', 'button quiet small', 'Raw', { href: raw, download: '', title: 'Download the log' }),
    ];
    this.show('previous', false);
    this.show('next', false);
    this.show('copy', false);
  }

  press(name: string, on: boolean): void {
    this.buttons.get(name)?.setAttribute('aria-pressed', String(on));
  }

  label(name: string, text: string): void {
    const button = this.buttons.get(name);
    if (button) button.textContent = text;
  }

  show(name: string, on: boolean): void {
    const button = this.buttons.get(name);
    if (button) button.hidden = !on;
  }

  found(summary: string): void {
    this.count.textContent = summary;
    this.show('previous', summary.includes('of'));
    this.show('next', summary.includes('of'));
  }

  private async copy(actions: Actions): Promise<void> {
    this.label('copy', await actions.copy() ? 'Copied' : 'Not copied');
    setTimeout(() => this.label('copy', 'Copy lines'), 2000);
  }

  private button(name: string, text: string, title: string, press: () => void): HTMLButtonElement {
    const button = make('button', 'button quiet small', text, { type: 'button', title });
    button.addEventListener('click', press);
    this.buttons.set(name, button);
    return button;
  }
}
