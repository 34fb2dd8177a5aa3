import { type ContactFinding, contactFindings } from '#core/paging/contact-findings.ts';
import { json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import type { Routes } from '#http/routes.ts';
import { contactsOf } from '#usecases/audit-contacts.ts';
import { channelView } from './contact-view.ts';
import { findPerson, peopleOf } from './find-person.ts';
import type { ContactParts } from './parts.ts';

/**
 * SNS is asked about one topic after the other: more people would take longer than an answer may.
 */
const AT_ONCE = 40;

/**
 * Who is subscribed, and what is wrong with it: of one person, or of all by id, after the one
 * named.
 */
export function listRoutes({
  runtime: { config },
  contacts,
  gate,
}: ContactParts): Routes<'GET /v1/contacts'> {
  return {
    'GET /v1/contacts': gate.withKey('admin', async ({ queryStringParameters: query = {} }) => {
      const { person, after = '' } = query;
      const one = person === undefined ? undefined : findPerson(config, person);
      if (one && 'problem' in one) {
        return problem('not_found', one.detail);
      }
      const asked = one ? [one] : peopleOf(config).filter(({ id }) => id > after);
      const people: object[] = [];
      const findings: ContactFinding[] = [];
      for (const listed of asked.slice(0, AT_ONCE)) {
        const channels = await contactsOf(contacts, listed);
        const { id, name } = listed;
        people.push({ person: id, name, channels: channels.map(channelView) });
        findings.push(...contactFindings(listed, channels));
      }
      const next = asked.length > AT_ONCE ? { next: asked[AT_ONCE - 1]?.id } : {};
      return json(200, { people, findings, ...next });
    }),
  };
}
