import { describe, expect, test } from '@jest/globals';
import { MINUTE } from '#core/time/instant.ts';
import { openLink } from '#usecases/answer-link.ts';
import { below, hospital, person, service } from '../support/config.ts';
import { externalAlert, firingEvent } from '../support/external-alert.ts';
import { createWorld, START, sample, type World } from '../support/world.ts';

const CODE = '[HKMPRWXY][2-9HKMPRWXY]{3}-[2-9HKMPRWXY]{4}';

const CONFIG = hospital({
  people: [person('anna', ['sms', 'email'])],
  services: [service('ward', 'icu', { subjectsInPages: false })],
  rules: [below('spo2', 88), below('pulse', 40, { service: 'ward' })],
  config: {
    aliases: { 'mrn-7': 'Bed 7' },
    alertRoutes: [{ matchers: [], to: { service: 'ward' } }],
  },
});

/** Returns everything that has left for people: messages, and the pages behind their links. */
async function left({ ports, received, now }: World): Promise<string> {
  const open = openLink(ports, CONFIG);
  const pages = received();
  const tokens = pages.flatMap(({ text }) => text.match(/(?<=\/[ai]\/)[\w.-]+/gu) ?? []);
  return JSON.stringify([pages, await Promise.all(tokens.map((token) => open(token, now())))]);
}

describe('the own id of a patient, in messages and behind their links,', () => {
  test('is a code where it came by FHIR: alone, and with others in a bundle', async () => {
    const world = createWorld(CONFIG);
    const breach = (id: string) => sample(`Patient/${id}`, 'spo2', 84, world.now());
    await world.post(breach('4711'), breach('4712'), breach('4713'));
    await world.pass(MINUTE);
    const all = await left(world);
    expect(all).toMatch(new RegExp(`CRITICAL spo2 low, ${CODE}, ICU since`));
    expect(all).toMatch(new RegExp(`2 incidents, 2 critical: spo2 low, ${CODE}.*; .*${CODE}`));
    expect(all).toMatch(new RegExp(`Where: ${CODE}`));
    expect(all).not.toMatch(/471\d|Patient/);
  });

  test('is a code, or the alias, where the service says so', async () => {
    const world = createWorld(CONFIG);
    await world.post(sample('mrn-4711', 'pulse', 20, START), sample('mrn-7', 'pulse', 20, START));
    await world.pass(MINUTE);
    const all = await left(world);
    expect(all).toMatch(new RegExp(`pulse low, ${CODE}, WARD`));
    expect(all).toContain('pulse low, Bed 7');
    expect(all).not.toMatch(/mrn-/);
  });

  test('is the same code in each page, and another for another patient', async () => {
    const world = createWorld(CONFIG);
    await world.post(sample('Patient/4711', 'spo2', 84, START));
    await world.pass(10 * MINUTE);
    await world.post(sample('Patient/4712', 'spo2', 84, world.now()));
    await world.pass(MINUTE);
    const codes = (await left(world)).match(new RegExp(CODE, 'gu')) ?? [];
    expect(new Set(codes).size).toBe(2);
  });

  test('does not leave in the words of an external alert, in its history, or in an address', async () => {
    const world = createWorld(CONFIG);
    const pulse = {
      subject: 'mrn-4711',
      labels: { alertname: 'PulseLow', name: 'Doe', subject: 'mrn-4711' },
      sent: {
        source: 'alertmanager',
        key: 'prometheus',
        annotations: { runbook_url: 'https://ehr.example/chart/mrn-4711' },
      },
    } as const;
    await world.send(
      firingEvent(externalAlert('PulseLow', START, { ...pulse, title: 'Doe (mrn-4711): pulse' })),
    );
    await world.pass(MINUTE);
    await world.send(
      firingEvent(externalAlert('PulseLow', START, { ...pulse, title: 'Doe, mrn-4711: asystole' })),
    );
    await world.pass(MINUTE);
    const all = await left(world);
    expect(all).toMatch(new RegExp(`\\(name\\) \\(${CODE}\\): pulse`));
    expect(all).toMatch(new RegExp(`\\(name\\), ${CODE}: asystole`));
    expect(all).not.toMatch(/mrn-4711|Doe/);
  });
});
