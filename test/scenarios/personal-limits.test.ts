import { describe, expect } from '@jest/globals';
import type { PersonalLimit } from '#core/rule/personal-limit.ts';
import { type Duration, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { endLimits, setLimit } from '#usecases/set-limit.ts';
import { below, hospital } from '../support/config.ts';
import { type Story, story } from '../support/story.ts';
import { sample } from '../support/world.ts';

const CONFIG = hospital({ rules: [below('spo2', 90, { bounds: { low: 80, high: 96 } })] });

const measure = (w: Story, value: number, bed = 'bed-1') =>
  w.post(sample(bed, 'spo2', value, w.now()));

/** Sets the limit of bed-1 as its lead does, and runs everything that follows. */
async function set(w: Story, limit: number, lasts: Duration): Promise<void> {
  const asked: PersonalLimit = {
    rule: 'spo2-low',
    order: { kind: 'below', limit },
    reason: 'COPD',
    createdBy: 'anna',
    byPerson: true,
    createdAt: w.now(),
    endsAt: w.now() + lasts,
  };
  expect(await setLimit(w.ports, CONFIG)('bed-1', asked, w.now())).toMatchObject({ kind: 'set' });
  await w.run();
}

describe('a patient whose oxygen is low, and may be', () => {
  story('has a limit of their own, which pages for nobody else', CONFIG, async (w) => {
    await set(w, 85, 8 * HOUR);
    await measure(w, 88);
    await w.pass(MINUTE);
    w.expectNoPage();
    await measure(w, 88, 'bed-2');
    w.expectPage('anna', 'sms', /bed-2/);
    await w.pass(2 * MINUTE);
    await measure(w, 84);
    w.expectPage('anna', 'sms', /bed-1/);
    const [known] = (await w.open()).flatMap(({ alerts }) =>
      Object.values(alerts).filter(({ alert }) => alert.subject === 'bed-1'),
    );
    expect(known?.alert).toMatchObject({
      ...{ limit: 'below 85', limitSetBy: { createdBy: 'anna', byPerson: true } },
    });
  });

  story(
    'gets it in the middle of a breach, which ends, and loses it in the next, which pages',
    CONFIG,
    async (w) => {
      await measure(w, 88);
      w.expectPage('anna', 'sms', /bed-1/);
      await w.pass(20 * SECOND);
      await set(w, 85, HOUR);
      await measure(w, 88);
      expect(await w.open()).toEqual([]);
      await w.pass(30 * MINUTE);
      await measure(w, 87);
      w.expectNoPage();
      // Nothing comes any more: the clock sees the limit end.
      await w.pass(30 * MINUTE);
      w.expectPage('anna', 'sms', /bed-1/);
      expect((await w.incident()).status).toBe('triggered');
    },
  );

  story('is not paged about twice when the limit ends in a breach of both', CONFIG, async (w) => {
    await set(w, 85, HOUR);
    await w.pass(50 * MINUTE);
    await measure(w, 84);
    w.expectPage('anna', 'sms', /bed-1/);
    const incident = await w.incident();
    await w.act(incident.id, { kind: 'acknowledge', by: 'anna' });
    await w.pass(15 * MINUTE);
    await measure(w, 88);
    expect((await w.incident()).status).toBe('acknowledged');
    await measure(w, 95);
    expect(await w.open()).toEqual([]);
  });

  story('has the limit of all again as soon as a lead ends it', CONFIG, async (w) => {
    await set(w, 85, 8 * HOUR);
    await measure(w, 88);
    await w.pass(MINUTE);
    w.expectNoPage();
    await endLimits(w.ports, CONFIG)('bed-1', () => true, w.now());
    await w.run();
    w.expectPage('anna', 'sms', /bed-1/);
  });

  story('has it no longer once a new config does not allow it', CONFIG, async (w) => {
    await set(w, 85, 2 * 24 * HOUR);
    await measure(w, 88);
    await w.pass(MINUTE);
    w.expectNoPage();
    await w.deploy(hospital({ rules: [below('spo2', 90)] }));
    await w.pass(MINUTE);
    w.expectPage('anna', 'sms', /bed-1/);
  });
});
