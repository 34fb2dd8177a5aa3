import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { snsContactBook } from '#adapters/sns/contact-book.ts';
import { createTopics } from '#adapters/sns/create-topics.ts';
import { auditContacts } from '#usecases/audit-contacts.ts';
import { startQueuesAndTopics } from '../support/aws-engines.ts';
import { hospital, person } from '../support/config.ts';

let started: Awaited<ReturnType<typeof startQueuesAndTopics>>;

beforeAll(async () => {
  started = await startQueuesAndTopics();
});

afterAll(() => started.stop());

test('finds whom no page reaches, and nothing where everybody is subscribed', async () => {
  const { sns } = started.clients;
  const prefix = await createTopics(sns, 'wardbell-', [
    { responder: 'anna', channel: 'sms', contact: '+15550100101' },
    { responder: 'anna', channel: 'email', contact: 'anna@example.org' },
    { responder: 'bo', channel: 'sms', contact: '+15550100102' },
    { responder: 'cia', channel: 'sms' },
  ]);
  const config = hospital({ people: [person('anna', ['sms', 'email']), person('eva', [])] });
  const contacts = snsContactBook(sns, prefix);
  const audit = auditContacts({ contacts }, config);
  const found = async () =>
    (await audit()).map(({ kind, person: id, channel }) => [kind, id, channel]);
  expect(await found()).toEqual([
    ['unreachable', 'cia', undefined],
    ['missing', 'cia', 'sms'],
    ['unreachable', 'dan', undefined],
    ['missing', 'dan', 'sms'],
  ]);
  await createTopics(sns, 'wardbell-', [{ responder: 'dan', channel: 'sms' }]);
  for (const responder of ['cia', 'dan']) {
    await contacts.add({ responder, channel: 'sms' }, '+15550100103');
  }
  expect(await found()).toEqual([]);
});
