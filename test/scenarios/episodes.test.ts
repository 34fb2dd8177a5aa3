import { describe, expect, test } from '@jest/globals';
import { incidentView, summaryView } from '#api/incidents/incident-view.ts';
import type { Incident } from '#core/incident/incident.ts';
import { incidentCard } from '#core/messages/incident-card.ts';
import { messageText } from '#core/messages/text.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { below, hospital } from '../support/config.ts';
import { wordsOf } from '../support/timeline.ts';
import { pageOf, wording } from '../support/wording.ts';
import { createWorld, sample, type World } from '../support/world.ts';

const hot = below('test_temp', 0, {
  title: 'Too hot',
  condition: { kind: 'above', limit: 40, clear: 40 },
});
const down = below('up', 0, {
  title: 'Target down',
  severity: 'warning',
  condition: { kind: 'equals', value: 0 },
});
const CONFIG = hospital({ rules: [hot, down] });
const names = wording(CONFIG, 0);

/** Returns an incident's headline from every list that shows it. */
function seen(incident: Incident, now: number) {
  const words = wording(CONFIG, now);
  const mail = messageText('email', pageOf(incident, 'l'), words);
  return { card: incidentCard(incident, 'anna', words), mail };
}

async function newest(w: World): Promise<Incident> {
  const key = JSON.stringify(['icu', ['subject', 'title-1']]);
  const incident = await w.ports.incidents.latest(key);
  if (incident === undefined) {
    throw new Error('There is no incident.');
  }
  return incident;
}

/** Returns a temperature that breaches and recovers, and minutes later a target that is down. */
async function twoEpisodes(): Promise<World> {
  const w = createWorld(CONFIG);
  const post = async (metric: string, value: number) => {
    await w.post(sample('title-1', metric, value, w.now()));
    await w.pass(20 * SECOND);
  };
  await post('test_temp', 41);
  w.expectPage('anna', 'sms', /Too hot/);
  await post('test_temp', 20);
  await w.pass(5 * MINUTE);
  await post('up', 0);
  w.expectPage('anna', 'sms', /WARNING Target down/);
  return w;
}

function expectItsOwn(incident: Incident, now: number): void {
  const { card, mail } = seen(incident, now);
  expect(card).toMatchObject({ title: 'Target down', severity: 'warning', moreAlerts: 0 });
  expect(card.since).toBe('09:05 UTC');
  expect(card.alerts).toHaveLength(1);
  expect(card.alerts[0]).toMatch(/^WARNING Target down/);
  expect(mail.subject).toMatch(/Target down/);
  expect(mail.text).toContain('Alerts (1):');
  expect(mail.text).not.toContain('Too hot');
  expect(summaryView(incident, names)).toMatchObject({
    title: 'Target down',
    subjects: ['title-1'],
  });
  const view = incidentView(incident, names, { records: new Map(), changes: [] }) as {
    alerts: readonly { title: string }[];
  };
  expect(view.alerts.map(({ title }) => title)).toEqual(['Target down']);
}

describe('the second incident of a subject', () => {
  test('is called by its own alert wherever it is shown, while it fires and once it is resolved', async () => {
    const w = await twoEpisodes();
    const open = await newest(w);
    expect(open).toMatchObject({ episode: 2, status: 'triggered' });
    expect(summaryView(open, names)).toMatchObject({ alerts: { firing: 1, all: 1 } });
    expectItsOwn(open, w.now());
    await w.post(sample('title-1', 'up', 1, w.now()));
    const over = await newest(w);
    expect(over).toMatchObject({ episode: 2, status: 'resolved' });
    expect(summaryView(over, names)).toMatchObject({ alerts: { firing: 0, all: 1 } });
    expectItsOwn(over, w.now());
  });

  test('says that an alert of the first joined it, not that it fires again', async () => {
    const w = await twoEpisodes();
    await w.pass(MINUTE);
    await w.post(sample('title-1', 'test_temp', 42, w.now()));
    w.expectPage('anna', 'sms', /Too hot/);
    const words = wordsOf(await newest(w));
    expect(words.join()).not.toContain('fires again');
    expect(words).toContain('joined: Too hot, critical');
    await w.pass(10 * SECOND);
    await w.post(sample('title-1', 'test_temp', 20, w.now()));
    expect(summaryView(await newest(w), names)).toMatchObject({ alerts: { firing: 1, all: 2 } });
  });
});
