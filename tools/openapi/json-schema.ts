import { z } from 'zod';
import type { Content } from '#http/contract.ts';
import { type BodySchema, nestedOf } from '#http/fields.ts';

type Json = Record<string, unknown>;

/** JSON Schemas of zod's, and those among them that have names, each once. */
export interface SchemaWriter {
  write(content: Content | BodySchema, io: 'input' | 'output'): Json;
  readonly named: Readonly<Record<string, Json>>;
}

export function schemaWriter(): SchemaWriter {
  const named: Record<string, Json> = {};
  const convert = (schema: z.ZodType, io: 'input' | 'output'): Json => {
    const { $defs = {}, properties } = z.toJSONSchema(z.object({ it: schema }), {
      io,
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => amend(zodSchema, jsonSchema, io),
    }) as unknown as { $defs?: Record<string, Json>; properties: { it: Json } };
    for (const [name, definition] of Object.entries($defs)) {
      const { id: _, ...rest } = definition;
      named[name] = moved(rest) as Json;
    }
    return moved(properties.it) as Json;
  };
  return {
    named,
    write(content, io) {
      if (content === 'text') {
        return { type: 'string' };
      }
      if (content === 'bytes') {
        return { type: 'string', format: 'binary' };
      }
      return convert('fields' in content ? objectOf(content) : content, io);
    },
  };
}

/** Returns the object that a body is, for zod and so for JSON Schema. */
function objectOf({ fields, open }: BodySchema): z.ZodType {
  const shape = fields as unknown as z.ZodRawShape;
  return open ? z.looseObject(shape) : z.strictObject(shape);
}

/**
 * What is nested in a body has its own schema, and answers may come to hold more than is told
 * today.
 */
function amend(zodSchema: z.core.$ZodType, jsonSchema: Json, io: 'input' | 'output'): void {
  const nested = nestedOf(zodSchema);
  if (nested !== undefined) {
    const { $schema: _, ...schema } = z.toJSONSchema(objectOf(nested), { io }) as Json;
    Object.assign(jsonSchema, schema);
  }
  if (io === 'output' && jsonSchema['additionalProperties'] === false) {
    delete jsonSchema['additionalProperties'];
  }
  // Zod tells the range of safe integers, which says nothing to anybody.
  for (const bound of ['minimum', 'maximum']) {
    if (Math.abs(Number(jsonSchema[bound])) === Number.MAX_SAFE_INTEGER) {
      delete jsonSchema[bound];
    }
  }
}

/** References lead into the document's own schemas. */
function moved(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(moved);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) =>
      name === '$ref' && typeof inner === 'string'
        ? [name, inner.replace('#/$defs/', '#/components/schemas/')]
        : [name, moved(inner)],
    ),
  );
}
