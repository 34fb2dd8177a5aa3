import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { checkReport } from '#core/health/check-report.ts';
import { DAY, MINUTE } from '#core/time/instant.ts';
import { asker } from '../../support/ask.ts';
import { hospital } from '../../support/config.ts';
import { apiHandler } from '../../support/respond.ts';

const NOON = Date.UTC(2026, 9, 24, 12);
const HERE = { place: 'eu-north-1', at: NOON };
const DEAD = [{ queue: 'pages-dead.fifo', messages: 2 }];
const STUCK = { kind: 'dead_letters', text: '2 messages lie in pages-dead.fifo.' };

async function served() {
  const ports = memoryPorts();
  let now = NOON;
  const ask = await asker(
    apiHandler({ ports, config: hospital(), clock: () => now }),
    ports.controls,
  );
  await ports.controls.putCheckReport(
    checkReport({ ...HERE, check: 'daily', findings: [], contactFindings: 3 }),
  );
  await ports.controls.putCheckReport(
    checkReport({ ...HERE, check: 'canary', findings: [], timeToPage: 2_400 }),
  );
  await ports.controls.putCheckReport(
    checkReport({
      ...HERE,
      check: 'platform',
      findings: [STUCK],
      oldestDue: 1_500,
      deadLetters: DEAD,
    }),
  );
  return {
    async checks(after = 0) {
      now = NOON + after;
      return (await ask('/v1/checks')).json.checks;
    },
    controls: ports.controls,
  };
}

describe('the checks of the platform', () => {
  test('are shown with what each found last and what it measured', async () => {
    const at = '2026-10-24T12:00:00Z';
    const common = { place: 'eu-north-1', at, late: false };
    expect(await (await served()).checks()).toEqual([
      {
        ...common,
        check: 'platform',
        everySeconds: 60,
        findings: [STUCK],
        oldestDueSeconds: 1.5,
        deadLetters: DEAD,
      },
      { ...common, check: 'canary', everySeconds: 300, findings: [], timeToPageSeconds: 2.4 },
      { ...common, check: 'daily', everySeconds: 86_400, findings: [], contactFindings: 3 },
    ]);
  });

  test('are late where they should have come again', async () => {
    const { checks } = await served();
    const lateAfter = async (after: number) =>
      (await checks(after)).filter((one: { late: boolean }) => one.late).length;
    expect(await lateAfter(5 * MINUTE)).toBe(0);
    expect(await lateAfter(6 * MINUTE)).toBe(1);
    expect(await lateAfter(16 * MINUTE)).toBe(2);
    expect(await lateAfter(2 * DAY)).toBe(3);
    expect(await checks(40 * DAY)).toEqual([]);
  });

  test('name twenty findings, and how many there are besides', async () => {
    const { checks, controls } = await served();
    const findings = Array.from({ length: 23 }, () => STUCK);
    await controls.putCheckReport(
      checkReport({ ...HERE, check: 'platform', findings, oldestDue: 0, deadLetters: [] }),
    );
    const [platform] = await checks();
    expect([platform.findings.length, platform.moreFindings]).toEqual([20, 3]);
  });
});

test('a check that only a later version knows is left out, and hides no other', async () => {
  const { checks, controls } = await served();
  const later = checkReport({ ...HERE, check: 'daily', findings: [], contactFindings: 0 });
  await controls.putCheckReport({ ...later, id: 'weekly#here', check: 'weekly' as 'daily' });
  const shown = await checks();
  expect(shown.map(({ check }: { check: string }) => check)).toEqual([
    'platform',
    'canary',
    'daily',
  ]);
});
