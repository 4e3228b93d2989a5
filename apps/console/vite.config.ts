import { defineConfig } from 'vite';
import { basemapPlugin } from './basemap/vite-plugin.ts';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [basemapPlugin()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    // The map library alone is larger than the default limit; everything comes from the same machine.
    chunkSizeWarningLimit: 1500,
    // An inlined worker or image would be a data: URL, which the content-security policy forbids.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
