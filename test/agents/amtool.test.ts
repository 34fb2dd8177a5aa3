import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isInstalled } from '../support/agent.ts';
import { type Amtool, amtoolAt } from '../support/amtool.ts';
import { hospital } from '../support/config.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

const withAmtool = isInstalled('amtool') ? describe : describe.skip;

withAmtool('amtool (skipped where it is not in PATH)', () => {
  let world: TestPlatform;
  let amtool: Amtool;

  beforeAll(async () => {
    const toIcu = {
      matchers: [{ name: 'team', op: '=', value: 'icu' }],
      to: { service: 'icu' },
    } as const;
    world = await startTestPlatform({ config: hospital({ config: { alertRoutes: [toIcu] } }) });
    amtool = amtoolAt(world.platform.url, await world.key('samples', 'read', 'respond'));
  });

  afterAll(async () => {
    amtool.remove();
    await world.platform.stop();
  });

  const said = async (...args: readonly string[]) => {
    const run = await amtool.run(...args);
    if (!run.ok) {
      throw new Error(run.said);
    }
    return run.said.trim();
  };

  test('amtool adds an alert, which pages, and finds it by label, expression and receiver', async () => {
    const words = ['--annotation=summary=Disk is full', '--generator-url=http://prometheus/x'];
    await said('alert', 'add', 'DiskFull', 'team=icu', 'instance=db-1', ...words);
    expect((await world.nextPage()).text).toMatch(/^ERROR Disk is full, db-1, ICU since/);
    const shown = /^Alertname .*\nDiskFull .* Disk is full +active$/;
    expect(await said('alert', 'query')).toMatch(shown);
    expect(await said('alert', 'query', 'DiskFull', 'instance=~db-.*', 'team!=er')).toMatch(shown);
    expect(await said('alert', 'query', '--receiver=ic.')).toMatch(shown);
    for (const other of ['Other', 'team!~i.*', '--receiver=ic', '--silenced']) {
      expect(await said('alert', 'query', other)).not.toContain('DiskFull');
    }
    expect(await said('alert', 'query', '-o', 'extended')).toContain('http://prometheus/x');
  });

  test('amtool silences it, finds the silence, changes and ends it', async () => {
    const id = await said('silence', 'add', 'DiskFull', '-a', 'anna', '-c', 'moving', '-d', '2h');
    expect(await said('silence', 'query', 'DiskFull')).toMatch(
      new RegExp(`${id} +alertname="DiskFull" .* anna \\(key a test\\) +moving$`),
    );
    expect(await said('silence', 'query', 'Other')).not.toContain(id);
    expect(await said('alert', 'query', '--silenced')).toContain('suppressed');
    expect(await said('alert', 'query', '--active')).not.toContain('DiskFull');
    expect(await said('silence', 'update', id, '-d', '3h', '-c', 'longer')).toMatch(
      new RegExp(`${id} .* anna \\(key a test\\) +longer$`),
    );
    await said('silence', 'expire', id);
    expect(await said('silence', 'query')).not.toContain(id);
    expect(await said('silence', 'query', '--expired')).toContain(id);
    expect(await said('alert', 'query')).toContain('DiskFull');
  });

  test('amtool shows the routes of alerts', async () => {
    expect(await said('config', 'routes', 'test', 'team=icu')).toBe('icu');
    expect(await said('config', 'routes', 'test', 'team=er')).toBe('it');
    expect(await said('config', 'show')).toContain('"receiver": "it"');
    expect(await said('cluster', 'show')).toContain('disabled');
  });

  test('amtool says what is wrong', async () => {
    const times = ['--start=2026-01-02T00:00:00Z', '--end=2026-01-01T00:00:00Z'];
    const wrongs = [
      [['alert', 'add', 'Odd', ...times], /\[400\].*1 of 1 alerts were not taken.* is before /],
      [['alert', 'query', 'a=~(a+'], /missing closing/],
      [['silence', 'add', 'alertname=~.*', '-c', 'x'], /\[400\].* would match every alert/],
      [['silence', 'expire', 'c15a8978-7038-4693-a350-ea02afd9a553'], /404/],
    ] as const;
    for (const [args, says] of wrongs) {
      expect(await amtool.run(...args)).toMatchObject({
        ok: false,
        said: expect.stringMatching(says),
      });
    }
  });
});
