import { describe, expect, test } from '@jest/globals';
import type { Severity } from '#core/alert/severity.ts';
import type { EscalationPolicy } from '#core/escalation/policy.ts';
import { decide } from '#core/incident/decide.ts';
import { turnWanted } from '#core/incident/escalate.ts';
import { foldTransition } from '#core/incident/fold-transition.ts';
import type { Incident } from '#core/incident/incident.ts';
import { ladderOf } from '#core/incident/ladder.ts';
import type { Config } from '#core/team/config.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { hospital, person, policy, to } from '../../support/config.ts';
import { NIGHT } from '../../support/incident.ts';
import {
  CONFIG,
  context,
  fires,
  lastText,
  later,
  minutes,
  opened,
  paged,
  records,
  texts,
} from './given.ts';

const open = opened([fires('bed-1', 1)]);

/** Returns the incident after looks at these minutes, with a config. */
function looked(at: readonly number[], config: Config = CONFIG): Incident {
  const first = opened([fires('bed-1', 1)], context(0, { config }));
  return at.reduce(
    (incident, minute) => later(incident, context(minutes(minute), { config })),
    first,
  );
}

describe('when nobody answers', () => {
  test.each<[string, readonly number[], readonly string[], string, number]>([
    ['the first step has its time', [4.9], ['anna'], 'steps', 5],
    ['then the second is paged', [5], ['anna', 'bo'], 'steps', 10],
    ['then the fallback', [5, 10], ['anna', 'bo', 'cia'], 'fallback', 15],
    ['then it is exhausted for an hour', [5, 10, 15], ['anna', 'bo', 'cia'], 'exhausted', 75],
    ['then it begins again', [5, 10, 15, 75], ['anna', 'bo', 'cia', 'anna'], 'steps', 80],
    ['a look that comes late takes one step only', [60], ['anna', 'bo'], 'steps', 65],
  ])('%s', (_, at, people, phase, next) => {
    const incident = looked(at);
    expect(paged(incident).map((page) => page.split(' ')[0])).toEqual(people);
    expect(incident.escalation).toMatchObject({ phase, nextAt: NIGHT + minutes(next) });
  });

  test('the fallback is told that it is the fallback', () => {
    expect(paged(looked([5, 10])).at(-1)).toBe('cia sms (fallback)');
    expect(texts(looked([5, 10]))).toContain('the fallback of policy icu');
  });

  test('a run that begins for another reason says so to the fallback too', () => {
    const config = hospital({ policies: [policy('icu', [], { fallback: to('cia') })] });
    expect(paged(looked([], config))).toEqual(['cia sms (fallback)']);
  });

  test('every page has an id of its own, in every run', () => {
    const ids = looked([5, 10, 15, 75, 80]).pages.map((page) => page.id);
    expect(new Set(ids).size).toBe(5);
    expect(ids[0]).toBe(`${open.id}.1.0.anna.sms`);
    expect(ids[3]).toBe(`${open.id}.2.0.anna.sms`);
  });
});

describe('a step for some severities', () => {
  const config = hospital({
    policies: [
      policy('icu', [], {
        steps: [
          { targets: to('anna'), delay: 5 * MINUTE },
          { targets: to('bo'), delay: 5 * MINUTE, severities: ['critical'] },
          { targets: to('cia'), delay: 5 * MINUTE, severities: ['critical', 'error'] },
        ],
        repeat: 1,
      }),
    ],
  });
  const pagedAbout = (severity: Severity, ...changes: readonly Severity[]) => {
    const first = opened([fires('bed-1', 1, { severity })], context(0, { config }));
    const after = [5, 10, 15].reduce((incident, minute, index) => {
      const given = context(minutes(minute), { config, records: records(incident, 'sent') });
      const changed = changes[index];
      const transition = changed && fires('bed-1', index + 2, { severity: changed });
      const told = transition && decide(incident, { kind: 'transition', transition }, given);
      return later(told?.incident ?? incident, context(minutes(minute), { config }));
    }, first);
    return paged(after).map((page) => page.split(' ')[0]);
  };

  test.each([
    ['is taken for these', pagedAbout('critical'), ['anna', 'bo', 'cia', 'cia']],
    ['is passed over for others', pagedAbout('error'), ['anna', 'cia', 'cia']],
    ['is not repeated where it is the last', pagedAbout('warning'), ['anna', 'anna']],
    [
      'keeps its place when it is less severe',
      pagedAbout('critical', 'error'),
      ['anna', 'cia', 'cia'],
    ],
    [
      'is taken from the first when it is worse',
      pagedAbout('warning', 'critical'),
      ['anna', 'anna', 'bo', 'cia'],
    ],
  ])('%s', (_, people, expected) => {
    expect(people).toEqual(expected);
  });

  test('does not stand among the stages of others', () => {
    const given = context(0, { config });
    const stages = (severity: Severity) =>
      ladderOf(opened([fires('bed-1', 1, { severity })], given), given).map(({ people }) => people);
    expect(stages('critical')).toEqual([['anna'], ['bo'], ['cia'], ['cia']]);
    expect(stages('warning')).toEqual([['anna'], ['anna']]);
  });
});

describe('a step in turn', () => {
  const targets = to('cia', 'anna', 'bo');
  const inTurn = (more: Partial<EscalationPolicy> = {}) =>
    hospital({
      policies: [
        policy('icu', [], { steps: [{ targets, delay: 5 * MINUTE, inTurn: true }], ...more }),
      ],
    });
  const config = inTurn({ repeat: 3 });
  const names = (incident: Incident) => paged(incident).map((page) => page.split(' ')[0]);

  test.each([
    [0, 'anna'],
    [1, 'bo'],
    [2, 'cia'],
    [3, 'anna'],
  ])('pages the one whose turn it is: %s', (turn, person) => {
    expect(names(opened([fires('bed-1', 1)], context(0, { config, turn })))).toEqual([person]);
  });

  test('passes over whoever cannot be paged', () => {
    const people = [person('anna', [])];
    const policies = [config.policies['icu']].filter((one) => one !== undefined);
    const without = hospital({ people, policies });
    const given = context(0, { config: without, turn: 0 });
    expect(names(opened([fires('bed-1', 1)], given))).toEqual(['bo']);
  });

  test('pages the next at each repeat, without another turn', () => {
    const first = opened([fires('bed-1', 1)], context(0, { config, turn: 1 }));
    const after = [5, 10].reduce((one, at) => later(one, context(minutes(at), { config })), first);
    expect(names(after)).toEqual(['bo', 'cia', 'anna']);
    expect(ladderOf(after, context(0, { config })).map(({ people }) => people)).toEqual([
      ['bo'],
      ['cia'],
      ['anna'],
      ['bo'],
    ]);
  });

  test('pages the next at each repeat where another step in turn is between', () => {
    const steps = [0, 1].map(() => ({ targets, delay: 5 * MINUTE, inTurn: true as const }));
    const two = inTurn({ steps, repeat: 2, repeatFrom: 'first' });
    const first = opened([fires('bed-1', 1)], context(0, { config: two, turn: 0 }));
    // Nobody else takes turns meanwhile: both steps have their first, second and third.
    const after = [0, 1, 1, 2, 2].reduce(
      (one, turn, i) => later(one, context(minutes(5 * (i + 1)), { config: two, turn })),
      first,
    );
    expect(names(after)).toEqual(['anna', 'anna', 'bo', 'bo', 'cia', 'cia']);
  });

  test('wants a turn as long as it has none, and pages all without', () => {
    const given = context(0, { config });
    const incident = opened([fires('bed-1', 1)], given);
    expect(names(incident)).toEqual(['cia', 'anna', 'bo']);
    expect(turnWanted(undefined, incident, given)).toBe('icu#1');
    expect(turnWanted(incident, incident, given)).toBeUndefined();
    const turned = opened([fires('bed-1', 1)], { ...given, turn: 4 });
    expect(turnWanted(undefined, turned, given)).toBeUndefined();
  });
});

describe('a step that reaches nobody', () => {
  test('is passed over at once, and said so', () => {
    const config = hospital({ people: [person('anna', [])] });
    const incident = looked([], config);
    expect(paged(incident)).toEqual(['bo sms (escalation_step)']);
    expect(texts(incident)).toContain('step 1 passes over a target: Anna has no contact method');
    expect(incident.escalation).toMatchObject({ position: 1, nextAt: NIGHT + minutes(5) });
  });

  test('while no other does either is retried silently each minute, and then pages', () => {
    const config = hospital({ people: ['anna', 'bo', 'cia'].map((id) => person(id, [])) });
    const lost = looked([], config);
    expect(lost).toMatchObject({ pages: [], due: NIGHT + MINUTE });
    expect(lost.escalation).toMatchObject({ phase: 'nobody', run: 1 });
    expect(lastText(lost)).toBe('the escalation reaches nobody at this hour');
    const retried = later(lost, context(MINUTE, { config }));
    expect(retried).toEqual({
      ...lost,
      due: NIGHT + 2 * MINUTE,
      escalation: { ...lost.escalation, nextAt: NIGHT + 2 * MINUTE },
      savedAt: NIGHT + MINUTE,
      version: lost.version + 1,
    });
    expect(paged(later(retried, context(2 * MINUTE)))).toEqual(['anna sms (escalation_step)']);
  });
});

describe('a person is paged', () => {
  const wishes = (severity: 'critical' | 'warning') =>
    person(
      'anna',
      ['sms', 'email'],
      [
        { channel: 'email', delay: minutes(3), severities: [severity] },
        { channel: 'email', delay: minutes(1), severities: [severity] },
        { channel: 'sms', delay: 0, severities: [severity] },
      ],
    );

  test('once by each channel, after the least of its delays', () => {
    const config = hospital({ people: [wishes('critical')] });
    const { pages } = looked([], config);
    expect(pages.map(({ channel, at, status }) => [channel, at - NIGHT, status])).toEqual([
      ['email', minutes(1), 'planned'],
      ['sms', 0, 'handed_over'],
    ]);
  });

  test('not at all about this severity: the step reaches nobody', () => {
    const config = hospital({ people: [wishes('warning')] });
    expect(paged(looked([], config))).toEqual(['bo sms (escalation_step)']);
  });

  test('at once beside others of the same step, each of them once', () => {
    const config = hospital({ policies: [policy('icu', [to('anna', 'bo', 'anna')])] });
    expect(paged(looked([], config))).toEqual([
      'anna sms (escalation_step)',
      'bo sms (escalation_step)',
    ]);
  });
});

test('what an incident plans for later leaves then, though the escalation has gone on', () => {
  const anna = person(
    'anna',
    ['sms', 'email'],
    [
      { channel: 'sms', delay: 0, severities: ['critical'] },
      { channel: 'email', delay: minutes(7), severities: ['critical'] },
    ],
  );
  const config = hospital({ people: [anna] });
  const late = looked([5], config);
  expect(late.due).toBeLessThanOrEqual(NIGHT + minutes(7));
  expect(later(late, context(minutes(7), { config })).pages[1]).toMatchObject({
    channel: 'email',
    status: 'handed_over',
  });
});

test('a new run takes back what the last had planned', () => {
  const anna = person(
    'anna',
    ['sms', 'email'],
    [
      { channel: 'sms', delay: 0, severities: ['critical', 'warning'] },
      { channel: 'email', delay: HOUR, severities: ['warning'] },
    ],
  );
  const config = hospital({ people: [anna] });
  const mild = opened([fires('bed-1', 1, { severity: 'warning' })], context(0, { config }));
  const raised = foldTransition(mild, fires('bed-1', 2), context(MINUTE, { config }));
  const worse = later(raised ?? mild, context(MINUTE, { config }));
  expect(worse.pages.find((page) => page.channel === 'email')).toMatchObject({
    status: 'withdrawn',
    result: { code: 'escalation_restarted' },
  });
});
