import { describe, expect } from '@jest/globals';
import { DAY, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { type AccessesTold, ingestAccesses } from '#usecases/ingest-accesses.ts';
import { accessTold, THREE, watching } from '../support/record-access.ts';
import { type Story, story } from '../support/story.ts';

const CONFIG = watching({ distinctPatients: THREE, breakGlass: ['BTG'] });

async function tell(world: Story, told: Partial<AccessesTold>): Promise<void> {
  await ingestAccesses(world.ports, CONFIG)({ accesses: [], relations: [], ...told }, world.now());
  await world.run();
}

describe('the privacy officer', () => {
  story(
    'is paged once about a user, and anew about what comes after her answer',
    CONFIG,
    async (w) => {
      const many = (from: number) =>
        Array.from({ length: 4 }, (_, i) => accessTold(from + i, w.now() + i * SECOND));
      const first = many(0);
      await tell(w, { accesses: first });
      w.expectPage('dan', 'sms', /One user accessed the records of many patients/);
      await tell(w, { accesses: [accessTold(9, w.now(), { unexplained: ['BTG'] })] });
      w.expectNoPage();
      const { id, alerts } = await w.incident();
      expect(Object.values(alerts).map(({ alert }) => alert.rule)).toEqual([
        'wardbell-distinct-patients',
        'wardbell-break-glass',
      ]);
      await w.act(id, { kind: 'resolve', by: 'dan' });
      await w.pass(2 * MINUTE);
      expect(await w.open()).toEqual([]);
      // The log of the morning is sent again, and then the afternoon's.
      await tell(w, { accesses: first });
      await w.pass(HOUR);
      expect(await w.open()).toEqual([]);
      await tell(w, { accesses: many(0) });
      w.expectPage('dan', 'sms', /One user accessed the records of many patients/);
      await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'dan' });
    },
  );

  story('is not paged about whoever has a reason of care', CONFIG, async (w) => {
    const around = { from: w.now() - HOUR, until: w.now() + HOUR };
    const relations = [0, 1].map((n) => ({
      ...{ user: accessTold(n, 0).user, patient: `Patient/${n}`, ...around },
      ...{ type: 'Encounter' as const, by: `Encounter/${n}` },
    }));
    await tell(w, { relations });
    await tell(w, { accesses: [0, 1, 2, 3, 4].map((n) => accessTold(n, w.now())) });
    expect(await w.open()).toEqual([]);
  });

  story('is paged about a log that is exported by the hour', CONFIG, async (w) => {
    const start = w.now();
    await w.pass(45 * MINUTE);
    await tell(w, { accesses: [0, 1].map((n) => accessTold(n, start + (40 + n) * MINUTE)) });
    await w.pass(HOUR);
    w.expectNoPage();
    await tell(w, { accesses: [2, 3].map((n) => accessTold(n, start + (50 + n) * MINUTE)) });
    w.expectPage('dan', 'sms', /One user accessed the records of many patients/);
    await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'dan' });
  });

  story('is paged about what was done before her answer, and told after', CONFIG, async (w) => {
    const yesterday = w.now() - DAY;
    const many = (from: number, at: number) =>
      Array.from({ length: 4 }, (_, i) => accessTold(from + i, at + i * SECOND));
    await tell(w, { accesses: many(0, yesterday) });
    w.expectPage('dan', 'sms', /One user accessed the records of many patients/);
    await w.act((await w.incident()).id, { kind: 'resolve', by: 'dan' });
    await w.pass(2 * MINUTE);
    await tell(w, { accesses: many(0, yesterday) });
    await w.pass(MINUTE);
    expect(await w.open()).toEqual([]);
    await tell(w, { accesses: many(10, yesterday + HOUR) });
    w.expectPage('dan', 'sms', /One user accessed the records of many patients/);
    await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'dan' });
  });

  story('is paged no more about a rule that is taken out', CONFIG, async (w) => {
    await tell(w, { accesses: [accessTold(9, w.now(), { unexplained: ['BTG'] })] });
    w.expectPage('dan', 'sms', /The glass was broken without a reason/);
    await w.act((await w.incident()).id, { kind: 'acknowledge', by: 'dan' });
    await w.deploy(watching({ distinctPatients: THREE }));
    await w.pass(16 * MINUTE);
    expect(await w.open()).toEqual([]);
  });
});
