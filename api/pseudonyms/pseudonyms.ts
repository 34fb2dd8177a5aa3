import { isPatientReference, namedBy } from '#http/fhir-reference.ts';
import { formatValue } from '#http/format-value.ts';
import { json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
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
      readJson(event, PSEUDONYM, async ({ of, name: given }) => {
        const name = of === 'patient' ? patientName(given) : given;
        if (name === undefined) {
          return problem('invalid', noPatient(given));
        }
        const pseudonym = (await ports.pseudonyms.load())(of, name);
        // The trail holds no names.
        const id = of === 'patient' ? name : `Person/${pseudonym}`;
        note({ object: { kind: 'subject', id }, subjects: [id] });
        return json(200, { pseudonym });
      }),
    ),
  };
}

/** The name of a patient as accesses to records have it, in whatever way it is written. */
function patientName(given: string): string | undefined {
  const name = namedBy(given);
  return name !== undefined && isPatientReference(name) ? name : undefined;
}

function noPatient(given: string): string {
  return `name: it is ${formatValue(given)}; it must be the reference to a patient as AuditEvents have it: "Patient/123", an address that ends so, or "Patient?identifier=system|value" of a patient who is known by an identifier alone.`;
}
