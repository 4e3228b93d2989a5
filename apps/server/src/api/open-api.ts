import type { FastifyInstance, FastifySchema } from 'fastify';

declare module 'fastify' {
  interface FastifySchema {
    readonly summary?: string;
    /** Not part of the API's description. */
    readonly hide?: boolean;
  }
}

/** Watches routes being added to `app`; the function returned describes them as OpenAPI 3.1. */
export function collectOpenApi(app: FastifyInstance, version: string): () => object {
  const paths: Record<string, object> = {};
  app.addHook('onRoute', ({ method, url, schema }) => {
    if (method !== 'GET' || schema?.summary === undefined || schema.hide === true) return;
    paths[url.replaceAll(/:(\w+)/g, '{$1}')] = { get: operation(schema) };
  });
  return () => ({ openapi: '3.1.0', info: { title: 'Commonsky node', version }, paths });
}

function operation({ summary, params, querystring, response }: FastifySchema): object {
  return {
    summary,
    parameters: [...parameters(params, 'path'), ...parameters(querystring, 'query')],
    responses: Object.fromEntries(
      Object.entries(response ?? { 200: {} }).map(([status, schema]) => [
        status,
        { description: status, content: { 'application/json': { schema } } },
      ]),
    ),
  };
}

function parameters(schema: unknown, place: 'path' | 'query'): object[] {
  const { properties = {} } = (schema ?? {}) as { readonly properties?: Readonly<Record<string, object>> };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path',
    schema,
  }));
}
