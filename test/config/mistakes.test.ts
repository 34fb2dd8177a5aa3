import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';

/** A small valid config, with a line to break for every mistake. */
const RIGHT = `time_zone: Europe/Stockholm
technical_service: icu
sample_times: { max_age: 1h }
people:
  anna: { name: Anna, contacts: { sms: "+15550100101" } }
  bo: { name: Bo, channels: [email] }
schedules:
  icu:
    layers:
      - people: [anna, bo]
        shift: 12h
        hand_off: "07:00"
        starts: 2026-01-05
policies:
  icu:
    steps:
      - page: [schedule: icu]
        wait: 5m
    fallback: [person: bo]
services:
  icu:
    policy: icu
    ack_timeout: 30m
rules:
  - name: low
    title: Saturation low
    service: icu
    severity: critical
    metric: spo2
    where: ['unit="%"']
    below: 88
    clear: 90
`;

/**
 * What is written instead of a line, where the problem is shown, and part of its message or hint.
 */
// prettier
type Mistake = readonly [reason: string, from: string, to: string, at: string, says: RegExp];

const MISTAKES: readonly Mistake[] = [
  [
    'misspelt zone',
    'Europe/Stockholm',
    'Europe/Stokholm',
    '1:12',
    /did you mean "Europe\/Stockholm"/,
  ],
  ['zone without rules', 'Europe/Stockholm', '"+02:00"', '1:12', /not a known time zone/],
  ['missing zone', 'time_zone: Europe/Stockholm', 'aliases: {}', '1:1', /"time_zone" is missing/],
  [
    'element that names nobody',
    'max_age: 1h }',
    'max_age: 1h }\nfhir: { subject: [device, performer] }',
    '4:27',
    /performer/,
  ],
  [
    'no element at all',
    'max_age: 1h }',
    'max_age: 1h }\nfhir: { subject: [] }',
    '4:18',
    /no Observation would have a subject/,
  ],
  [
    'element that stands twice',
    'max_age: 1h }',
    'max_age: 1h }\nfhir: { subject: [device, device] }',
    '4:18',
    /stands in the list twice/,
  ],
  [
    'subject that is the metric',
    'max_age: 1h }',
    'max_age: 1h }\nprometheus: { subject: [__name__] }',
    '4:24',
    /__name__ is the metric/,
  ],
  [
    'subject that is no label',
    'max_age: 1h }',
    'max_age: 1h }\nprometheus: { subject: [instance, "host name"] }',
    '4:35',
    /"host name" is not the name of a label/,
  ],
  [
    'subject of no labels',
    'max_age: 1h }',
    'max_age: 1h }\nprometheus: { subject: [] }',
    '4:24',
    /the list is empty/,
  ],
  [
    'subject by one label twice',
    'max_age: 1h }',
    'max_age: 1h }\nprometheus: { subject: [job, job] }',
    '4:24',
    /a label stands in the list twice/,
  ],
  [
    'subject of no attributes',
    'max_age: 1h }',
    'max_age: 1h }\notlp: { subject: [] }',
    '4:18',
    /the list is empty/,
  ],
  [
    'attribute promoted twice',
    'max_age: 1h }',
    'max_age: 1h }\notlp: { promote_resource_attributes: [host.name, host.name] }',
    '4:38',
    /an attribute stands in the list twice/,
  ],
  [
    'role of nobody who is defined',
    'max_age: 1h }',
    'max_age: 1h }\naccess: { roles: { lead: { people: [anna, bob] } } }',
    '4:43',
    /there is no person "bob".*did you mean "bo"/,
  ],
  [
    'role that there is none of',
    'max_age: 1h }',
    'max_age: 1h }\naccess: { roles: { leads: { people: [anna] } } }',
    '4:20',
    /unknown key "leads".*did you mean "lead"/,
  ],
  [
    'access for nobody',
    'max_age: 1h }',
    'max_age: 1h }\naccess: { roles: { lead: {}, viewer: { groups: [] } } }',
    '4:18',
    /nobody has a role/,
  ],
  [
    'access without roles',
    'max_age: 1h }',
    'max_age: 1h }\naccess: { sign_in: {} }',
    '4:1',
    /"roles" is missing/,
  ],
  [
    'issuer without a client',
    'max_age: 1h }',
    'max_age: 1h }\naccess: { sign_in: { issuer: https://id.example.org }, roles: { lead: { people: [bo] } } }',
    '4:20',
    /the issuer has no client_id/,
  ],
  [
    'client without an issuer',
    'max_age: 1h }',
    'max_age: 1h }\naccess: { sign_in: { client_id: w }, roles: { lead: { people: [bo] } } }',
    '4:20',
    /a client_id and no issuer/,
  ],
  [
    'issuer without TLS',
    'max_age: 1h }',
    'max_age: 1h }\naccess: { sign_in: { issuer: "http://id.example.org", client_id: w }, roles: { lead: { people: [bo] } } }',
    '4:30',
    /is not encrypted/,
  ],
  [
    'issuer that is no address',
    'max_age: 1h }',
    'max_age: 1h }\naccess: { sign_in: { issuer: entra, client_id: w }, roles: { lead: { people: [bo] } } }',
    '4:30',
    /"entra" is not the address of an issuer/,
  ],
  [
    'scopes by which nobody is told',
    'max_age: 1h }',
    'max_age: 1h }\naccess: { sign_in: { scopes: [profile] }, roles: { lead: { people: [bo] } } }',
    '4:30',
    /lacks openid/,
  ],
  [
    'role that there is none of and that needs a second factor',
    'max_age: 1h }',
    'max_age: 1h }\naccess: { sign_in: { require_mfa: [owner] }, roles: { lead: { people: [bo] } } }',
    '4:36',
    /"owner" is not one of viewer, responder, lead, admin/,
  ],
  [
    'limit that another is before',
    'max_age: 1h }',
    'max_age: 1h }\naccess: { sign_in: { idle: 2h, absolute: 1h }, roles: { lead: { people: [bo] } } }',
    '4:28',
    /idle is 2h, and absolute 1h ends it before/,
  ],
  [
    'session that lasts for ever',
    'max_age: 1h }',
    'max_age: 1h }\naccess: { sign_in: { absolute: 30d }, roles: { lead: { people: [bo] } } }',
    '4:32',
    /"30d" is longer than 7d/,
  ],
  [
    'account of another person',
    'channels: [email] }',
    'channels: [email], sign_in: anna }',
    '6:47',
    /"anna" signs in as "anna" too/,
  ],
  [
    'unknown technical service',
    'service: icu\ns',
    'service: icuu\ns',
    '2:20',
    /no service "icuu".*did you mean "icu"/,
  ],
  [
    'unknown key at the top',
    'technical_service',
    'technical_servce',
    '2:1',
    /unknown key "technical_servce".*"technical_service"/,
  ],
  [
    'flapping after one return',
    'ack_timeout: 30m',
    'flapping: { times: 1 }',
    '23:24',
    /times: 1 is not a whole number from 2 to 10, or never/,
  ],
  [
    'quiet that no tick sees',
    'ack_timeout: 30m',
    'flapping: { quiet: 5s }',
    '23:24',
    /"5s" is shorter than 30s.*20 s late/,
  ],
  [
    'flapping in one word',
    'ack_timeout: 30m',
    'flapping: never',
    '23:15',
    /"never" is not a mapping with times, within and quiet/,
  ],
  ['negative duration', 'max_age: 1h', 'max_age: -1h', '3:26', /cannot be negative/],
  ['max_age of nothing', 'max_age: 1h', 'max_age: 0s', '3:26', /shorter than 10s.*time to arrive/],
  ['duration over a year', 'max_age: 1h', 'max_age: 400d', '3:26', /longer than 365d/],
  ['person without a name', '{ name: Bo, channels', '{ channels', '6:3', /"name" is missing/],
  ['phone without quotes', '"+15550100101"', '+15550100101', '5:40', /put it in quotes/],
  ['phone of one country', '"+15550100101"', '"070-1234567"', '5:40', /E\.164/],
  [
    'bad mailbox',
    '{ sms: "+15550100101" }',
    '{ email: anna@ward }',
    '5:42',
    /not an e-mail address/,
  ],
  ['unknown channel', '[email]', '[emial]', '6:30', /did you mean "email"/],
  [
    'notified by what is not there',
    'channels: [email]',
    'notify: [{ channel: sms }]',
    '6:27',
    /uses sms, for which there is no contact/,
  ],
  [
    'told of turns by what is not there',
    'channels: [email]',
    'channels: [email], turn_notices: { by: sms }',
    '6:52',
    /turn_notices uses sms, for which there is no contact/,
  ],
  [
    'told of turns at once',
    'channels: [email]',
    'channels: [email], turn_notices: { ahead: 1m }',
    '6:61',
    /shorter than 5m.*each five minutes/,
  ],
  [
    'notified twice at once',
    '[email]',
    '[email], notify: [{ channel: email }, { channel: email, after: 1m }]',
    '6:46',
    /twice for the same severity/,
  ],
  [
    'the same person twice',
    '  bo: {',
    '  anna: { name: A }\n  bo: {',
    '6:3',
    /"anna" is given twice/,
  ],
  ['name with capitals', '  bo: {', '  Cid: { name: C }\n  bo: {', '6:3', /"Cid" cannot be a name/],
  ['unknown person', '[anna, bo]', '[anna, boo]', '10:24', /no person "boo".*did you mean "bo"/],
  ['empty rotation', '[anna, bo]', '[]', '10:17', /a list of one or more people/],
  ['shift of no length', 'shift: 12h', 'shift: 0h', '11:16', /shorter than 1h/],
  ['shift of odd minutes', 'shift: 12h', 'shift: 90m', '11:16', /not whole hours, days or weeks/],
  ['shift left out', '        shift: 12h\n', '', '10:9', /"shift" is missing/],
  ['no such hour', '"07:00"', '"7:60"', '12:19', /not a time of day/],
  ['no such day', '2026-01-05', '2026-02-30', '13:17', /no 2026-02-30 in the calendar/],
  [
    'span of no days',
    'starts: 2026-01-05',
    'starts: 2026-01-05\n        only: [{ days: [], from: "07:00", to: "19:00" }]',
    '14:24',
    /one or more days/,
  ],
  [
    'unknown schedule',
    '[schedule: icu]',
    '[schedule: icy]',
    '17:26',
    /no schedule "icy".*did you mean "icu"/,
  ],
  [
    'misspelt kind of target',
    '[schedule: icu]',
    '[shedule: icu]',
    '17:16',
    /unknown key "shedule"/,
  ],
  [
    'two targets in one',
    '[schedule: icu]',
    '[{ schedule: icu, person: bo }]',
    '17:16',
    /one schedule or one person/,
  ],
  ['no wait', 'wait: 5m', 'wait: 0s', '18:15', /shorter than 30s/],
  ['number without a unit', 'wait: 5m', 'wait: 5', '18:15', /add the unit/],
  [
    'policy without steps',
    'steps:\n      - page: [schedule: icu]\n        wait: 5m\n',
    'steps: []\n',
    '16:12',
    /one or more steps/,
  ],
  ['text for a list', '[person: bo]', 'bo', '19:15', /not a list.*write \[person: bo\]/],
  [
    'repeats without end',
    '    fallback',
    '    repeat: 99\n    fallback',
    '19:13',
    /whole number from 0 to 10/,
  ],
  ['unknown policy', 'policy: icu', 'policy: ic', '22:13', /no policy "ic".*did you mean "icu"/],
  [
    'service without a value',
    '    policy: icu\n    ack_timeout: 30m\n',
    '',
    '21:3',
    /icu has no value/,
  ],
  ['acknowledgement of seconds', '30m', '5s', '23:18', /shorter than 1m/],
  [
    'script for a runbook',
    'ack_timeout: 30m',
    'runbook: "javascript:alert(1)"',
    '23:14',
    /not a web address/,
  ],
  [
    'runbook whose name is too long',
    'ack_timeout: 30m',
    `runbook: { name: ${'x'.repeat(31)}, url: "https://x.example" }`,
    '23:22',
    /takes 31 characters; there is room for 30/,
  ],
  [
    'runbook with a misspelt key',
    'ack_timeout: 30m',
    'runbook: { name: Sepsis, ulr: "https://x.example" }',
    '23:30',
    /did you mean "url"/,
  ],
  ['number for a runbook', 'ack_timeout: 30m', 'runbook: 7', '23:14', /7 is not a web address, or/],
  ['misspelt title', 'title', 'titel', '26:5', /did you mean "title"/],
  [
    'title over its room',
    'Saturation low',
    'x'.repeat(61),
    '26:12',
    /61 characters; there is room for 60/,
  ],
  ['title that no SMS holds', 'Saturation low', 'Saturation ≤ 88', '26:12', /"≤".*write "<="/],
  [
    'title made of a template',
    'Saturation low',
    'Low on {{ $labels.bed }}',
    '26:12',
    /looks like a template/,
  ],
  ['unknown service', 'service: icu\n    sev', 'service: ed\n    sev', '27:14', /no service "ed"/],
  ['misspelt severity', 'critical', 'criticl', '28:15', /did you mean "critical"/],
  ['matcher without a value', `'unit="%"'`, `'unit'`, '30:13', /not of the form label="value"/],
  ['malformed expression', `'unit="%"'`, `'unit=~"(%"'`, '30:13', /malformed: missing closing \)/],
  ['look-ahead', `'unit="%"'`, `'unit=~"a(?=b)"'`, '30:13', /invalid or unsupported Perl syntax/],
  [
    'matchers at odds',
    `'unit="%"'`,
    `'a="x"', 'a="y"'`,
    '30:12',
    /a="x" and a="y" cannot both hold/,
  ],
  ['matcher against itself', `'unit="%"'`, `'a="x"', 'a!~"x|y"'`, '30:12', /cannot both hold/],
  ['number in quotes', 'below: 88', 'below: "88"', '31:12', /not a number.*remove the quotes/],
  ['no number at all', 'below: 88', 'below: .nan', '31:12', /\.nan is not a number/],
  ['no condition', '    below: 88\n    clear: 90\n', '', '25:5', /no condition/],
  ['two conditions', 'clear: 90', 'above: 90', '25:5', /more than one condition: below, above/],
  [
    'limits swapped',
    'below: 88\n    clear: 90',
    'outside: [120, 50]',
    '31:14',
    /lower limit is not below/,
  ],
  ['one limit of two', 'below: 88\n    clear: 90', 'outside: [50]', '31:14', /a pair of numbers/],
  ['clears while it breaches', 'clear: 90', 'clear: 85', '32:12', /wrong side of below: 88/],
  ['clears above above', 'below: 88', 'above: 88', '32:12', /wrong side of above: 88/],
  [
    'clears outside',
    'below: 88\n    clear: 90',
    'outside: [50, 120]\n    clear: [40, 110]',
    '32:12',
    /not within/,
  ],
  ['pair for one limit', 'clear: 90', 'clear: [90, 95]', '32:12', /two numbers, not one/],
  ['clear for equals', 'below: 88', 'equals: 88', '32:12', /means nothing beside equals/],
  [
    'absent that lasts',
    'below: 88\n    clear: 90',
    'absent: 5m\n    for: 1m',
    '32:10',
    /for means nothing beside absent/,
  ],
  [
    'absent that waits for silence',
    'below: 88\n    clear: 90',
    'absent: 5m\n    silent: wait',
    '32:13',
    /silent means nothing beside absent/,
  ],
  [
    'stuck that lasts',
    'below: 88\n    clear: 90',
    'stuck: 5m\n    for: 1m',
    '32:10',
    /for means nothing beside stuck/,
  ],
  ['clear for stuck', 'below: 88', 'stuck: 5m', '32:12', /clear means nothing beside stuck/],
  [
    'value beside stuck',
    'below: 88\n    clear: 90',
    'stuck: 5m\n    value: avg over 5m',
    '32:12',
    /value means nothing beside stuck/,
  ],
  [
    'value of counted breaches',
    'clear: 90',
    'value: avg over 5m\n    breaches: 3 of 5',
    '33:15',
    /breaches means nothing beside value/,
  ],
  [
    'a count that cannot be told',
    'below: 88\n    clear: 90',
    'above: 2000\n    value: count over 1h',
    '32:12',
    /count cannot be held against 2000/,
  ],
  [
    'bounds of what is made of several samples',
    'clear: 90',
    'value: avg over 5m\n    bounds: [80, 92]',
    '33:13',
    /bounds mean nothing beside value/,
  ],
  [
    'conditions beside a metric',
    `metric: spo2\n    where: ['unit="%"']\n    below: 88\n    clear: 90`,
    'metric: spo2\n    all: [{ metric: a, above: 1 }, { metric: b, above: 1 }]',
    '29:13',
    /metric means nothing beside all and any/,
  ],
  [
    'a condition without a limit',
    `metric: spo2\n    where: ['unit="%"']\n    below: 88\n    clear: 90`,
    'all: [{ metric: a }, { metric: b, above: 1 }]',
    '29:11',
    /the condition has no limit/,
  ],
  [
    'what is unusual without a floor',
    `metric: spo2\n    where: ['unit="%"']\n    below: 88\n    clear: 90`,
    'metric: queue\n    unusual: above',
    '30:14',
    /unusual needs a floor.*the smallest difference that matters/,
  ],
  ['a floor of a limit', 'clear: 90', 'floor: 5', '32:12', /floor means nothing without unusual/],
  [
    'what is unusual beside the lowest value',
    `metric: spo2\n    where: ['unit="%"']\n    below: 88\n    clear: 90`,
    'metric: queue\n    unusual: both\n    floor: 5\n    value: min over 1h',
    '32:12',
    /min means nothing beside unusual/,
  ],
  [
    'what is unusual for a patient',
    'below: 88\n    clear: 90',
    'unusual: below\n    floor: 5',
    '31:14',
    /would page because spo2 is unusual for a patient: .* a clinical claim that nobody has tested/,
  ],
  [
    'what is unusual for a patient, or something else',
    `metric: spo2\n    where: ['unit="%"']\n    below: 88\n    clear: 90`,
    'any:\n      - { metric: heart_rate, unusual: both, floor: 5 }\n      - { metric: b, above: 1 }',
    '30:40',
    /would page because heart_rate is unusual for a patient/,
  ],
  [
    'what is unusual for a patient, as a divisor',
    `metric: spo2\n    where: ['unit="%"']\n    below: 88\n    clear: 90`,
    'metric: queue\n    unusual: both\n    floor: 5\n    value: ratio to heart_rate',
    '30:14',
    /would page because heart_rate is unusual for a patient/,
  ],
  ['an age of a single value', 'clear: 90', 'max_age: 5m', '32:14', /max_age means nothing here/],
  ['a forecast of now', 'clear: 90', 'value: forecast in 0s over 6h', '32:12', /how far ahead/],
  [
    'a forecast too far ahead',
    'clear: 90',
    'value: forecast in 5d1h over 6h',
    '32:12',
    /further ahead than its window can tell at most 5d by 6h; take a longer window/,
  ],
  ['an average ahead', 'clear: 90', 'value: avg in 4h over 6h', '32:12', /avg is of now/],
  ['a window too short', 'clear: 90', 'value: avg over 5s', '32:12', /out of range/],
  ['absent for no time', 'below: 88\n    clear: 90', 'absent: 1s', '31:13', /shorter than 30s/],
  ['more breaches than samples', 'clear: 90', 'breaches: 5 of 3', '32:15', /5 is more than 3/],
  [
    'rule named twice',
    'rules:',
    'rules:\n  - { name: low, title: T, service: icu, metric: m, below: 1 }',
    '26:11',
    /another rule is named "low", on line 25/,
  ],
  ['syntax', 'people: [anna, bo]', 'people: [anna, bo', '11:9', /not valid YAML/],
  ['tab', '        wait: 5m', '\twait: 5m', '18:1', /a tab is used to indent/],
  ['alias of nothing', 'policy: icu', 'policy: *icu', '22:13', /Unresolved alias/],
  ['key that is none', '  bo: {', '  __proto__: {', '6:3', /__proto__ cannot be a key/],
];

describe('a mistake is shown where it stands, once, with what to do', () => {
  test('in a file that is valid otherwise', () => {
    expect(loadConfig(RIGHT, 'w.yaml')).toMatchObject({ ok: true, warnings: [] });
  });

  test.each(MISTAKES)('%s', (_reason, from, to, at, says) => {
    expect(RIGHT.split(from)).toHaveLength(2);
    const loaded = loadConfig(
      RIGHT.replace(from, () => to),
      'w.yaml',
    );
    const problems = loaded.ok ? [] : loaded.problems;
    const told = problems.map(({ line, column, message, hint = '' }) => ({
      at: `${line}:${column}`,
      says: `${message} ${hint}`,
    }));
    expect(told).toEqual([{ at, says: expect.stringMatching(says) }]);
  });
});
