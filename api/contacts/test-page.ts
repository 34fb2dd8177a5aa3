import { pageDoubtText, publishFaultText } from '#core/messages/page-result-text.ts';
import { contactFindings } from '#core/paging/contact-findings.ts';
import { json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import { readJson } from '#http/read-json.ts';
import type { Routes } from '#http/routes.ts';
import { contactsOf } from '#usecases/audit-contacts.ts';
import { sendTestPage } from '#usecases/send-test-page.ts';
import { noticeOf } from './contact-view.ts';
import type { TestResultView } from './contacts.contract.ts';
import { TEST_PAGE } from './contacts.requests.ts';
import type { ContactRouteDependencies } from './dependencies.ts';
import { findPerson, findRecipient } from './find-person.ts';

/** The route that sends a test page to one person, and tells why it may not arrive. */
export function testRoutes({
  runtime: { config, ports },
  contacts,
  gate,
}: ContactRouteDependencies): Routes<'POST /v1/contacts/test'> {
  const send = sendTestPage(ports);
  return {
    'POST /v1/contacts/test': gate.withRight('admin', (event, _, note) =>
      readJson(event, TEST_PAGE, async ({ person, channel }) => {
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
        const sent = await send(found, channels);
        const results = sent.map(
          ({ channel: by, outcome }): TestResultView => ({
            channel: by,
            outcome: outcome.kind,
            ...(outcome.kind === 'failed' && {
              reason: publishFaultText(outcome.fault),
              fault: outcome.fault.code,
            }),
            ...(outcome.kind === 'sent' &&
              outcome.doubt !== undefined && {
                doubt: pageDoubtText(outcome.doubt),
                doubtCode: outcome.doubt.code,
              }),
          }),
        );
        const findings = contactFindings(found, subscribed);
        const { id, name } = found;
        return json(200, { person: id, name, results, findings, ...noticeOf(contacts) });
      }),
    ),
  };
}
