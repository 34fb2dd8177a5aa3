import { json } from '#http/http.ts';
import { readJson } from '#http/read-json.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { PSEUDONYM } from './pseudonyms.requests.ts';

/** The route that tells what stands for somebody where nobody may be named. */
export function pseudonymRoutes({
  runtime: { ports },
  gate,
}: RouteDependencies): Routes<'POST /v1/pseudonyms'> {
  return {
    'POST /v1/pseudonyms': gate.withRight('admin', (event, _, note) =>
      readJson(event, PSEUDONYM, async ({ of, name }) => {
        note({ object: { kind: 'subject', id: name }, subjects: [name] });
        const pseudonymOf = await ports.pseudonyms.load();
        return json(200, { pseudonym: pseudonymOf(of, name) });
      }),
    ),
  };
}
