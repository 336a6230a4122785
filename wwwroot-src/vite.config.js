import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { badges } from './badges.js';
import { icons } from './icons/sprite.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// Names stay the same from build to build: pages refer to /app.js and /app.css, and the server answers "not modified" by content.
export default defineConfig({
  plugins: [icons(), badges()],
  publicDir: false,
  build: {
    outDir: here('../src/Ci.Web/wwwroot'),
    emptyOutDir: true,
    target: 'es2022',
    // Browsers that know light-dark(), so that it stays one declaration.
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { app: here('ts/main.ts'), styles: here('css/app.css') },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        assetFileNames: ({ names }) => (names[0] === 'styles.css' ? 'app.css' : '[name][extname]'),
      },
    },
  },
  test: { environment: 'happy-dom', include: ['ts/**/*.test.ts'] },
});
