import type { Plugin } from 'vite';
import { buildBasemap } from './build.ts';

const FOLDER = 'basemap/';

/** Serves the basemap's files under /basemap/ in development and writes them there in a build. */
export function basemapPlugin(): Plugin {
  return {
    name: 'commonsky-basemap',
    configureServer(server) {
      const files = buildBasemap();
      server.middlewares.use((request, response, next) => {
        const text = files.get(request.url?.replace(`/${FOLDER}`, '') ?? '');
        if (text === undefined) next();
        else response.setHeader('content-type', 'application/json').end(text);
      });
    },
    generateBundle() {
      for (const [name, source] of buildBasemap()) {
        this.emitFile({ type: 'asset', fileName: FOLDER + name, source });
      }
    },
  };
}
