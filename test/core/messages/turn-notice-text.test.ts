import { describe, expect, test } from '@jest/globals';
import { briefingText } from '#core/messages/briefing-text.ts';
import { turnNoticeMessage } from '#core/messages/turn-notice-text.ts';
import type { TurnNotice } from '#core/oncall/turn-notices.ts';
import type { Silence } from '#core/suppression/silence.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { hospital, person } from '../../support/config.ts';
import { alert, incident } from '../../support/incident.ts';

/** The evening before the clocks are set to summer time in Stockholm, which is at 01:00 UTC. */
const EVENING = Date.UTC(2027, 2, 27, 18);
const turn = { schedule: 'wards', from: EVENING, to: EVENING + 11 * HOUR };

const wishes = { ahead: HOUR, begins: true, ends: true, changes: true } as const;
const config = hospital({
  people: [
    {
      ...person('anna', ['email']),
      turnNotices: { channel: 'email', ...wishes, timeZone: 'America/New_York' },
    },
  ],
  config: { schedules: { wards: { id: 'wards', timeZone: 'Europe/Stockholm', layers: [] } } },
});

const message = (notices: readonly TurnNotice[], reader = 'anna', now = EVENING) =>
  turnNoticeMessage(notices, {
    ...{ reader, config, now },
    channel: reader === 'anna' ? 'email' : 'sms',
    briefing: () => [['Nothing is open.']],
  });

describe('a message of turns', () => {
  test('tells when by the clocks of the schedule, over the night they are set, and by those of its reader', () => {
    const { subject, text } = message([{ of: 'soon', turn }]);
    expect(subject).toBe('Your turn in wards begins soon: 2027-03-27 19:00 CET');
    expect(text).toContain(
      'It is yours from 2027-03-27 19:00 CET to 2027-03-28 07:00 CEST (by your clock from 2027-03-27 14:00 UTC-4 to 2027-03-28 01:00 UTC-4).',
    );
    expect(text).not.toContain('Nothing is open');
  });

  test('tells whoever comes on call what they must know, and that it is late', () => {
    const late = EVENING + 3 * HOUR + 20 * MINUTE;
    const { text } = message([{ of: 'begins', turn }], 'anna', late);
    expect(text).toMatch(/late: it began 3h20m ago\.\n\nNothing is open\./);
  });

  test('tells what was, what is, and all that there is at once', () => {
    const moved = { ...turn, from: EVENING + HOUR, goesOn: true as const };
    const { subject, text } = message([
      { of: 'changed', was: [turn], is: [moved] },
      { of: 'ends', turn },
    ]);
    expect(subject).toBe('Your turns on call have changed (+1 more)');
    expect(text).toMatch(
      /No longer yours as you knew them:\n- wards, from 2027-03-27 19:00 CET to 2027-03-28 07:00 CEST .*\nYours now:\n- wards, from 2027-03-27 20:00 CET without an end yet/,
    );
    expect(text).toContain('Your turn in wards has ended: 2027-03-28 07:00 CEST.');
  });

  test('is one part of an SMS, without all that', () => {
    const all = [{ of: 'begins', turn } as const, { of: 'ends', turn } as const];
    const { subject, text } = message([...all, ...all], 'bo');
    expect([subject, text.length <= 160]).toEqual(['', true]);
    expect(text).toMatch(/^Your turn in wards has begun: 2027-03-27 19:00 CET\. Your turn/);
  });
});

describe('what whoever comes on call must know', () => {
  const wording = { config, codeOf: (id: string) => `code of ${id}`, now: EVENING };
  const silence: Silence = {
    ...{ id: 's1', kind: 'silence', comment: 'Mr Smith', createdBy: 'bo' },
    ...{ matchers: [], createdAt: 0, startsAt: 0, endsAt: EVENING + HOUR },
  };

  test('is what is open, the worst first, without a patient', () => {
    const of = (subject: string, severity: 'error' | 'critical') =>
      incident([alert(subject, { severity })], { severity });
    const incidents = [of('bed-1', 'error'), of('Patient/4711', 'critical')];
    const text = briefingText({ incidents, silences: [], notes: [] }, wording).flat().join('\n');
    expect(text).toMatch(/\(2\):\n- CRITICAL .*code of Patient\/4711.*\n- ERROR .*bed-1/);
    expect(text.replaceAll('code of Patient/4711', '')).not.toContain('4711');
  });

  test('is what was left for them, in which no line looks like one of ours', () => {
    const note = {
      ...{ id: 'n1', schedule: 'wards', text: 'Two infusion pumps wait\n\u0007for service' },
      ...{ createdBy: 'bo', createdAt: EVENING - HOUR, until: EVENING + HOUR },
    };
    const [lines] = briefingText({ incidents: [], silences: [], notes: [note] }, wording);
    expect(lines).toEqual(['Note of Bo, 17:00 UTC:', '> Two infusion pumps wait', '> for service']);
  });

  test('counts silences that hold, and quotes nothing of them', () => {
    const over = { ...silence, id: 's2', endsAt: EVENING };
    const text = briefingText(
      { incidents: [], silences: [silence, over], notes: [] },
      wording,
    ).flat();
    expect(text).toEqual([
      'Nothing is open of what pages by this schedule.',
      'Silences and maintenance windows that hold now: 1. The first ends 19:00 UTC.',
    ]);
  });
});
