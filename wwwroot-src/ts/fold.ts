import { all } from './dom';

const phone = '(max-width: 640px)';

/** Details that are open on a wide screen start folded on a phone. */
export function startFolds(): void {
  if (!matchMedia(phone).matches) return;
  for (const details of all<HTMLDetailsElement>('details[data-fold]')) details.open = false;
}
