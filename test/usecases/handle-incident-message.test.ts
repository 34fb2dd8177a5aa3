import { describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { actOnIncident } from '#usecases/act-on-incident.ts';
import {
  groupMessages,
  handleIncidentMessage,
  handleIncidentMessages,
} from '#usecases/handle-incident-message.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { silence } from '../core/incident/given.ts';
import { below, hospital, person, policy, to } from '../support/config.ts';
import { alert, NIGHT } from '../support/incident.ts';
import { sample } from '../support/world.ts';
import {
  HOSPITAL,
  handled,
  lookAt,
  OPENING,
  stored,
  transitionMessage,
  watchedPorts,
} from './given-incident.ts';

const opening = transitionMessage(OPENING);
const ending = transitionMessage({ ...OPENING, kind: 'resolved', seq: 9, reason: 'recovered' });
const lost = hospital({ people: ['anna', 'bo', 'cia'].map((id) => person(id, [])) });

describe('a transition', () => {
  test('that opens an incident takes two writes: the decision, and that it was handed over', async () => {
    const { ports, count } = watchedPorts();
    const { outcome, incident } = await handled(ports, opening);
    expect(outcome).toBe('changed');
    expect(count('incidents.save')).toBe(2);
    expect(incident).toMatchObject({ version: 2, pages: [{ status: 'handed_over' }] });
    expect(ports.pageQueue.waiting()).toMatchObject([
      { responder: 'anna', channel: 'sms', orders: [{ id: incident.pages[0]?.id }] },
    ]);
  });

  test('whose turn cannot be taken pages all whose turn it may be', async () => {
    const { ports, around } = watchedPorts();
    around.before = (operation) => {
      if (operation === 'incidents.takeTurn') {
        throw new Error('throttled');
      }
    };
    const steps = [{ targets: to('anna', 'bo'), delay: 5 * MINUTE, inTurn: true as const }];
    const config = hospital({ policies: [policy('icu', [], { steps })] });
    const { incident } = await handled(ports, opening, NIGHT, config);
    expect(incident.pages.map(({ responder }) => responder)).toEqual(['anna', 'bo']);
  });

  test('that ends it takes one', async () => {
    const { ports, count } = watchedPorts();
    await handled(ports, opening);
    const before = count('incidents.save');
    const { incident } = await handled(ports, ending, NIGHT + SECOND);
    expect(count('incidents.save') - before).toBe(1);
    expect(incident.status).toBe('resolved');
  });

  test.each([
    ['the same once more', opening],
    ['an assertion', transitionMessage({ ...OPENING, seq: 5 })],
  ])('that changes nothing is not written: %s', async (_, message) => {
    const { ports, count } = watchedPorts();
    await handled(ports, opening);
    const before = count('incidents.save');
    expect((await handled(ports, message, NIGHT + SECOND)).outcome).toBe('unchanged');
    expect(count('incidents.save')).toBe(before);
    expect(ports.pageQueue.waiting()).toHaveLength(1);
  });

  test('that ends what nobody knows leaves no trace', async () => {
    const { ports, count } = watchedPorts();
    const outcome = await handleIncidentMessage(ports, HOSPITAL)(ending, NIGHT);
    expect([outcome, count('incidents.save')]).toEqual(['unchanged', 0]);
  });
});

describe('messages of one group', () => {
  const { groupKey } = OPENING.alert;
  const beds = Array.from({ length: 10 }, (_, n) => `bed-${n + 1}`);
  const firing = beds.map((bed, n) =>
    transitionMessage({ ...OPENING, alert: alert(bed, { groupKey }), seq: n + 1 }),
  );
  const over = beds.map((bed, n) =>
    transitionMessage({
      ...OPENING,
      kind: 'resolved',
      alert: alert(bed, { groupKey }),
      seq: 100 + n,
      reason: 'recovered',
    }),
  );

  test('that begin are folded in one save, and one more for what was handed over', async () => {
    const { ports, count } = watchedPorts();
    for (const run of groupMessages(firing)) {
      await handleIncidentMessages(ports, HOSPITAL)(run, NIGHT);
    }
    expect([count('incidents.latest'), count('incidents.save')]).toEqual([1, 2]);
    const { alerts, pages } = await stored(ports);
    expect(Object.values(alerts).map((a) => a.alert.subject)).toEqual(beds);
    expect(pages).toHaveLength(1);
  });

  test('that end are folded in one save, apart from those that began before them', async () => {
    const { ports, count } = watchedPorts();
    const runs = groupMessages([...firing, ...over, firing[0] ?? opening]);
    expect(runs.map((run) => run.length)).toEqual([10, 10, 1]);
    for (const run of runs.slice(0, 2)) {
      await handleIncidentMessages(ports, HOSPITAL)(run, NIGHT + SECOND);
    }
    expect(count('incidents.save')).toBe(3);
    expect(await stored(ports)).toMatchObject({ status: 'resolved' });
    // Their pages had been handed over before.
    expect(ports.pageQueue.waiting()).toHaveLength(1);
  });

  test('page somebody where the first of them is silenced and another is not', async () => {
    const { ports } = watchedPorts();
    await ports.controls.putSilence(silence('bed-1'));
    await handleIncidentMessages(ports, HOSPITAL)(firing.slice(0, 2), NIGHT);
    expect(ports.pageQueue.waiting()).toMatchObject([{ responder: 'anna' }]);
  });

  test('that come twice are folded once', async () => {
    const { ports, count } = watchedPorts();
    const handle = handleIncidentMessages(ports, HOSPITAL);
    await handle(firing, NIGHT);
    const saves = count('incidents.save');
    expect(await handle([...firing.slice(3), ...firing], NIGHT + SECOND)).toBe('unchanged');
    expect(count('incidents.save')).toBe(saves);
  });
});

describe('a look', () => {
  test('at an incident that is not there does nothing', async () => {
    const { ports } = watchedPorts();
    const message = {
      kind: 'look',
      incident: `${'0'.repeat(16)}-1`,
      why: '',
    } as const;
    expect(await handleIncidentMessage(ports, HOSPITAL)(message, NIGHT)).toBe('unchanged');
  });

  test('takes the step that is due, once, however often it comes', async () => {
    const { ports } = watchedPorts();
    const { incident } = await handled(ports, opening);
    const at = NIGHT + 5 * MINUTE;
    for (let n = 0; n < 3; n++) {
      await handled(ports, lookAt(incident), at);
    }
    const people = (await stored(ports)).pages.map((page) => page.responder);
    expect(people.filter((id) => id === 'bo')).toEqual(['bo']);
  });

  test('takes over what became of the pages', async () => {
    const { ports } = watchedPorts();
    const { incident } = await handled(ports, opening);
    const [order] = ports.pageQueue.waiting()[0]?.orders ?? [];
    if (order === undefined) {
      throw new Error('nobody is paged');
    }
    const result = { code: 'sent', message: 'm-1', others: 0 } as const;
    const attempts = [{ at: NIGHT, result }];
    await ports.pages.save({ order, status: 'sent', attempts, version: 1 }, 0);
    const { incident: known } = await handled(ports, lookAt(incident), NIGHT + 45 * SECOND);
    expect(known.pages).toMatchObject([{ status: 'sent', result }]);
  });

  test('at an earlier episode touches that one, not the newest', async () => {
    const { ports } = watchedPorts();
    const { incident: first } = await handled(ports, opening);
    await handled(ports, ending, NIGHT + SECOND);
    const again = { ...OPENING, seq: 10, alert: alert('bed-1', { startsAt: NIGHT + 2 }) };
    const { incident: second } = await handled(ports, transitionMessage(again), NIGHT + HOUR);
    expect(second.episode).toBe(2);
    await handled(ports, lookAt(first), NIGHT + HOUR + MINUTE);
    expect((await stored(ports)).version).toBe(second.version);
    const old = (await ports.incidents.load([first.id])).get(first.id);
    expect(old?.due).toBeUndefined();
  });
});

describe('a crash', () => {
  test('after the decision leaves it due, and the next look relays what was planned', async () => {
    const { ports, around } = watchedPorts();
    around.before = (operation) => {
      if (operation === 'pageQueue.send') {
        throw new Error('the queue is out of reach');
      }
    };
    await expect(handled(ports, opening)).rejects.toThrow('out of reach');
    const planned = await stored(ports);
    expect(await ports.incidents.dueBefore(NIGHT, 10)).toEqual([{ id: planned.id, due: NIGHT }]);
    delete around.before;
    const { incident } = await handled(ports, lookAt(planned), NIGHT + 10 * SECOND);
    expect(incident.pages).toMatchObject([{ status: 'handed_over' }]);
    expect(ports.pageQueue.waiting()).toHaveLength(1);
  });

  test('between relaying and its record has the same page sent again, by the same id', async () => {
    const { ports, around, count } = watchedPorts();
    around.before = (operation) => {
      if (operation === 'incidents.save' && count(operation) === 2) {
        throw new Error('gone');
      }
    };
    await expect(handled(ports, opening)).rejects.toThrow('gone');
    delete around.before;
    await handled(ports, opening, NIGHT + SECOND);
    const ids = ports.pageQueue.waiting().map((message) => message.orders[0]?.id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });
});

describe('two at once', () => {
  test('the loser decides again on what the winner stored', async () => {
    const { ports, memory, around } = watchedPorts();
    const other = transitionMessage({
      ...OPENING,
      alert: alert('bed-2', { groupKey: OPENING.alert.groupKey }),
    });
    around.before = async (operation) => {
      if (operation !== 'incidents.save') {
        return;
      }
      delete around.before;
      await handled(memory, other);
    };
    const { incident } = await handled(ports, opening);
    expect(incident.episode).toBe(1);
    expect(Object.values(incident.alerts).map((a) => a.alert.subject)).toEqual(['bed-2', 'bed-1']);
    expect(ports.pageQueue.waiting()).toHaveLength(1);
  });

  test('who loses again and again gives the message back', async () => {
    const { ports, memory, around } = watchedPorts();
    await handled(memory, opening);
    around.before = async (operation) => {
      if (operation !== 'incidents.save') {
        return;
      }
      const newest = await stored(memory);
      await memory.incidents.save({ ...newest, version: newest.version + 1 }, newest.version);
    };
    await expect(handled(ports, ending, NIGHT + 1)).rejects.toThrow(
      'lost 10 races for an incident: the message will be tried again',
    );
  });

  test('an acknowledgement while a page is being handed over: the page is taken back in the incident', async () => {
    const { ports, memory, around } = watchedPorts();
    around.after = async (operation) => {
      if (operation !== 'pageQueue.send') {
        return;
      }
      delete around.after;
      const { id } = await stored(memory);
      await actOnIncident(memory, HOSPITAL)(id, { kind: 'acknowledge', by: 'anna' }, NIGHT);
    };
    const { incident } = await handled(ports, opening);
    expect(incident).toMatchObject({
      status: 'acknowledged',
      pages: [
        { status: 'withdrawn', result: { code: 'incident_not_triggered', status: 'acknowledged' } },
      ],
    });
  });

  test('an acknowledgement while the escalation failure is being sent: its end is sent too', async () => {
    const { ports, memory, around } = watchedPorts();
    around.after = async (operation) => {
      if (operation !== 'incidentQueue.send') {
        return;
      }
      delete around.after;
      const { id } = await stored(memory);
      await actOnIncident(memory, lost)(id, { kind: 'acknowledge', by: 'anna' }, NIGHT);
    };
    await handled(ports, opening, NIGHT, lost);
    const told = ports.incidentQueue.waiting();
    expect(told.map((m) => m.kind === 'transition' && m.transition.kind)).toEqual([
      'firing',
      'resolved',
    ]);
    for (const message of told) {
      await handleIncidentMessage(ports, lost)(message, NIGHT);
    }
    expect((await ports.incidents.open()).map((i) => i.service)).toEqual(['icu']);
  });
});

describe('an incident that reaches nobody', () => {
  test('costs one write a minute, and tells the technical service once in 15', async () => {
    const { ports, count } = watchedPorts();
    let { incident } = await handled(ports, opening, NIGHT, lost);
    const before = count('incidents.save');
    for (let minute = 1; minute <= 14; minute++) {
      ({ incident } = await handled(ports, lookAt(incident), NIGHT + minute * MINUTE, lost));
    }
    expect(count('incidents.save') - before).toBe(14);
    expect(ports.incidentQueue.waiting()).toHaveLength(1);
    await handled(ports, lookAt(incident), NIGHT + 15 * MINUTE, lost);
    expect(ports.incidentQueue.waiting()).toHaveLength(2);
  });
});

test('a deploy that changes only the severity of a rule leaves the incident open', async () => {
  const { ports } = watchedPorts();
  const run = async (severity: 'critical' | 'warning', value: number, now: number) => {
    const config = hospital({ rules: [below('spo2', 88, { severity })] });
    await ingestSamples(ports, config)([sample('bed-1', 'spo2', value, now)], now);
    for (const message of ports.incidentQueue.receive()) {
      await handleIncidentMessage(ports, config)(message.body, now);
      message.acknowledge();
    }
    return ports.incidents.open();
  };
  const [first] = await run('warning', 84, NIGHT);
  const [worse, ...others] = await run('critical', 83, NIGHT + MINUTE);
  expect(others).toEqual([]);
  expect(worse).toMatchObject({ id: first?.id, severity: 'critical', escalation: { run: 2 } });
  const [better] = await run('warning', 83, NIGHT + 2 * MINUTE);
  expect(better).toMatchObject({ id: first?.id, severity: 'warning', escalation: { run: 2 } });
});
