declare module 'idiomorph' {
  interface Callbacks {
    beforeNodeMorphed?: (old: Node, next: Node) => boolean;
    beforeAttributeUpdated?: (name: string, element: Element, change: string) => boolean;
  }
  interface Options {
    morphStyle?: 'innerHTML' | 'outerHTML';
    ignoreActiveValue?: boolean;
    restoreFocus?: boolean;
    callbacks?: Callbacks;
  }
  export const Idiomorph: { morph(target: Element, next: string | Element, options?: Options): unknown };
}
