import { z } from 'zod';
import { documentSchema } from './schema/document.ts';
import { NO_NAMES } from './schema/names.ts';

/** The part of JSON Schema that ours uses. */
export interface JsonSchema {
  readonly title?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | false;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
}

/**
 * Returns the JSON Schema of `wardbell.yaml` for editors: it checks everything except agreement
 * between several places.
 */
export function jsonSchema(): JsonSchema {
  made ??= z.toJSONSchema(documentSchema(NO_NAMES), { io: 'input' }) as JsonSchema;
  return made;
}

/** It takes a tenth of a second to make, and each config with a fault is explained by it. */
let made: JsonSchema | undefined;

/** Returns the schema of the place that a path leads to. */
export function schemaAt(schema: JsonSchema, path: readonly PropertyKey[]): JsonSchema {
  const place = path.reduce<JsonSchema>((whole, segment) => {
    const node = withParts(whole);
    if (typeof segment === 'number') {
      return node.prefixItems?.[segment] ?? node.items ?? {};
    }
    return node.properties?.[String(segment)] ?? (node.additionalProperties || {});
  }, schema);
  return withParts(place);
}

/** Merges alternative forms with the parts of the one that has any. */
function withParts(node: JsonSchema): JsonSchema {
  const form = node.anyOf?.find(({ properties, prefixItems }) => properties ?? prefixItems);
  return { ...form, ...node };
}
