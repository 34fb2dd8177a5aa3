import type { ContactFinding } from '#core/paging/contact-findings.ts';
import { contactTestId } from '#core/paging/contact-test.ts';
import { json } from '#http/http.ts';
import { pageOf, readPage } from '#http/paging.ts';
import { problem } from '#http/problem.ts';
import type { Routes } from '#http/routes.ts';
import { contactsOf } from '#usecases/audit-contacts.ts';
import { channelView, findingsOf, noticeOf } from './contact-view.ts';
import type { PersonView } from './contacts.contract.ts';
import { CONTACT_PAGES } from './contacts.requests.ts';
import type { ContactRouteDependencies } from './dependencies.ts';
import { findPerson, peopleOf, personOf, whyNotTheirs } from './find-person.ts';

/**
 * The routes that list subscriptions and what is wrong with them: of one person, or of all by id,
 * after the given one.
 */
export function listRoutes({
  runtime: { config, ports },
  contacts,
  gate,
}: ContactRouteDependencies): Routes<'GET /v1/contacts'> {
  return {
    'GET /v1/contacts': gate.withRight(
      'respond',
      async ({ queryStringParameters: query = {} }, caller) => {
        const page = readPage(CONTACT_PAGES, query);
        if (typeof page === 'string') {
          return problem('invalid', page);
        }
        const isAdmin = caller.rights.includes('admin');
        const person = query['person'] ?? (isAdmin ? undefined : personOf(caller));
        if (person === undefined && !isAdmin) {
          return problem('invalid', 'Say whose: "person", one of the config by id.');
        }
        const wrong = person === undefined ? undefined : whyNotTheirs(caller, person);
        if (wrong !== undefined) {
          return wrong;
        }
        const found = person === undefined ? undefined : findPerson(config, person);
        if (found && 'problem' in found) {
          return problem('not_found', found.detail);
        }
        const asked = found ? [found] : peopleOf(config);
        const { views: listed, next } = pageOf(asked, page, {
          placeOf: ({ id }) => [id],
          view: (shown) => shown,
        });
        const tests = new Map((await ports.controls.contactTests()).map((test) => [test.id, test]));
        const people: PersonView[] = [];
        const findings: ContactFinding[] = [];
        for (const one of listed) {
          const channels = await contactsOf(contacts, one);
          const { id, name } = one;
          const viewed = channels.map((channel) =>
            channelView(channel, tests.get(contactTestId({ responder: id, ...channel }))),
          );
          people.push({ person: id, name, channels: viewed });
          findings.push(...findingsOf(contacts, one, channels));
        }
        return json(200, { people, findings, ...noticeOf(contacts), ...next });
      },
    ),
  };
}
