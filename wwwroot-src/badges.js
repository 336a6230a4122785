const colors = { running: '#3b82e0', succeeded: '#1f9d57', failed: '#d9423a', warning: '#b7791f' };

/** A Vite plugin that adds a page icon per state: icon-failed.svg and the like. Files, because a page's policy allows no data: URL. */
export function badges() {
  return {
    name: 'badges',
    apply: 'build',
    generateBundle() {
      for (const [state, color] of Object.entries(colors)) this.emitFile({ type: 'asset', fileName: `icon-${state}.svg`, source: picture(color) });
    },
  };
}

const picture = (color) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="${color}"/></svg>`;
