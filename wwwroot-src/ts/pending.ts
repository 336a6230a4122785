const patience = 10_000;

/** While a form is on the way its button says so and cannot be pressed twice. After ten seconds it says that it takes long. */
export function startPending(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method !== 'post') return;
    const button = event.submitter instanceof HTMLButtonElement ? event.submitter : form.querySelector<HTMLButtonElement>('button:not([type=button])');
    if (button) setTimeout(() => begin(button));
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
}

function begin(button: HTMLButtonElement): void {
  button.disabled = true;
  button.classList.add('pending');
  button.setAttribute('aria-busy', 'true');
  if (button.dataset['pending']) button.textContent = button.dataset['pending'];
  setTimeout(() => {
    if (button.isConnected) button.textContent = 'Still waiting for the server…';
  }, patience);
}
