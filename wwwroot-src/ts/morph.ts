import { Idiomorph } from 'idiomorph';

/**
 * Changes an element into new markup where it differs. What a person did stays: focus and typed text, open details and dialogs,
 * scroll positions, and everything below [data-keep].
 */
export function morph(target: Element, html: string, style: 'innerHTML' | 'outerHTML' = 'innerHTML'): void {
  const scrolled = [target, ...target.querySelectorAll('*')].filter((element) => element.scrollTop > 0 || element.scrollLeft > 0)
    .map((element) => ({ element, top: element.scrollTop, left: element.scrollLeft }));
  Idiomorph.morph(target, html, {
    morphStyle: style,
    ignoreActiveValue: true,
    restoreFocus: true,
    callbacks: {
      beforeNodeMorphed: (old: Node) => !(old instanceof Element && old.hasAttribute('data-keep')),
      beforeAttributeUpdated: (name: string, element: Element) => !isPersons(name, element),
    },
  });
  for (const { element, top, left } of scrolled) {
    element.scrollTop = top;
    element.scrollLeft = left;
  }
}

function isPersons(attribute: string, element: Element): boolean {
  return attribute === 'open' && (element.localName === 'details' || element.localName === 'dialog');
}
