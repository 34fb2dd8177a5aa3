import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { parseLinkForm } from '#api/link-pages/form.ts';
import { html } from '#api/link-pages/html.ts';
import { renderLink } from '#api/link-pages/render-link.ts';
import type { Incident } from '#core/incident/incident.ts';
import { incidentCard } from '#core/messages/incident-card.ts';
import { MINUTE } from '#core/time/instant.ts';
import { pressedForm, toldAnswer } from '#local/page-form.ts';
import type { LinkAnswer, LinkView } from '#usecases/link-view.ts';
import { hospital, service } from '../../support/config.ts';
import { alert, incident, NIGHT, paging } from '../../support/incident.ts';
import { wording } from '../../support/wording.ts';

const config = hospital({
  services: [
    service('icu', 'icu', {
      runbook: { name: 'ICU & more', url: 'https://wiki.example/?a=1&b=2' },
    }),
  ],
});
const now = NIGHT + MINUTE;
const { incident: open } = paging(incident([alert('bed-1')]), 'anna');

/** As long as a real token. */
const FORM = 'AAAAAAA.BBBBBBBBBBBB';

function view(of: Incident, answer?: LinkAnswer): LinkView {
  const card = incidentCard(of, 'anna', wording(config, now));
  return {
    kind: 'incident',
    person: 'Anna',
    card,
    form: FORM,
    ...(answer !== undefined && { answer }),
  };
}

function itemsOf(count: number, alertOf = (n: number) => alert(`bed-${n}`)) {
  return Array.from({ length: count }, (_, n) => ({
    card: incidentCard(incident([alertOf(n)]), 'anna', wording(config, now)),
    token: `${`s${n}`.padEnd(21, 'x')}.BBBBBBBBBBBB`,
  }));
}

function inbox(count: number, items = itemsOf(count)): LinkView {
  return { kind: 'inbox', person: 'Anna', items, more: 7, waiting: count + 7, form: FORM };
}

function question(count: number, items = itemsOf(count)): LinkView {
  return { kind: 'question', person: 'Anna', items, answered: 1, others: 2, form: FORM };
}

function words(body: string): string {
  return body
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('the page of an incident', () => {
  test('says what, where, how bad, since when, who was paged, and what can be done', () => {
    const { statusCode, body } = renderLink(view(open));
    expect(statusCode).toBe(200);
    expect(words(body)).toMatch(/CRITICAL SpO2 low Where bed-1 Service ICU Since 03:14/);
    expect(words(body)).toContain('Nobody has taken responsibility yet.');
    expect(words(body)).toContain('Anna by SMS: on its way since 03:14');
    expect(body.match(/<form method="post">/g)).toHaveLength(3);
    expect(body).toContain('<input type="hidden" name="action" value="acknowledge">');
    expect(body).toContain('<a href="https://wiki.example/?a=1&amp;b=2"');
  });

  test('says what came of an answer, to screen readers too', () => {
    const { body } = renderLink(view(open, { kind: 'done', text: 'You acknowledged at 03:14.' }));
    expect(body).toContain(
      '<div role="status" class="answer done"><p>You acknowledged at 03:14.</p></div>',
    );
    expect(toldAnswer(body)).toBe('You acknowledged at 03:14.');
    expect(() => toldAnswer(renderLink(view(open)).body)).toThrow('does not say');
    expect(() => pressedForm(body, 'Sing')).toThrow('no button "Sing"');
  });

  test('asks whether resolving what still fires is meant, in a second step without a script', () => {
    const answer = { kind: 'unconfirmed', text: '1 alert still fires.' } as const;
    const { body } = renderLink({ ...view(open, answer), asks: true } as LinkView);
    const forms = [...body.matchAll(/<form method="(\w+)">(.*?)<\/form>/gs)].map((m) => m[0]);
    expect(forms).toHaveLength(3);
    expect(forms[0]).toMatch(/value="silence".*Silence it for 1h/s);
    expect(forms[1]).toMatch(
      /value="resolve".*name="confirmed" value="yes".*Resolve all the same/s,
    );
    expect(forms[2]).toMatch(/method="get".*leave it as it is/);
    expect(body).not.toContain('value="acknowledge"');
    expect(body.match(new RegExp(`name="form" value="${FORM}"`, 'g'))).toHaveLength(2);
  });

  test('offers to take over what somebody else has, and names who that is', () => {
    const acknowledgement = {
      by: 'bo',
      person: true,
      at: NIGHT,
      kind: 'acknowledged',
      alerts: [],
      severity: 'critical',
    } as const;
    const { body } = renderLink(view({ ...open, status: 'acknowledged', acknowledgement }));
    expect(words(body)).toContain('Acknowledged by Bo at 03:14 UTC.');
    expect(body.match(/<form method="post">/g)).toHaveLength(2);
    expect(body).toContain('<button class="main">Take over from Bo: I have it now</button>');
  });

  test('only asks whether it was noise once the incident is resolved', () => {
    const { body } = renderLink(view({ ...open, status: 'resolved', resolvedAt: NIGHT }));
    expect(body.match(/<button>.*<\/button>/g)).toEqual([
      '<button>It was noise: nobody had to do anything</button>',
    ]);
    expect(words(body)).toContain('Resolved at 03:14 UTC: all its alerts had ended.');
  });

  test('escapes what comes from outside', () => {
    const evil = `"><script>alert('x')</script>&amp;`;
    const { incident: forged } = paging(
      incident([alert(evil, { title: evil })], {
        timeline: [{ at: NIGHT, kind: 'note', text: evil }],
      }),
      evil,
    );
    const { body } = renderLink(view(forged, { kind: 'refused', text: evil }));
    expect(body).not.toContain('<script');
    expect(body.match(/&quot;&gt;&lt;script&gt;alert\(&#39;x&#39;\)/g)?.length).toBeGreaterThan(4);
  });

  test('links to no runbook that is not on the web', () => {
    const bad = hospital({
      services: [service('icu', 'icu', { runbook: { name: 'Bad', url: 'javascript:alert(1)' } })],
    });
    const card = incidentCard(open, 'anna', wording(bad, now));
    const { body } = renderLink({ kind: 'incident', person: 'Anna', card, form: FORM });
    expect(body).not.toContain('href=');
    expect(words(body)).toContain('javascript:alert(1)');
  });

  test('stays small, however much there is to tell', () => {
    const long = 'Wörter '.repeat(100);
    const alerts = Array.from({ length: 40 }, (_, n) => alert(`${n} ${long}`, { title: long }));
    const entry = { at: NIGHT, kind: 'note', text: long } as const;
    const { incident: huge } = paging(
      incident(alerts, { timeline: Array.from({ length: 99 }, () => entry) }),
      'anna',
    );
    const longest = itemsOf(15, (n) => alert(`${n} ${long}`, { title: long }));
    const size = (v: LinkView) => Buffer.byteLength(renderLink(v).body);
    for (const v of [view(open), view(huge)]) {
      expect(size(v)).toBeLessThan(6_144);
    }
    for (const v of [inbox(15), question(15)]) {
      expect(size(v)).toBeLessThan(6_656);
    }
    for (const v of [inbox(15, longest), question(15, longest)]) {
      expect(size(v)).toBeLessThan(10_752);
    }
  });
});

describe('the inbox', () => {
  test('acknowledges one, which its button names, or those that it shows', () => {
    const { body } = renderLink(inbox(3));
    expect(words(body)).toContain('10 open for Anna');
    expect(body.match(/name="shown" value="(s\dx+\.B{12} ?){3}"/g)).toHaveLength(1);
    expect(body).toContain('Acknowledge these 3: lists them first</button>');
    for (let n = 0; n < 3; n++) {
      expect(body).toMatch(
        new RegExp(
          `<button name="incident" value="s${n}x+\\.B{12}">Acknowledge bed-${n}, SpO2 low</button>`,
        ),
      );
    }
    expect(body).toMatch(/href="..\/a\/s0x+\.B{12}"/);
    // An id is a hash without a key: whoever tries all record numbers finds the patient in it.
    expect(body).not.toMatch(/[0-9a-f]{16}/);
    expect(words(body)).toContain('7 more come when these are answered.');
  });

  test('asks whether all of them are meant, on a page that lists them', () => {
    const { body } = renderLink(question(3));
    expect(words(body)).toContain('Acknowledge these 3?');
    expect(words(body)).toContain('Nothing is done yet.');
    expect(words(body)).toContain('1 of those that were listed needs no answer any more.');
    expect(words(body)).toContain('2 more need an answer and are not among these.');
    for (let n = 0; n < 3; n++) {
      expect(words(body)).toContain(`SpO2 low, bed-${n}`);
    }
    expect(body).toContain('name="confirmed" value="yes"');
    expect(body).toContain('Yes, acknowledge these 3: I take them</button>');
    expect(body).toMatch(/<form method="get"><button>Back to the list/);
  });

  test('posts back what the form reader takes, with the token of the page', () => {
    for (const page of [inbox(15), question(15)]) {
      const { action, form, confirmed, shown } =
        parseLinkForm(pressedForm(renderLink(page).body, 'cknowledge these').toString()) ?? {};
      expect([action, form, confirmed]).toEqual(['acknowledge', FORM, page.kind === 'question']);
      expect(shown).toHaveLength(15);
    }
    const one = parseLinkForm(pressedForm(renderLink(inbox(3)).body, 'bed-1').toString());
    expect(one?.shown[1]).toBe(one?.one);
  });
});

test.each<[LinkAnswer['kind'] | undefined, string]>([
  [undefined, 'Incident'],
  ['done', 'Done: Incident'],
  ['already', 'Nothing changed: Incident'],
  ['refused', 'Not done: Incident'],
  ['unconfirmed', 'Is that meant: Incident'],
  ['unproven', 'Nothing was done: Incident'],
])('the title of a page with the answer %s says so, and names nothing: %s', (kind, title) => {
  const { body } = renderLink(view(open, kind && { kind, text: 'bed-1' }));
  expect(body).toContain(`<title>${title} - Wardbell</title>`);
});

describe('every page', () => {
  test.each<[Parameters<typeof renderLink>[0], number]>([
    [view(open), 200],
    [inbox(2), 200],
    [question(2), 200],
    [{ kind: 'inbox', person: 'Anna', items: [], more: 0, waiting: 0, form: FORM }, 200],
    [view(open, { kind: 'unproven', text: 'Nothing was done yet.' }), 403],
    [{ kind: 'expired' }, 410],
    [{ kind: 'gone' }, 410],
    [{ kind: 'invalid' }, 404],
  ])('is sent with strict headers and loads nothing: %#', (given, status) => {
    const { statusCode, headers, body } = renderLink(given);
    expect(statusCode).toBe(status);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    });
    const style = /<style>(.*?)<\/style>/s.exec(body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
    );
    expect(body).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(body).not.toMatch(/<script|src=|<link|style="|\son\w+=|@import|url\(/);
    expect(body.match(/<h1>/g)).toHaveLength(1);
    expect(body).toMatch(/<title>[A-Z][\w ?:]+ - Wardbell<\/title>/);
  });
});

test('html escapes text, keeps markup, joins lists and drops what is undefined', () => {
  const inner = html`<b>${'<&>'}</b>`;
  expect(html`<p title="${`"'`}">${[inner, '1<2', 3]}${undefined}</p>`.markup).toBe(
    '<p title="&quot;&#39;"><b>&lt;&amp;&gt;</b>1&lt;23</p>',
  );
});

describe('parseLinkForm', () => {
  const id = '00000000000000ff-1';
  const none = { form: '', confirmed: false, shown: [] };

  test.each([
    ['action=acknowledge', { ...none, action: 'acknowledge' }],
    [`action=take_over&form=${FORM}`, { ...none, action: 'take_over', form: FORM }],
    ['action=resolve&confirmed=no', { ...none, action: 'resolve' }],
    ['action=resolve&confirmed=yes', { ...none, action: 'resolve', confirmed: true }],
    [`action=acknowledge&shown=${id}`, { ...none, action: 'acknowledge', shown: [id] }],
    [`action=acknowledge&shown=${id}+${id}`, { ...none, action: 'acknowledge', shown: [id, id] }],
    [
      `action=acknowledge&shown=00000000000000ff-2&incident=${id}`,
      { ...none, action: 'acknowledge', shown: ['00000000000000ff-2'], one: id },
    ],
    ['', undefined],
    ['action=delete', undefined],
    ['action=toString', undefined],
    ['{"action":"resolve"}', undefined],
    ['action=acknowledge&shown=%22x%22', undefined],
    ['action=acknowledge&incident=%3Cx%3E', undefined],
    [`action=acknowledge&shown=${`${id}+`.repeat(50)}${id}`, undefined],
    [`action=acknowledge&x=${'x'.repeat(4_096)}`, undefined],
  ])('%s', (body, expected) => {
    expect(parseLinkForm(body)).toEqual(expected);
  });
});
