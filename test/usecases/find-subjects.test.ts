import { describe, expect, test } from '@jest/globals';
import { hmacLinks } from '#adapters/links.ts';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { findSubjects } from '#usecases/find-subjects.ts';
import { hospital } from '../support/config.ts';
import { alert, incident, NIGHT } from '../support/incident.ts';

/**
 * Returns a store with a resolved incident of a patient, that counts how often the past is read.
 */
async function counting() {
  const { incidents, controls } = memoryPorts(() => NIGHT);
  const links = hmacLinks(controls);
  let days = 0;
  const openedOn: typeof incidents.openedOn = (...asked) => {
    days += 1;
    return incidents.openedOn(...asked);
  };
  const { due: _, ...over } = incident([alert('Patient/1')], { status: 'resolved' });
  await incidents.save(over, 0);
  const config = hospital({ config: { aliases: { 'bed-1': 'ICU 1' } } });
  const find = findSubjects({ incidents: { ...incidents, openedOn }, links }, config);
  return { find, code: (await links.subjectCodes())('Patient/1'), daysRead: () => days };
}

describe('whom somebody means who has read a page', () => {
  test('is found by a code among the incidents of a month', async () => {
    const { find, code, daysRead } = await counting();
    expect(await find(code.toLowerCase(), NIGHT)).toEqual(['Patient/1']);
    expect(daysRead()).toBe(31);
  });

  test.each([
    ['icu 1', ['bed-1']],
    ['bed-99', []],
    ['Patient/1', []],
  ])('is not looked for there where it is no code: %s', async (asked, found) => {
    const { find, daysRead } = await counting();
    expect(await find(asked, NIGHT)).toEqual(found);
    expect(daysRead()).toBe(0);
  });
});
