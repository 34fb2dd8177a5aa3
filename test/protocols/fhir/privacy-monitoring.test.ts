import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { PersonalLimit } from '#core/rule/personal-limit.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, HOUR, SECOND } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import { setLimit } from '#usecases/set-limit.ts';
import { below, hospital } from '../../support/config.ts';
import { bundle, entry, type Resource, spo2 } from '../../support/fhir.ts';
import { NIGHT } from '../../support/incident.ts';
import { memoryIngest } from '../../support/memory-ingest.ts';
import {
  auditEvent,
  patientEntity,
  purpose,
  THREE,
  userAgent,
  watching,
} from '../../support/record-access.ts';

const pseudonymOf = await memoryPorts().pseudonyms.load();
const watchList = [pseudonymOf('patient', 'Patient/vip')];

const CONFIG = watching({
  distinctPatients: THREE,
  breakGlass: ['BTG'],
  ownRecord: true,
  watchList,
});

/** Ingest, as agents see it, and what it has told the incidents. */
async function door(config: Config = CONFIG, fault?: Error, failing?: readonly string[]) {
  const ingest = await memoryIngest({ config, fault, ...(failing !== undefined && { failing }) });
  const { handler, ports, token } = ingest;
  async function send(
    resource: Resource,
    path = `/fhir/${resource['resourceType']}`,
    method = 'POST',
  ) {
    const { event } = gatewayEvent({
      ...{ method, url: path, sourceIp: '::1', id: 'r', at: NIGHT },
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
      body: Buffer.from(JSON.stringify(resource)),
    });
    const { statusCode = 0, body = '', headers } = await handler(event, {} as never);
    return { status: statusCode, json: JSON.parse(body), headers, text: body };
  }
  return {
    ...ingest,
    send,
    /** Sends what a resource tells, and returns how many relations were noted. */
    noted: async (resource: Resource) => /noted: (\d+)\./.exec((await send(resource)).text)?.[1],
    alerts: () =>
      ports.incidentQueue
        .waiting()
        .flatMap((told) => (told.kind === 'transition' ? [told.transition.alert] : []))
        .map(({ rule, subject }) => `${rule} ${subject}`),
  };
}

const recorded = (seconds = 0) => isoTime(NIGHT + seconds * SECOND);

/** A line of the log of a user. */
const of = (user: string, patient: string, more: Resource = {}) =>
  auditEvent(patient, {
    recorded: recorded(),
    agent: [userAgent({ who: { reference: `Practitioner/${user}` } })],
    ...more,
  });

describe('an AuditEvent at the FHIR door', () => {
  test('is created, and tells how many accesses were judged', async () => {
    const { send } = await door();
    const answer = await send(of('anna', 'Patient/p1', { id: 'e1' }));
    expect(answer.status).toBe(201);
    expect(answer.headers?.['location']).toMatch(/\/fhir\/AuditEvent\/e1\/_history\/1$/);
    expect(answer.text).toContain('Accesses judged: 1. The AuditEvent itself is not kept.');
    const put = of('anna', 'Patient/p1', { id: 'e1' });
    expect((await send(put, '/fhir/AuditEvent/e1', 'PUT')).status).toBe(200);
    expect((await send(put, '/fhir/AuditEvent/e2', 'PUT')).status).toBe(400);
  });

  test('without any name has a location of its own', async () => {
    const { send } = await door();
    const located = async (patient: string) =>
      (await send(of('anna', patient))).headers?.['location'];
    expect(await located('Patient/1')).not.toBe(await located('Patient/2'));
    expect(await located('Patient/1')).toBe(await located('Patient/1'));
  });

  test('that tells of no access is counted, and says why it is not judged', async () => {
    const { send, measured } = await door();
    const failed = of('anna', 'Patient/p1', { outcome: '8' });
    expect((await send(failed)).text).toMatch(/It is not judged: its outcome is not 0/);
    await send(bundle('batch', entry(failed), entry(of('anna', 'Patient/p1'))), '/fhir');
    expect(measured).toContainEqual({ auditEventsIgnored: 1 });
    expect(measured).toContainEqual({ auditEventsTaken: 1, auditEventsIgnored: 1 });
  });

  test('costs, with all others of its user in the request, one read and one write', async () => {
    const { send, calls } = await door();
    await send(of('anna', 'Patient/0'));
    calls.length = 0;
    const events = [1, 2].flatMap((n) => [of('anna', `Patient/${n}`), of('bo', `Patient/${n}`)]);
    await send(bundle('batch', ...events.map((one) => entry(one))), '/fhir');
    expect(calls.filter((call) => call.startsWith('subjects.'))).toEqual([
      ...['subjects.load', 'subjects.save', 'subjects.save'],
    ]);
    calls.length = 0;
    await send(bundle('batch', ...events.map((one) => entry(one))), '/fhir');
    expect(calls.filter((call) => call.startsWith('subjects.'))).toEqual(['subjects.load']);
  });

  test('alerts the fourth patient of a user in an hour', async () => {
    const { send, alerts } = await door();
    const events = (user: string, count: number) =>
      Array.from({ length: count }, (_, n) => entry(of(user, `Patient/${n}`)));
    await send(bundle('batch', ...events('anna', 3), ...events('bo', 4)), '/fhir');
    expect(alerts()).toEqual(['wardbell-distinct-patients Practitioner/bo']);
  });

  test('alerts a broken glass without a reason', async () => {
    const { send, alerts } = await door();
    const broken = (user: string, text: string) =>
      auditEvent('Patient/1', {
        recorded: recorded(),
        agent: [
          userAgent({
            who: { reference: `Practitioner/${user}` },
            purposeOfUse: [purpose('BTG', { text })],
          }),
        ],
      });
    await send(broken('anna', 'resuscitation in bed 7'));
    await send(broken('bo', 'Break the glass'));
    expect(alerts()).toEqual(['wardbell-break-glass Practitioner/bo']);
  });

  test('alerts a patient on the watch list, unless a reason of care was told', async () => {
    const { send, alerts, noted } = await door();
    const stay = {
      ...{ resourceType: 'Encounter', status: 'in-progress' },
      subject: { reference: 'Patient/vip' },
      participant: [{ individual: { reference: 'Practitioner/anna' } }],
    };
    expect(await noted(stay)).toBe('1');
    await send(of('anna', 'Patient/vip'));
    await send(of('bo', 'Patient/vip'));
    expect(alerts()).toEqual(['wardbell-watch-list Practitioner/bo']);
  });

  test('alerts a user of the own record, once a Person has linked both', async () => {
    const { send, alerts, noted } = await door();
    const link = ['Practitioner/anna', 'Patient/anna-too'].map((reference) => ({
      target: { reference },
    }));
    expect(await noted({ resourceType: 'Person', active: false, link })).toBe('0');
    expect(await noted({ resourceType: 'Person', link })).toBe('1');
    await send(of('bo', 'Patient/anna-too'));
    await send(of('anna', 'Patient/anna-too'));
    expect(alerts()).toEqual(['wardbell-own-record Practitioner/anna']);
  });

  test('of a user who is known only by name is about a pseudonym', async () => {
    const { send, alerts } = await door();
    await send(of('', 'Patient/vip', { agent: [userAgent({ who: { display: 'Ann Example' } })] }));
    const user = `Person/${pseudonymOf('user', 'Ann Example')}`;
    expect(alerts()).toEqual([`wardbell-watch-list ${user}`]);
  });

  test('leaves no patient in what is stored or sent, and no name of a user', async () => {
    const { send, ports } = await door();
    const agent = [userAgent({ who: { display: 'Ann Example' } })];
    await send(of('anna', 'Patient/vip'));
    await send(of('', 'Patient/vip', { agent }));
    const { states } = await ports.subjects.some(100);
    expect(states.length).toBe(2);
    const kept = JSON.stringify([states, ports.incidentQueue.waiting()]);
    expect(kept).not.toMatch(/vip|Ann Example|MedicationRequest/);
  });

  test('may be of a patient beside it in the Bundle', async () => {
    const { send, alerts } = await door();
    const fullUrl = 'urn:uuid:5f0c6c3e-0000-4000-8000-000000000009';
    const event = of('anna', '', { entity: [patientEntity(fullUrl)] });
    const patient = entry({ resourceType: 'Patient', id: 'vip' }, { fullUrl });
    await send(bundle('transaction', entry(event), patient), '/fhir');
    expect(alerts()).toEqual(['wardbell-watch-list Practitioner/anna']);
  });

  test('is answered 503 while nothing can be stored, and is judged when it comes again', async () => {
    const { send } = await door(CONFIG, new Error('throttled'));
    const answer = await send(of('anna', 'Patient/vip'));
    expect([answer.status, answer.json.issue[0].code]).toEqual([503, 'transient']);
    expect(answer.text).not.toContain('vip');
  });
});

describe('AuditEvents in a Bundle', () => {
  test('cost one another, and Observations beside them, nothing', async () => {
    const { send, alerts } = await door();
    const { json } = await send(
      bundle(
        'batch',
        entry(of('anna', 'Patient/1', { recorded: '2026' })),
        entry(spo2(80, { effectiveDateTime: recorded() })),
        entry(of('anna', 'Patient/vip')),
      ),
      '/fhir',
    );
    const statuses = json.entry.map((one: { response: { status: string } }) =>
      one.response.status.slice(0, 3),
    );
    expect(statuses).toEqual(['422', '201', '201']);
    expect(json.entry[0].response.outcome.issue[0]).toMatchObject({
      expression: ['Bundle.entry[0].resource.recorded'],
    });
    expect(alerts()).toEqual(['spo2-low Patient/p1', 'wardbell-watch-list Practitioner/anna']);
  });

  test('of a transaction that is refused are not judged', async () => {
    const { send, alerts } = await door();
    const events = [of('anna', 'Patient/vip'), of('anna', 'Patient/1', { agent: [] })];
    const { status } = await send(bundle('transaction', ...events.map((e) => entry(e))), '/fhir');
    expect(status).toBe(422);
    expect(alerts()).toEqual([]);
  });
});

describe('a reason of care', () => {
  const booked = (more: Resource = {}) => ({
    ...{ resourceType: 'Appointment', status: 'booked' },
    start: isoTime(NIGHT + DAY),
    end: isoTime(NIGHT + DAY + HOUR),
    participant: ['Practitioner/anna', 'Patient/vip', 'Location/1'].map((reference) => ({
      ...{ actor: { reference }, status: 'accepted' },
    })),
    ...more,
  });
  const order = {
    ...{ resourceType: 'ServiceRequest', status: 'active', intent: 'order' },
    authoredOn: isoTime(NIGHT),
    subject: { reference: 'Patient/vip' },
    requester: { reference: 'Practitioner/anna' },
    performer: [{ reference: 'Practitioner/bo' }, { reference: 'Organization/lab' }],
  };

  test('is an appointment of a practitioner with a patient that is not called off', async () => {
    const { send, alerts, noted } = await door();
    expect(await noted(booked({ status: 'cancelled' }))).toBe('0');
    expect(await noted(booked({ start: undefined, end: undefined }))).toBe('0');
    expect(await noted(booked())).toBe('1');
    await send(of('anna', 'Patient/vip'));
    expect(alerts()).toEqual([]);
  });

  test('holds from a week before an appointment, and not months before', async () => {
    const { send, alerts, noted } = await door();
    const at = NIGHT + 60 * DAY;
    expect(await noted(booked({ start: isoTime(at), end: isoTime(at + HOUR) }))).toBe('1');
    await send(of('anna', 'Patient/vip'));
    expect(alerts()).toHaveLength(1);
  });

  test('is an order, of whoever asks for it and whoever carries it out', async () => {
    const { send, alerts, noted } = await door();
    expect(await noted({ ...order, status: 'revoked' })).toBe('0');
    expect(await noted(order)).toBe('2');
    await send(of('bo', 'Patient/vip'));
    expect(alerts()).toEqual([]);
  });

  test('is a list of patients in no order, and at most 200 of one resource', async () => {
    const { noted, send } = await door();
    const many = (type: string) =>
      Array.from({ length: 100 }, (_, n) => ({ reference: `${type}/${n}` }));
    expect(await noted({ ...order, subject: many('Patient') })).toBe('0');
    const actors = [...many('Practitioner').slice(0, 30), ...many('Patient').slice(0, 30)];
    const group = booked({ participant: actors.map((actor) => ({ actor, status: 'accepted' })) });
    const { text } = await send(group);
    expect(text).toMatch(/noted: 200\. Left out: 700, since a resource may tell of 200/);
  });

  test('is left out where others of its request have left no room', async () => {
    const { send } = await door();
    const group = (id: number) => ({
      ...{ ...order, id: `o${id}` },
      performer: Array.from({ length: 99 }, (_, n) => ({ reference: `Practitioner/${n}` })),
    });
    const sent = Array.from({ length: 51 }, (_, n) => entry(group(n)));
    const { json } = await send(bundle('batch', ...sent), '/fhir');
    const noted = json.entry.map(
      (one: { response: { outcome: unknown } }) =>
        /noted: (\d+)/.exec(JSON.stringify(one.response.outcome))?.[1],
    );
    expect(noted.slice(0, 50)).toEqual(Array(50).fill('100'));
    expect(noted[50]).toBe('0');
  });

  test('is not one of whoever has declined', async () => {
    const { noted } = await door();
    const participant = ['Practitioner/anna', 'Patient/vip'].map((reference) => ({
      ...{ actor: { reference }, status: reference.startsWith('Pr') ? 'declined' : 'accepted' },
    }));
    expect(await noted(booked({ participant }))).toBe('0');
  });

  test('ends with the stay, though it was told without an end before', async () => {
    const { noted, send, alerts } = await door();
    const stay = {
      ...{ resourceType: 'Encounter', id: 'e1', subject: { reference: 'Patient/vip' } },
      participant: [{ individual: { reference: 'Practitioner/anna' } }],
    };
    const period = { start: isoTime(NIGHT - 30 * DAY) };
    expect(await noted({ ...stay, status: 'in-progress', period })).toBe('1');
    const whole = { ...period, end: isoTime(NIGHT - 9 * DAY) };
    expect(await noted({ ...stay, status: 'finished', period: whole })).toBe('1');
    await send(of('anna', 'Patient/vip'));
    expect(alerts()).toEqual(['wardbell-watch-list Practitioner/anna']);
  });

  test('is not taken where the config does not ask for it', async () => {
    const { privacyMonitoring: watch } = CONFIG;
    const explainedBy = ['Encounter'] as const;
    const monitoring = watch && {
      privacyMonitoring: { ...watch, rules: { watchList }, explainedBy },
    };
    const { send } = await door({ ...CONFIG, ...monitoring });
    const { status, json } = await send(order);
    expect(status).toBe(404);
    expect(json.issue[0].diagnostics).toMatch(/Observation, Encounter and AuditEvent are\.$/);
  });
});

describe('the end of limits by an Encounter', () => {
  const limits = { rules: [below('spo2', 90, { bounds: { low: 80, high: 96 } })] };
  const config = { ...CONFIG, ...limits, trends: { keep: DAY } };

  test.each(['pseudonyms.load', 'trends.listed'])(
    'does not depend on %s, and what has failed comes again',
    async (failing) => {
      const { send, ports } = await door(config, new Error('throttled'), [failing]);
      const limit: PersonalLimit = {
        ...{ rule: 'spo2-low', order: { kind: 'below', limit: 85 }, reason: 'COPD' },
        ...{ createdBy: 'anna', createdAt: NIGHT - HOUR, endsAt: NIGHT + HOUR },
      };
      await setLimit(ports, config)('Patient/p1', limit, NIGHT - HOUR);
      const stay = {
        ...{ resourceType: 'Encounter', status: 'finished', class: { code: 'IMP' } },
        ...{ subject: { reference: 'Patient/p1' }, period: { end: recorded(-1) } },
        participant: [{ individual: { reference: 'Practitioner/anna' } }],
      };
      const { status } = await send(bundle('batch', entry(stay)), '/fhir');
      expect(status).toBe(503);
      const { states } = await ports.subjects.some(100);
      expect(states.flatMap((one) => Object.keys(one.limits ?? {}))).toEqual([]);
    },
  );
});

describe('a config without privacy_monitoring', () => {
  test('takes no AuditEvent, and says why', async () => {
    const { send } = await door(hospital());
    const { status, json } = await send(of('anna', 'Patient/1'));
    expect([status, json.issue[0].diagnostics]).toEqual([
      404,
      'Resources of the type "AuditEvent" are not taken: the config has no privacy_monitoring; Observation and Encounter are.',
    ]);
  });
});
