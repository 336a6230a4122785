import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { announce } from './announce';
import { showConnection } from './connection';
import { startCopy } from './copy';
import { startDialogs } from './dialogs';
import type { Hub } from './hub';
import { startParts } from './parts';
import { startPending } from './pending';

startDialogs();
startParts();
startPending();
startCopy();

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals(); document.body.replaceChildren(); });

const click = (selector: string): void => document.querySelector<HTMLElement>(selector)!.click();

test('a question opens over the page, its form goes to its own address, and keeping closes it', async () => {
  document.body.innerHTML = `<a id="ask" data-dialog href="/projects/shop/rollback">Roll back…</a>`;
  vi.stubGlobal('fetch', async (url: string) => page(url));

  click('#ask');
  await vi.advanceTimersByTimeAsync(10);

  expect(document.querySelector('dialog h1')?.textContent).toBe('Sure?');
  expect(document.querySelector<HTMLFormElement>('dialog form')!.action).toContain('/projects/shop/rollback');
  click('#keep');
  await vi.advanceTimersByTimeAsync(10);
  expect(document.querySelector('dialog')).toBeNull();
});

function page(url: string): Response {
  const answer = new Response(`<main><section data-dialog><h1>Sure?</h1><form method="post"><a id="keep" href="${location.pathname}">Keep</a><button>Roll back</button></form></section></main>`);
  Object.defineProperty(answer, 'url', { value: url });
  return answer;
}

test('a submitted button says so, cannot be pressed twice, and tells when it takes long', async () => {
  document.body.innerHTML = '<form method="post"><button data-pending="Canceling…">Cancel</button></form>';
  const form = document.querySelector('form')!;
  const button = document.querySelector('button')!;

  form.dispatchEvent(new SubmitEvent('submit', { submitter: button, bubbles: true, cancelable: true }));
  await vi.advanceTimersByTimeAsync(1);
  expect([button.disabled, button.textContent, button.className]).toEqual([true, 'Canceling…', 'pending']);

  await vi.advanceTimersByTimeAsync(10_000);
  expect(button.textContent).toBe('Still waiting for the server…');
});

test('a lost connection is told after two seconds and the banner goes when it is back', async () => {
  document.body.innerHTML = '<span data-connection hidden></span>';
  const hub = new EventTarget();
  showConnection(hub as Hub);

  hub.dispatchEvent(new Event('lost'));
  await vi.advanceTimersByTimeAsync(1900);
  expect(document.querySelector('.live-banner')).toBeNull();
  await vi.advanceTimersByTimeAsync(200);
  expect(document.querySelector('.live-banner')).not.toBeNull();

  hub.dispatchEvent(new Event('connected'));
  expect([document.querySelector('.live-banner'), document.querySelector<HTMLElement>('[data-connection]')!.dataset['state']]).toEqual([null, 'connected']);
});

test('announcements come at most every three seconds, the latest wins', async () => {
  document.body.innerHTML = '<div data-announce></div>';
  const said = (): string => document.querySelector('[data-announce]')!.textContent ?? '';

  for (const text of ['one', 'two', 'three']) announce(text);
  expect(said()).toBe('one');
  await vi.advanceTimersByTimeAsync(3000);
  expect(said()).toBe('three');
});

test('copying works without the clipboard of a secure page', async () => {
  document.body.innerHTML = '<code id="c">secret</code><button data-copy-from="#c">Copy</button>';
  let copied = '';
  document.execCommand = () => {
    copied = document.querySelector('textarea')!.value;
    return true;
  };
  vi.stubGlobal('isSecureContext', false);

  click('button');
  await vi.advanceTimersByTimeAsync(1);

  expect([copied, document.querySelector('button')!.textContent, document.querySelector('textarea')]).toEqual(['secret', 'Copied', null]);
});

test('a long text is fetched when it is copied', async () => {
  document.body.innerHTML = '<a href="/api/deliveries/1/body" data-copy-url><span data-copy-label>Copy</span></a>';
  let copied = '';
  document.execCommand = () => {
    copied = document.querySelector('textarea')!.value;
    return true;
  };
  vi.stubGlobal('isSecureContext', false);
  vi.stubGlobal('fetch', async () => new Response('{"ref":"refs/heads/main"}'));

  click('a');
  await vi.advanceTimersByTimeAsync(1);

  expect([copied, document.querySelector('a')!.textContent]).toEqual(['{"ref":"refs/heads/main"}', 'Copied']);
});

test('a part of a form is asked for, and only that part changes', async () => {
  document.body.innerHTML = `<form method="post"><input id="port" name="Port" value="80"><div id="times"><textarea name="Schedules">x</textarea></div><button data-part="#times" formaction="/projects/shop/settings?handler=Preview#times">Show</button></form>`;
  document.querySelector<HTMLInputElement>('#port')!.value = '81';
  const sent: [string, unknown][] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    sent.push([new URL(url, location.href).search, (init.body as FormData).get('Port')]);
    return new Response('<input id="port" value="80"><div id="times"><textarea name="Schedules" aria-invalid="true">x</textarea><p>Line 1 has 1 parts</p></div>');
  });

  click('button');
  await vi.advanceTimersByTimeAsync(10);

  expect(sent).toEqual([['?handler=Preview', '81']]);
  expect(document.querySelector<HTMLInputElement>('#port')!.value).toBe('81');
  expect(document.querySelector('#times')!.textContent).toContain('Line 1');
  expect(document.activeElement).toBe(document.querySelector('textarea'));
});
