import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { faultsOf, startConsole, type TestConsole } from '../../support/console.ts';
import { BACKUP_UUID, HEARTBEATS } from '../../support/heartbeats.ts';
import { TEST_CONFIG } from '../../support/platform.ts';

let it: TestConsole;

beforeAll(async () => {
  it = await startConsole({ config: { ...TEST_CONFIG, ...HEARTBEATS } });
});
afterAll(() => it.stop());

const section = (name: string) =>
  it.page.locator('section', { has: it.page.getByRole('heading', { name }) });

describe('heartbeats', () => {
  test('are told apart by how they stand, with what was heard and what is expected', async () => {
    await it.world.call('GET', `/ping/${BACKUP_UUID}`, { key: null });
    await it.open('heartbeats');
    const heard = await section('Heard in time (1)').innerText();
    expect(heard).toMatch(/backup failed \(backup\)\s+IT, each 1 hr, with 10 min of grace/u);
    expect(heard).toMatch(/last heard \d\d:\d\d .*\s+next expected .*\d\d:\d\d .*\(in 59 min/u);
    const never = await section('Never heard (1)').innerText();
    expect(never).toContain('by 30 3 * * * in Europe/Stockholm');
    expect(await faultsOf(it.page)).toEqual([]);
  });

  test('that failed come first', async () => {
    await it.world.call('GET', `/ping/${BACKUP_UUID}/fail`, { key: null });
    await section('Missing or failed (1)').waitFor();
    expect(await it.page.locator('h2').first().innerText()).toBe('Missing or failed (1)');
  });
});
