import { readFile } from 'node:fs/promises';
import { json } from '#http/http.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';

/**
 * Where the document lies: beside a function's bundle, in the published package, in the repository.
 * Not in the bundle, which would be loaded with it at each start.
 */
const PLACES = ['openapi.json', '../schema/openapi.json', '../../schema/openapi.json'];

/**
 * The document of the API, for tools that make clients of it. It needs no key: it says what anybody
 * can read in the repository, and nothing of this deployment but its address.
 */
export function openapiRoutes({
  runtime: { publicUrl },
  gate,
}: RouteDependencies): Routes<'GET /v1/openapi.json'> {
  let document: object | undefined;
  return {
    'GET /v1/openapi.json': gate.withoutKey(async () => {
      document ??= { ...(await read()), servers: [{ url: publicUrl }] };
      return json(200, document);
    }),
  };
}

async function read(places = PLACES): Promise<object> {
  const [place = '', ...others] = places;
  try {
    return JSON.parse(await readFile(new URL(place, import.meta.url), 'utf8'));
  } catch (error) {
    if (others.length === 0) {
      throw error;
    }
    return read(others);
  }
}
