import type { JsonSchema } from '../shape/shape.ts';
import { eventsShape, regionShape } from './folder.ts';
import { instrumentShape } from './schema.ts';

/** JSON Schema of every document of a treaty folder, for editors and for other implementations. */
export const treatySchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Commonsky treaty document',
  anyOf: [instrumentShape.schema, eventsShape.schema, regionShape.schema],
};
