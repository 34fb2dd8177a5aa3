import { describe, expect, test } from '@jest/globals';
import type { Transition } from '#core/alert/alert.ts';
import { omit } from '#core/collections/omit.ts';
import { act } from '#core/incident/act.ts';
import type { Action } from '#core/incident/action.ts';
import { foldTransition } from '#core/incident/fold-transition.ts';
import type { Incident } from '#core/incident/incident.ts';
import { reconcile } from '#core/incident/reconcile.ts';
import type { Config } from '#core/team/config.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { hospital, policy, service, to } from '../../support/config.ts';
import { NIGHT } from '../../support/incident.ts';
import {
  CONFIG,
  context,
  ends,
  fires,
  idOf,
  lastText,
  later,
  minutes,
  opened,
  paged,
  silence,
  texts,
  withIcu,
} from './given.ts';

const open = opened([fires('bed-1', 1)]);
const two = opened([fires('bed-1', 1), fires('bed-2', 1, { severity: 'warning' })]);

function answered(incident: Incident, action: Action, after = 0, config = CONFIG): Incident {
  return act(incident, action, context(after, { config })).answer.incident;
}

function folded(incident: Incident, transition: Transition, given = context()): Incident {
  return later(foldTransition(incident, transition, given) ?? incident, given);
}

const anna = { kind: 'acknowledge', by: 'anna' } as const;

describe('a silence', () => {
  const covering = { silences: [silence('bed-1', minutes(10))] };
  const quiet = later(open, context(MINUTE, covering));

  test('over all that fires takes back what has not left and stops the escalation', () => {
    const planned = {
      ...open,
      pages: open.pages.map((p) => ({ ...p, status: 'planned' as const })),
    };
    const silenced = reconcile(planned, context(MINUTE, covering));
    const result = { code: 'silenced', silence: 's-bed-1', author: { createdBy: 'anna' } };
    expect(silenced.pages).toMatchObject([{ status: 'withdrawn', result }]);
    expect(silenced.escalation).toMatchObject({ phase: 'waiting' });
    expect(silenced.escalation.nextAt).toBeUndefined();
    expect(lastText(silenced)).toMatch(
      /^silenced until 2026-03-12 03:24 UTC by .*: .*\(silence s-bed-1\)$/,
    );
  });

  test('is looked at again when it ends, and says nothing before', () => {
    const still = later(quiet, context(2 * MINUTE, covering));
    expect(still.timeline).toEqual(quiet.timeline);
    expect(still.due).toBe(NIGHT + minutes(10));
  });

  test('that a version of before noted gets its author, and no new line', () => {
    const { by, until, setBy } = quiet.silenced ?? { by: '', until: 0 };
    expect(setBy).toEqual({ createdBy: 'anna' });
    const before = { ...quiet, silenced: { by, until } };
    const still = later(before, context(2 * MINUTE, covering));
    expect(still).toMatchObject({ silenced: quiet.silenced, timeline: quiet.timeline });
  });

  test('that ends pages from the first step what still fires', () => {
    const heard = later(quiet, context(minutes(10), covering));
    expect(heard.silenced).toBeUndefined();
    expect(paged(heard)).toEqual(['anna sms (escalation_step)', 'anna sms (silence_ended)']);
    expect(heard.escalation).toMatchObject({ run: 2, position: 0 });
  });

  test('ended early is heard early', () => {
    expect(paged(later(quiet, context(minutes(2))))).toHaveLength(2);
  });

  test('followed by another without a gap pages nobody between them', () => {
    const next = silence('bed-1', minutes(20), { id: 'next', startsAt: NIGHT + minutes(9) });
    const given = context(minutes(10), { silences: [...covering.silences, next] });
    const still = later(quiet, given);
    expect(still.silenced).toMatchObject({ by: 'next', until: NIGHT + minutes(20) });
    expect(paged(still)).toHaveLength(1);
  });

  test('over one of two alerts does not quiet the other', () => {
    const heard = later(two, context(minutes(5), covering));
    expect(heard.silenced).toBeUndefined();
    expect(paged(heard)).toContain('bo sms (escalation_step)');
  });

  test.each<[string, readonly string[], number]>([
    ['the sooner end of two', ['bed-1', 'bed-2'], 4],
    ['whatever their order', ['bed-2', 'bed-1'], 4],
  ])('over each of two alerts lasts until %s', (_, order, until) => {
    const spans = { 'bed-1': 8, 'bed-2': 4 } as Readonly<Record<string, number>>;
    const silences = order.map((bed) => silence(bed, minutes(spans[bed] ?? 0)));
    const silenced = later(two, context(MINUTE, { silences }));
    expect(silenced.silenced).toMatchObject({ by: 's-bed-2', until: NIGHT + minutes(until) });
  });

  test('that has not begun does nothing', () => {
    const planned = silence('bed-1', minutes(60), { startsAt: NIGHT + minutes(2) });
    expect(later(open, context(MINUTE, { silences: [planned] })).silenced).toBeUndefined();
  });

  test('does not touch what has recovered and is held: a person has to see that', () => {
    const config = withIcu({ autoResolve: false });
    const held = folded(open, ends('bed-1', 2), context(1, { config }));
    const given = context(minutes(5), { config, ...covering });
    expect(later(held, given).silenced).toBeUndefined();
  });

  test('that began before all recovered and is held pages nobody before it ends', () => {
    const recovered = {
      ...quiet,
      alerts: { [idOf('bed-1')]: { ...quiet.alerts[idOf('bed-1')], status: 'resolved' } },
    } as Incident;
    const at = (after: number) => later(recovered, context(minutes(after), covering));
    expect(at(9).silenced).toBeDefined();
    expect(at(10).silenced).toBeUndefined();
  });
});

describe('the severity', () => {
  test('that rises pages anew, at once, by the policy of the worse', () => {
    const mild = opened([fires('bed-1', 1, { severity: 'warning' })]);
    const worse = folded(mild, fires('bed-2', 1), context(MINUTE));
    expect(worse).toMatchObject({ severity: 'critical', escalation: { run: 2, position: 0 } });
    expect(paged(worse).at(-1)).toBe('anna sms (severity_raised)');
    expect(texts(worse)).toContain('severity raised from warning to critical');
  });

  test('that falls is noted, and pages nobody', () => {
    const less = folded(two, ends('bed-1', 2), context(MINUTE));
    expect(less).toMatchObject({ severity: 'warning', escalation: { run: 1 } });
    expect(lastText(less)).toBe('severity lowered from critical to warning');
  });

  test('of nothing that fires stays what it was', () => {
    const config = withIcu({ autoResolve: false });
    expect(folded(open, ends('bed-1', 2), context(1, { config })).severity).toBe('critical');
  });

  test('that rises while it waits for more alerts waits on, and pages once', () => {
    const config = withIcu({ groupWait: minutes(1) });
    const waiting = opened([fires('bed-1', 1, { severity: 'warning' })], context(0, { config }));
    const worse = folded(waiting, fires('bed-2', 1), context(1, { config }));
    expect(worse).toMatchObject({ severity: 'critical', pages: [] });
    expect(paged(later(worse, context(MINUTE, { config })))).toHaveLength(1);
  });

  test('of a silenced alert does not count, until its silence ends', () => {
    const mild = opened([fires('bed-1', 1, { severity: 'warning' })]);
    const silences = [silence('bed-2', minutes(3))];
    const joined = folded(mild, fires('bed-2', 1), context(MINUTE, { silences }));
    expect(joined).toMatchObject({ severity: 'warning', escalation: { run: 1 } });
    expect(later(joined, context(MINUTE, { silences })).due).toBe(NIGHT + minutes(3));
    const heard = later(joined, context(minutes(3), { silences }));
    expect(heard).toMatchObject({ severity: 'critical', escalation: { run: 2 } });
  });

  test('that rises as a silence ends pages once', () => {
    const silences = [silence(null, minutes(3))];
    const mild = opened([fires('bed-1', 1, { severity: 'warning' })], context(0, { silences }));
    const worse = foldTransition(mild, fires('bed-1', 2), context(minutes(3))) as Incident;
    const heard = later(worse, context(minutes(3)));
    expect(paged(heard)).toEqual(['anna sms (silence_ended)']);
    expect(heard.escalation.run).toBe(1);
  });

  test('that nobody is paged for is recorded, and pages when the team decides otherwise', () => {
    const recorded = opened([fires('bed-1', 1, { severity: 'info' })]);
    expect(recorded).toMatchObject({ pages: [], escalation: { phase: 'unpaged' } });
    expect(later(recorded, context(minutes(15)))).toMatchObject({ pages: [] });
    const config = withIcu({
      policies: { critical: 'icu', error: 'icu', warning: 'icu', info: 'icu' },
    });
    expect(paged(later(recorded, context(minutes(15), { config })))).toHaveLength(1);
  });

  test('whose policy is taken away stops paging at the next step', () => {
    const none = { critical: null, error: null, warning: null, info: null };
    const later15 = planned(open);
    const stopped = later(later15, context(minutes(5), { config: withIcu({ policies: none }) }));
    expect(stopped.escalation).toMatchObject({ phase: 'unpaged' });
    expect(stopped.escalation.nextAt).toBeUndefined();
    expect(stopped.pages.at(-1)).toMatchObject({ status: 'withdrawn' });
  });
});

/** With a page of the same step that leaves much later. */
function planned(incident: Incident): Incident {
  const [page] = incident.pages;
  if (page === undefined) {
    throw new Error('nobody is paged');
  }
  const mail = { id: `${page.id}-mail`, status: 'planned', at: NIGHT + minutes(20) } as const;
  return { ...incident, pages: [page, { ...page, ...mail }] };
}

describe('an acknowledgement', () => {
  const taken = answered(two, anna);

  test('covers what fired then: the same again, or what is silenced, pages nobody', () => {
    expect(taken.acknowledgement).toMatchObject({
      alerts: [idOf('bed-1'), idOf('bed-2')],
      severity: 'critical',
      until: NIGHT + minutes(30),
    });
    const silences = [silence('bed-3', minutes(9))];
    const joined = folded(taken, fires('bed-3', 1), context(MINUTE, { silences }));
    expect(joined).toMatchObject({ status: 'acknowledged', due: NIGHT + minutes(9) });
    expect(later(joined, context(minutes(9), { silences }))).toMatchObject({
      status: 'triggered',
      escalation: { reason: 'new_alert_after_acknowledgement', about: [idOf('bed-3')] },
    });
  });

  test('does not cover a new alert', () => {
    const again = folded(taken, fires('bed-3', 1), context(MINUTE));
    expect(again).toMatchObject({ status: 'triggered', escalation: { run: 2 } });
    expect(again.acknowledgement).toBeUndefined();
    expect(paged(again).at(-1)).toBe('anna sms (new_alert_after_acknowledgement)');
  });

  test('does not cover an alert that becomes worse than what was acknowledged', () => {
    const mild = answered(opened([fires('bed-1', 1, { severity: 'warning' })]), anna);
    const worse = folded(mild, fires('bed-1', 2, { severity: 'error' }), context(MINUTE));
    expect(worse).toMatchObject({ status: 'triggered', escalation: { reason: 'severity_raised' } });
    expect(texts(worse)).toContain('an acknowledged alert has become worse');
  });

  test('covers an alert that becomes no worse than the worst that was acknowledged', () => {
    const worse = folded(taken, fires('bed-2', 2, { severity: 'error' }), context(MINUTE));
    expect(worse.status).toBe('acknowledged');
  });

  test('covers what was silenced but fired then: the end of that silence pages nobody', () => {
    const silences = [silence('bed-1', minutes(5))];
    const given = context(MINUTE, { silences });
    const half = later(two, given);
    expect(half.severity).toBe('warning');
    const half2 = act(half, anna, given).answer.incident;
    const heard = later(half2, context(minutes(5), { silences }));
    expect(heard).toMatchObject({ status: 'acknowledged', severity: 'critical' });
  });

  test.each<[string, Action, string, string]>([
    ['expires', anna, 'acknowledgement_expired', 'the acknowledgement by Anna has expired'],
    [
      'that is a snooze ends',
      { kind: 'snooze', by: 'anna', until: NIGHT + minutes(30) },
      'snooze_ended',
      'the snooze by Anna has ended',
    ],
  ])('%s at its time, not before, and pages from the first step', (_, action, reason, text) => {
    const mine = answered(open, action);
    expect(mine).toMatchObject({ status: 'acknowledged' });
    expect(later(mine, context(minutes(30) - 1)).status).toBe('acknowledged');
    const again = later(mine, context(minutes(30)));
    expect(again).toMatchObject({ status: 'triggered', escalation: { reason, position: 0 } });
    expect(texts(again)).toContain(text);
    expect(paged(again)).toHaveLength(2);
  });

  test('expires too where all has recovered but is held: it promised to page again', () => {
    const config = withIcu({ autoResolve: false });
    const held = folded(answered(open, anna, 0, config), ends('bed-1', 2), context(1, { config }));
    expect(held.status).toBe('acknowledged');
    expect(later(held, context(minutes(30), { config })).status).toBe('triggered');
  });

  test('never expires where the service says so', () => {
    const config = withIcu({ ackTimeout: null });
    const mine = answered(open, anna, 0, config);
    const at = context(minutes(600), { config });
    expect(later(mine, at)).toMatchObject({ status: 'acknowledged', due: at.now + minutes(15) });
  });

  test.each<[string, Partial<Config>, Incident['status']]>([
    [
      'by somebody who leaves the config pages again',
      { people: omit(CONFIG.people, 'anna') },
      'triggered',
    ],
    ['by somebody who stays stands', {}, 'acknowledged'],
  ])('%s', (_, changed, status) => {
    const config = { ...CONFIG, ...changed } as Config;
    expect(later(answered(open, anna), context(MINUTE, { config })).status).toBe(status);
  });

  test.each(['a console', 'constructor'])('by a key named %s stands', (name) => {
    const mine = answered(open, { kind: 'acknowledge', by: name });
    expect(mine.acknowledgement).toMatchObject({ by: name, person: false });
    expect(lastText(mine)).toBe(`acknowledged by ${name} for 1 alert`);
    expect(later(mine, context(MINUTE)).status).toBe('acknowledged');
  });

  test('that expires during a silence pages when the silence ends', () => {
    const silences = [silence('bed-1', minutes(40))];
    const quiet = later(answered(open, anna), context(MINUTE, { silences }));
    expect(quiet).toMatchObject({ status: 'acknowledged', silenced: {} });
    const expired = later(quiet, context(minutes(30), { silences }));
    expect(expired).toMatchObject({ status: 'triggered', silenced: {} });
    expect(paged(expired)).toHaveLength(1);
    const heard = later(expired, context(minutes(40), { silences }));
    expect(paged(heard).at(-1)).toBe('anna sms (silence_ended)');
  });

  test('that outlives a silence stands when the silence ends', () => {
    const silences = [silence('bed-1', minutes(10))];
    const until = NIGHT + minutes(20);
    const quiet = later(
      answered(open, { kind: 'snooze', by: 'anna', until }),
      context(MINUTE, { silences }),
    );
    const heard = later(quiet, context(minutes(10), { silences }));
    expect(heard).toMatchObject({ status: 'acknowledged', due: until });
    expect(lastText(heard)).toBe('no longer silenced, and still open');
    expect(paged(heard)).toHaveLength(1);
  });
});

describe('when the config changes', () => {
  test('a policy that became shorter ends the run where it stands', () => {
    const second = later(open, context(minutes(5)));
    expect(paged(second).at(-1)).toBe('bo sms (escalation_step)');
    const config = hospital({ policies: [policy('icu', [to('anna')])] });
    expect(later(second, context(minutes(10), { config })).escalation.phase).toBe('exhausted');
  });

  test('a service that is gone is escalated by the technical one', () => {
    const config = { ...CONFIG, services: omit(CONFIG.services, 'icu') };
    const fresh = opened([fires('bed-1', 1)], context(0, { config }));
    expect(paged(fresh)).toEqual(['dan sms (escalation_step)']);
  });

  test('and leaves neither service nor technical one, it reaches nobody, is reconciled each minute, and pages when there is one', () => {
    const config = { ...omit(CONFIG, 'technicalService'), services: {} };
    const lost = opened([fires('bed-1', 1)], context(0, { config }));
    expect(lost).toMatchObject({ escalation: { phase: 'nobody' }, due: NIGHT + MINUTE });
    const again = later(lost, context(MINUTE, { config }));
    expect(again).toMatchObject({ due: NIGHT + 2 * MINUTE, timeline: lost.timeline });
    expect(paged(later(again, context(2 * MINUTE)))).toEqual(['anna sms (escalation_step)']);
  });

  test('a service named by a part of every object pages by its own policy', () => {
    const config = hospital({ services: [service('constructor', 'it')] });
    const odd = opened([fires('bed-1', 1, { service: 'constructor' })], context(0, { config }));
    expect(paged(odd)).toEqual(['dan sms (escalation_step)']);
  });
});

describe('looking without a reason', () => {
  const sent = later(open, context(1));

  test.each<[string, Incident]>([
    ['an open one', sent],
    ['an acknowledged one', answered(sent, anna, 2)],
    ['a resolved one', answered(sent, { kind: 'resolve', by: 'anna' }, 2)],
    ['a silenced one', later(sent, context(2, { silences: [silence('bed-1')] }))],
  ])('%s comes back as the very same object', (_, incident) => {
    const silences = incident.silenced ? [silence('bed-1')] : [];
    expect(reconcile(incident, context(30 * SECOND, { silences }))).toBe(incident);
  });
});
