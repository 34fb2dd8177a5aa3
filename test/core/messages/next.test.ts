import { describe, expect, test } from '@jest/globals';
import type { Incident } from '#core/incident/incident.ts';
import { nextText, stateText } from '#core/messages/next.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { hospital } from '../../support/config.ts';
import { alert, incident, NIGHT } from '../../support/incident.ts';

const config = hospital();
const open = incident([alert('bed-1')]);
const acknowledged = (more: Partial<NonNullable<Incident['acknowledgement']>>): Incident => ({
  ...open,
  status: 'acknowledged',
  acknowledgement: {
    by: 'bo',
    person: true,
    at: NIGHT,
    kind: 'acknowledged',
    alerts: [],
    severity: 'critical',
    ...more,
  },
});
const inPhase = (phase: Incident['escalation']['phase']): Incident => ({
  ...open,
  escalation: { ...open.escalation, phase },
});

describe('what is said of an incident', () => {
  test.each<[string, Incident, string, RegExp]>([
    ['open', open, 'Nobody has taken responsibility yet.', /by 03:19 UTC, it escalates further/],
    [
      'acknowledged',
      acknowledged({ until: NIGHT + HOUR }),
      'Acknowledged by Bo at 03:14 UTC, until 04:14 UTC.',
      /Nobody is paged before 04:14 UTC.*it pages again/,
    ],
    [
      'acknowledged without end, by a key',
      acknowledged({ by: 'station key' }),
      'Acknowledged by station key at 03:14 UTC.',
      /Nobody is paged, unless something new/,
    ],
    [
      'snoozed',
      acknowledged({ kind: 'snoozed', until: NIGHT + HOUR }),
      'Snoozed by Bo at 03:14 UTC, until 04:14 UTC.',
      /before 04:14 UTC/,
    ],
    [
      'one that can wait',
      {
        ...open,
        escalation: { ...inPhase('waiting').escalation, nextAt: NIGHT + HOUR, deferred: true },
      },
      'It can wait, and does so until the hours of the service begin at 04:14 UTC.',
      /Nobody is paged before 04:14 UTC, unless it becomes worse/,
    ],
    [
      'silenced',
      { ...open, silenced: { by: 's1', until: NIGHT + HOUR } },
      'Silenced until 04:14 UTC.',
      /holds at 04:14 UTC, it pages again/,
    ],
    [
      'acknowledged, and silenced for longer',
      {
        ...acknowledged({ until: NIGHT + HOUR }),
        silenced: { by: 's1', until: NIGHT + 2 * HOUR },
      },
      'Acknowledged by Bo at 03:14 UTC, until 04:14 UTC. Silenced until 05:14 UTC.',
      /before 05:14 UTC, unless something begins that is not silenced.*it pages again/,
    ],
    [
      'acknowledged without end, and silenced',
      { ...acknowledged({}), silenced: { by: 's1', until: NIGHT + HOUR } },
      'Acknowledged by Bo at 03:14 UTC. Silenced until 04:14 UTC.',
      /^Nobody is paged, unless something begins that is not silenced/,
    ],
    [
      'resolved',
      { ...open, status: 'resolved', resolvedAt: NIGHT },
      'Resolved at 03:14 UTC: all its alerts had ended.',
      /It pages nobody any more/,
    ],
    [
      'in the fallback',
      inPhase('fallback'),
      'Nobody has taken responsibility yet.',
      /everybody was asked in vain/,
    ],
    [
      'at the last step, which no fallback follows',
      { ...open, service: 'it', escalation: { ...open.escalation, phase: 'steps', position: 0 } },
      'Nobody has taken responsibility yet.',
      /everybody was asked in vain/,
    ],
    ['assigned', inPhase('assigned'), 'Nobody has taken responsibility yet.', /policy begins/],
    ['waiting', inPhase('waiting'), 'Nobody has taken responsibility yet.', /pages at 03:19 UTC/],
    ['exhausted', inPhase('exhausted'), 'Nobody has taken responsibility yet.', /begins again/],
    ['reaching nobody', inPhase('nobody'), 'Nobody has taken responsibility yet.', /tries again/],
    ['unpaged', inPhase('unpaged'), 'Nobody has taken responsibility yet.', /pages nobody/],
  ])('%s', (_, of, state, next) => {
    expect(stateText(of, config, NIGHT + MINUTE)).toBe(state);
    expect(nextText(of, config, NIGHT + MINUTE)).toMatch(next);
  });

  test('has nothing of a silence that has ended', () => {
    const ended = { ...open, silenced: { by: 's1', until: NIGHT } };
    expect(stateText(ended, config, NIGHT)).toBe('Nobody has taken responsibility yet.');
  });
});
