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
        const pseudonym = (await ports.pseudonyms.load())(of, name);
        // The trail holds no names.
        const id = of === 'patient' ? name : `Person/${pseudonym}`;
        note({ object: { kind: 'subject', id }, subjects: [id] });
        return json(200, { pseudonym });
      }),
    ),
  };
}
