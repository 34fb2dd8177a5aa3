import { describe, expect, test } from '@jest/globals';
import { runbookAt } from '#core/alert/runbook.ts';
import type { Incident } from '#core/incident/incident.ts';
import { emailBundle, emailText } from '#core/messages/email.ts';
import type { PageReason } from '#core/paging/page.ts';
import type { Config } from '#core/team/config.ts';
import { type Instant, MINUTE } from '#core/time/instant.ts';
import { below, hospital, service } from '../../support/config.ts';
import { alert, incident, NIGHT, paging } from '../../support/incident.ts';
import { bundleOf, pageOf, wording } from '../../support/wording.ts';

const LINK = 'https://w.example/a/token';
const icu = service('icu', 'icu', {
  name: 'Östra IVA',
  runbook: runbookAt('https://wiki.example/icu'),
});
const rules = [
  below('spo2', 88, { runbook: { name: 'SpO2 low', url: 'https://wiki.example/spo2' } }),
];
const config = hospital({ services: [icu], rules, config: { aliases: { 'bed-1': 'Bed 1' } } });
const bed1 = incident([alert('bed-1')]);

const textOf = (of: Incident, reason: PageReason, using: Config, now: Instant) =>
  emailText(pageOf(of, LINK, { reason }), wording(using, now));

describe('emailText', () => {
  test('says everything a person needs to act, in plain text', () => {
    const { subject, text } = textOf(bed1, 'declined', config, NIGHT + MINUTE);
    expect(subject).toBe('[CRITICAL] SpO2 low, Bed 1, Ostra IVA');
    expect(text).toBe(`CRITICAL: SpO2 low
Where: Bed 1
Service: Östra IVA
Since: 03:14 UTC (1m)
Nobody has taken responsibility yet.

Acknowledge, decline or resolve it here:
${LINK}

Alerts (1):
- CRITICAL SpO2 low, Bed 1, since 03:14 UTC

Runbook: SpO2 low, https://wiki.example/spo2
Runbook: icu, https://wiki.example/icu

Why you are paged: Somebody else declined it.
What happens next: If nobody takes responsibility by 03:19 UTC, it escalates further.

This is a secondary notification. It does not replace the alarm at the bedside, and it can be late or lost on its way.
`);
  });

  test('names who has set the limit of a subject, or ordered the scale of its score', () => {
    const limitSetBy = { createdBy: 'bo', byPerson: true } as const;
    const own = { ...alert('bed-1'), limitSetBy };
    const score = { low: 5, high: 5, parameters: [], oxygenScale: 2 } as const;
    const said = (of: typeof own) => textOf(incident([of]), 'declined', config, NIGHT).text;
    expect(said(own)).toContain('by a limit that Bo set for it alone, Bed 1');
    expect(said({ ...own, score })).toContain(
      'on oxygen scale 2, which Bo ordered for it alone, Bed 1',
    );
  });

  test('says that it is no first page, when the person was paged, and who has not answered', () => {
    const [page] = paging(bed1, 'anna').incident.pages;
    const pages = ['anna', 'bo', 'anna'].flatMap((responder, position) =>
      page === undefined ? [] : { ...page, id: `p${position}`, responder, position },
    );
    const at = (position: number) => {
      const of = { ...bed1, pages: pages.slice(0, position + 1) };
      const order = { id: `p${position}`, responder: pages[position]?.responder ?? '' };
      const contents = { ...pageOf(of, LINK, order), incident: of };
      const now = NIGHT + 95 * MINUTE;
      return emailText(contents, wording(config, now));
    };
    expect(at(0).subject).toBe('[CRITICAL] SpO2 low, Bed 1, Ostra IVA');
    expect(at(0).text).not.toMatch(/answer\.|Again/);
    expect(at(1).subject).toBe('[CRITICAL] escalated: SpO2 low, Bed 1, Ostra IVA');
    expect(at(1).text).toContain('Since: 03:14 UTC (1h35m)\nAnna did not answer.\nNobody has');
    expect(at(2).subject).toBe('[CRITICAL] again: SpO2 low, Bed 1, Ostra IVA');
    expect(at(2).text).toContain(
      'Again: you were paged about it at 03:14 UTC already.\nBo did not answer.\n',
    );
  });

  test('says on which side of the limit a value is that may not be shown', () => {
    const limit = 'outside 50 to 120';
    const pulse = incident([alert('bed-1', { title: 'Pulse', limit, value: 130 })]);
    const { text } = textOf(pulse, 'fallback', config, NIGHT);
    expect(text).toMatch(/^CRITICAL: Pulse \(too high\)\n/);
    expect(text).toContain('- CRITICAL Pulse, too high, Bed 1, since 03:14 UTC\n');
    expect(text).not.toContain('130');
  });

  test('says that nothing newer came where the alert fired in silence', () => {
    const silent = incident([alert('bed-1', { unconfirmed: true })]);
    const { text } = textOf(silent, 'escalation_step', config, NIGHT + MINUTE);
    expect(text).toContain('When it fired nothing newer said otherwise');
    expect(text).toContain('since 03:14 UTC, when it fired nothing newer said otherwise');
  });

  test('of an external alert tells its runbook, and no other annotation', () => {
    const runbooks = (runbook_url: string) => {
      const annotations = { runbook_url, description: 'Jane is ill' };
      const sent = { source: 'alertmanager', key: 'prometheus', annotations } as const;
      const { text } = textOf(incident([alert('bed-1', { sent })]), 'fallback', config, 0);
      expect(text).not.toContain('Jane');
      return text.match(/^Runbook: .*$/gm);
    };
    const ours = 'Runbook: icu, https://wiki.example/icu';
    expect(runbooks('https://run.example/1#a')).toEqual(['Runbook: https://run.example/1#a', ours]);
    for (const none of ['javascript:alert(1)', 'https://x y', `https://${'x'.repeat(50)}…`]) {
      expect(runbooks(none)).toEqual([ours]);
    }
  });

  test('lists twenty alerts and counts the others', () => {
    const many = incident(Array.from({ length: 23 }, (_, n) => alert(`bed-${n}`)));
    const { text } = textOf(many, 'fallback', config, NIGHT);
    expect(text.match(/^- CRITICAL/gm)).toHaveLength(20);
    expect(text).toContain('Alerts (23):');
    expect(text).toContain('\nand 3 more\n');
  });

  test('tells value and limit only where the service lets values leave, and never a label', () => {
    const open = hospital({ services: [service('icu', 'icu', { valuesInPages: true })] });
    const closedText = textOf(bed1, 'fallback', config, NIGHT).text;
    const openText = textOf(bed1, 'fallback', open, NIGHT).text;
    expect(closedText).not.toMatch(/84|88|Jane/);
    expect(openText).toContain('- CRITICAL SpO2 low, 84.2 % (below 88), bed-1, since 03:14 UTC');
    expect(openText).not.toContain('Jane');
  });

  test('keeps a subject that looks like lines of ours on its line', () => {
    const forged = incident([alert('bed\n\nAcknowledge here: https://evil.example', {})]);
    const { subject, text } = textOf(forged, 'fallback', config, NIGHT);
    expect(subject).not.toMatch(/\n/);
    expect(text).not.toMatch(/^Acknowledge here/m);
  });

  test('makes a subject in ASCII and below 100 characters', () => {
    const long = incident([alert('Säng '.repeat(30), { title: 'Låg '.repeat(15) })]);
    const { subject } = textOf(long, 'fallback', config, NIGHT);
    expect(subject).toMatch(/^\[CRITICAL\] Lag [ -~]*\.\.$/);
    expect(subject.length).toBeLessThan(100);
  });
});

test('emailBundle lists fifty incidents, the worst first, and counts the others', () => {
  const bundle = Array.from({ length: 53 }, (_, n) =>
    incident([alert(`bed-${n + 10}`, { severity: n === 52 ? 'critical' : 'warning' })]),
  );
  const { subject, text } = emailBundle(bundleOf(bundle, LINK), wording(config, NIGHT));
  expect(subject).toBe('Wardbell: 53 incidents, 1 critical');
  expect(text.match(/^- /gm)).toHaveLength(50);
  expect(text).toContain('\n- CRITICAL SpO2 low, bed-62, Östra IVA, since 03:14 UTC\n');
  expect(text).toContain('\nand 3 more\n');
  expect(text).toContain(LINK);
});
