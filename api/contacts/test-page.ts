import { json } from '#http/http.ts';
import { isProblem, problem } from '#http/problem.ts';
import { readJson } from '#http/read-json.ts';
import { requestActor } from '#http/request-actor.ts';
import type { Routes } from '#http/routes.ts';
import { orLogged } from '#runtime/or-logged.ts';
import { contactsOf } from '#usecases/audit-contacts.ts';
import { sendTestPage } from '#usecases/send-test-page.ts';
import { findingsOf, noticeOf, testResultView } from './contact-view.ts';
import { TEST_PAGE } from './contacts.requests.ts';
import type { ContactRouteDependencies } from './dependencies.ts';
import { findPerson, findRecipient, whyNotTheirs } from './find-person.ts';

/** The route that sends a test page to one person, and tells why it may not arrive. */
export function testRoutes({
  runtime: { config, ports, clock, log },
  contacts,
  gate,
}: ContactRouteDependencies): Routes<'POST /v1/contacts/test'> {
  const send = sendTestPage(ports);
  const keep = orLogged(log, 'a test page is not on record', ports.controls.putContactTest);
  return {
    'POST /v1/contacts/test': gate.withRight('respond', (event, caller, note) =>
      readJson(event, TEST_PAGE, async ({ person, channel, by }) => {
        const who = requestActor(by, caller, config);
        if (isProblem(who)) {
          return who;
        }
        const wrong = whyNotTheirs(caller, person);
        if (wrong !== undefined) {
          return wrong;
        }
        const found =
          channel === undefined
            ? findPerson(config, person)
            : findRecipient(config, person, channel);
        if ('problem' in found) {
          return problem(found.problem, found.detail);
        }
        const channels = channel === undefined ? found.channels : [channel];
        note({ after: { person: found.id, channels: channels.join(' ') } });
        const subscribed = await contactsOf(contacts, { ...found, channels });
        const tests = await send(found, channels, { by: who, at: clock() });
        await Promise.all(tests.map((test) => keep(test)));
        const results = tests.map((test) => ({
          channel: test.channel,
          ...testResultView(test.result),
        }));
        const findings = findingsOf(contacts, found, subscribed);
        const { id, name } = found;
        return json(200, { person: id, name, results, findings, ...noticeOf(contacts) });
      }),
    ),
  };
}
