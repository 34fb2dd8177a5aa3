import { describe, expect, test } from '@jest/globals';
import { pagesAgainAt } from '#core/incident/next-pages.ts';
import { nextText } from '#core/messages/next.ts';
import type { Silence } from '#core/suppression/silence.ts';
import { NEVER } from '#core/suppression/windows.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { endSilence, setSilence } from '#usecases/set-silence.ts';
import { hospital, service } from '../support/config.ts';
import { type Story, story } from '../support/story.ts';
import { createWorld, START, sample } from '../support/world.ts';

const breach = sample('bed-1', 'spo2', 84, START);

async function silence(w: Story, minutes: number, more: Partial<Silence> = {}): Promise<void> {
  const made: Silence = {
    id: 's1',
    kind: 'silence',
    matchers: [{ name: 'subject', op: '=', value: 'bed-1' }],
    startsAt: w.now(),
    endsAt: w.now() + minutes * MINUTE,
    createdBy: 'anna',
    createdAt: w.now(),
    comment: 'probe change',
    ...more,
  };
  await setSilence(w.ports)(made, w.now());
  await w.run();
}

async function audible(w: Story) {
  return (await w.open()).filter((incident) => incident.silenced === undefined);
}

describe('a silence', () => {
  story(
    'records and pages nobody, and pages at its end what still fires',
    hospital(),
    async (w) => {
      await silence(w, 10);
      await w.post(breach);
      expect((await w.incident()).silenced).toMatchObject({
        by: 's1',
        until: START + 10 * MINUTE,
      });
      await w.pass(9 * MINUTE);
      w.expectNoPage();
      await w.pass(1 * MINUTE);
      w.expectPage('anna', 'sms');
    },
  );

  story('pages nobody at its end where the patient has recovered', hospital(), async (w) => {
    await silence(w, 10);
    await w.post(breach);
    await w.pass(2 * MINUTE);
    await w.post(sample('bed-1', 'spo2', 97, w.now()));
    expect(await w.open()).toEqual([]);
    await w.pass(15 * MINUTE);
  });

  story(
    'that begins during an incident stops its pages, and its end starts them again',
    hospital(),
    async (w) => {
      await w.post(breach);
      w.expectPage('anna', 'sms');
      await w.pass(2 * MINUTE);
      await silence(w, 10);
      await w.pass(9 * MINUTE);
      w.expectNoPage();
      await w.pass(1 * MINUTE);
      w.expectPage('anna', 'sms');
    },
  );

  story('ended by hand pages at once what still fires', hospital(), async (w) => {
    await silence(w, 60);
    await w.post(breach);
    await w.pass(1 * MINUTE);
    await endSilence(w.ports)('s1', { by: 'anna' }, w.now());
    await w.run();
    w.expectPage('anna', 'sms');
  });

  story('touches only what it matches', hospital(), async (w) => {
    await silence(w, 60);
    await w.post(sample('bed-2', 'spo2', 84, START));
    w.expectPage('anna', 'sms', /bed-2/);
  });

  story('with a regular expression covers whole names only', hospital(), async (w) => {
    await silence(w, 10, { matchers: [{ name: 'subject', op: '=~', value: 'bed-(1|2)' }] });
    await w.post(...['bed-1', 'bed-2', 'bed-12'].map((bed) => sample(bed, 'spo2', 84, START)));
    w.expectPage('anna', 'sms', /bed-12/);
    await w.act((await audible(w))[0]?.id ?? '', { kind: 'acknowledge', by: 'anna' });
    await w.pass(10 * MINUTE - 1);
    w.expectNoPage();
    await w.pass(20 * SECOND);
    w.expectPage('anna', 'sms', /bed-[12]\b/);
    w.expectPage('anna', 'sms', /bed-[12]\b/);
    expect(await audible(w)).toHaveLength(3);
  });

  story('on one alert of an incident does not hide another', hospital(), async (w) => {
    await silence(w, 60, { matchers: [{ name: 'rule', op: '=~', value: 'spo2.*' }] });
    await w.post(breach);
    w.expectNoPage();
    await w.post(sample('bed-1', 'pulse', 30, START));
    w.expectPage('anna', 'sms', /pulse/);
  });

  story(
    'recovered while silenced ends even where incidents are held',
    hospital({ services: [service('icu', 'icu', { autoResolve: false })] }),
    async (w) => {
      await silence(w, 10);
      await w.post(breach);
      await w.post(sample('bed-1', 'spo2', 97, w.now() + 1));
      expect(await w.open()).toEqual([]);
    },
  );

  story('outlasts an acknowledgement, and says when it pages again', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    const { id } = await w.incident();
    await w.act(id, { kind: 'acknowledge', by: 'anna' });
    await silence(w, 60);
    const end = START + 60 * MINUTE;
    const taken = await w.incident();
    expect(pagesAgainAt(taken)).toBe(end);
    expect(nextText(taken, hospital(), w.now())).toMatch(/before 10:00 UTC.*it pages again/);
    await w.pass(59 * MINUTE);
    expect(pagesAgainAt(await w.incident())).toBe(end);
    w.expectNoPage();
    await w.pass(1 * MINUTE);
    w.expectPage('anna', 'sms');
  });

  test('by a window of the config pages at its end what still fires, each time anew', async () => {
    const matchers = [{ name: 'subject', op: '=', value: 'bed-1' } as const];
    const recurs = { cron: '0 * * * *', timeZone: 'UTC', lasts: 10 * MINUTE };
    const windows = [{ id: 'hourly', matchers, recurs, comment: 'backup' }];
    const w = createWorld(hospital({ config: { maintenanceWindows: windows } }));
    await w.post(breach);
    const { silenced } = await w.incident();
    expect(silenced).toMatchObject({ by: 'hourly.20260601T0900Z', until: START + 10 * MINUTE });
    await w.pass(10 * MINUTE - 1);
    w.expectNoPage();
    await w.pass(1);
    w.expectPage('anna', 'sms');
    await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'anna' });
    await w.post(sample('bed-1', 'spo2', 97, w.now()));
    await w.pass(50 * MINUTE + 10 * SECOND);
    await w.post(sample('bed-1', 'spo2', 84, w.now()));
    w.expectNoPage();
    await w.pass(10 * MINUTE);
    w.expectPage('anna', 'sms');
  });

  story('that recurs pages at the end of each time what still fires', hospital(), async (w) => {
    const end = endSilence(w.ports);
    const recurs = { cron: '0 * * * *', timeZone: 'UTC', lasts: 10 * MINUTE };
    await silence(w, 0, { kind: 'maintenance', recurs, ...NEVER });
    await w.post(breach);
    const { silenced } = await w.incident();
    expect(silenced).toMatchObject({ by: 's1.20260601T0900Z', until: START + 10 * MINUTE });
    await w.pass(10 * MINUTE - 1);
    w.expectNoPage();
    await w.pass(1);
    w.expectPage('anna', 'sms');
    await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'anna' });
    await w.post(sample('bed-1', 'spo2', 97, w.now()));
    // One time is ended early: what fires pages at once, and it says by whom.
    await w.pass(51 * MINUTE);
    await w.post(sample('bed-1', 'spo2', 84, w.now()));
    w.expectNoPage();
    await end('s1.20260601T1000Z', { by: 'bo' }, w.now());
    await w.run();
    w.expectPage('anna', 'sms');
    const { timeline } = await w.incident();
    expect(timeline).toContainEqual(
      expect.objectContaining({ code: 'silence.ended', data: { endedBy: { by: 'bo' } } }),
    );
    // The next one comes all the same, until all of it is ended.
    await w.pass(1 * MINUTE);
    await w.post(sample('bed-1', 'spo2', 97, w.now()));
    await w.pass(59 * MINUTE);
    await w.post(sample('bed-1', 'pulse', 30, w.now()));
    expect((await w.incident()).silenced).toMatchObject({ by: 's1.20260601T1100Z' });
    await end('s1', { by: 'bo' }, w.now());
    await w.run();
    w.expectPage('anna', 'sms', /pulse/);
  });

  story('planned as maintenance begins at its time', hospital(), async (w) => {
    await silence(w, 0, {
      kind: 'maintenance',
      startsAt: START + 5 * MINUTE,
      endsAt: START + 20 * MINUTE,
    });
    await w.post(breach);
    w.expectPage('anna', 'sms');
    await w.pass(20 * MINUTE);
    w.expectPage('anna', 'sms');
  });
});
