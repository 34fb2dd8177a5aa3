import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';

/** A small valid config, with a line for every habit. */
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
        only: [{ days: [sat, sun] }]
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
alerts:
  - where: ['team="icu"']
    service: icu
heartbeats:
  backup:
    title: Backup is missing
    service: icu
    cron: "30 3 * * *"
`;

/** The replaced line, its replacement, and the message: the value, what is allowed, what to do. */
type Habit = readonly [from: string, to: string, line: number, says: RegExp];

const DAYS = '[sat, sun]';
const PHONE = '"+15550100101"';
const LIMITS = 'below: 88\n    clear: 90';
const WHERE = `['team="icu"']`;
const SPAN = '[{ days: [sat, sun] }]';

const HABITS: readonly Habit[] = [
  ['time_zone: Europe', 'timezone: Europe', 1, /"timezone" \| did you mean "time_zone"\? allowed/],
  ['time_zone: Europe', 'tz: Europe', 1, /unknown key "tz" \| did you mean "time_zone"\? allowed/],
  ['Europe/Stockholm', 'CET+1', 1, /"CET\+1" is not a known.*clocks change.*Europe\/Stockholm/],
  ['Europe/Stockholm', '+01:00', 1, /"\+01:00" is not a known.*offset.*Europe\/Stockholm/],
  ['Europe/Stockholm', 'CEST', 1, /"CEST" is not a known time zone \| an abbreviation/],
  ['Europe/Stockholm', 'Stockholm', 1, /"Stockholm" is not .*did you mean "Europe\/Stockholm"\?/],
  ['max_age: 1h', 'max_age: 3600', 3, /3600 is not a duration.*1h if these are seconds/],
  ['max_age: 1h', 'max_age: 3600000', 3, /3600000 is not.*1h if these are milliseconds/],
  ['people:\n', 'users:\n', 4, /unknown key "users" \| did you mean "people"\?/],
  ['contacts: { s', 'phone: { s', 5, /unknown key "phone" \| it belongs under contacts; allowed/],
  ['{ sms: "', '{ phone: "', 5, /unknown key "phone" \| did you mean "sms"\? allowed here: sms, /],
  [PHONE, '0701234567', 5, /sms: 0701234567 is not a phone number.*put it in quotes.*country/],
  [PHONE, '"0701234567"', 5, /"0701234567" is not.*as "\+46701234567" for Sweden/],
  [PHONE, '"+46 70-123 45 67"', 5, /"\+46 70-123 45 67" is not .*write "\+46701234567"/],
  [PHONE, '"0046(0)701234567"', 5, /is not an international.*write "\+46701234567"/],
  [PHONE, '+15550100101', 5, /sms: \+15550100101 is not.*put it in quotes: "\+15550100101"/],
  [PHONE, '“+15550100101”', 5, /typographic quotes.*straight ones/],
  ['{ sms: "+15550100101" }', '"+15550100101"', 5, /is not a mapping with sms.*write \{ sms: /],
  ['[email]', '[slack]', 6, /"slack" is not one of sms, .* \| pages leave by SMS.* alone/],
  ['[email]', '[phone]', 6, /"phone" is not one of sms, .* \| did you mean "sms"\?/],
  ['[email]', 'email', 6, /"email" is not a list of channels.*write a list: \[email\]/],
  [
    '  bo: {',
    '  Åsa Ek: { name: A }\n  bo: {',
    6,
    /"Åsa Ek" cannot be a name.*write asa-ek: small/,
  ],
  ['schedules:\n', 'oncall:\n', 7, /unknown key "oncall" \| did you mean "schedules"\?/],
  ['  icu:\n    layers:\n', '  icu:\n', 9, /this list is not a mapping.*write layers: before/],
  ['- people: [anna', '- members: [anna', 10, /unknown key "members" \| did you mean "people"\?/],
  [
    '[anna, bo]',
    '[anna, no]',
    10,
    /no person "no" \| did you mean "bo"\? defined people: anna, bo/,
  ],
  ['[anna, bo]', '[adda, bo]', 10, /no person "adda" \| defined people: anna, bo/],
  [
    '[anna, bo]',
    '[person: anna, bo]',
    10,
    /\{"person":"anna"\} is not.*write the name alone: anna/,
  ],
  [
    '[anna, bo]',
    'anna',
    10,
    /"anna" is not a list of one or more people \| write a list: \[anna\]/,
  ],
  ['shift: 12h', 'rotation: 12h', 11, /unknown key "rotation" \| did you mean "shift"\?/],
  ['shift: 12h', 'shift: weekly', 11, /"weekly" is not a duration.* \| write 1w/],
  [
    'shift: 12h',
    'shift: 12',
    11,
    /shift: 12 is not the length.*12h if these are hours, 12d if days/,
  ],
  ['hand_off: "', 'handover: "', 12, /unknown key "handover" \| did you mean "hand_off"\?/],
  ['"07:00"', '7am', 12, /"7am" is not a time of day, such as 07:00 \| write "07:00"/],
  ['"07:00"', '7:00 PM', 12, /"7:00 PM" is not a time of day.* \| write "19:00"/],
  ['"07:00"', '07.00', 12, /hand_off: 07\.00 is not a time of day.* \| write "07:00"/],
  ['"07:00"', '420', 12, /420 is not a time of day.*two digits each/],
  ['"07:00"', 'mon 07:00', 12, /"mon 07:00" is not.*time of day alone: the day in starts/],
  ['2026-01-05', '20260105', 13, /starts: 20260105 is not a date.*write 2026-01-05/],
  ['2026-01-05', '05/01/2026', 13, /"05\/01\/2026" is not a date \| write the year first/],
  ['2026-01-05', 'monday', 13, /"monday" is not a date.*year-month-day: 2026-01-05 is a Monday/],
  ['2026-01-05', '1767571200', 13, /1767571200 is not a date.*2026-01-05/],
  [DAYS, 'mon-fri', 14, /"mon-fri" is not a list of .*write \[mon, tue, wed, thu, fri\]/],
  [DAYS, '[mon-fri]', 14, /"mon-fri" is not one of mon, .*write mon, tue, wed, thu, fri/],
  [DAYS, '[monday]', 14, /"monday" is not one of mon, tue, .*write mon in its place/],
  [DAYS, 'weekend', 14, /"weekend" is not a list of one or more days.*write \[sat, sun\]/],
  [DAYS, '[lördag]', 14, /"lördag" is not one of mon, .*three letters: mon, tue/],
  [DAYS, '[6]', 14, /6 is not one of mon, .*sat if weeks begin with 1 on Monday/],
  [SPAN, '[fri 19:00-07:00]', 14, /"fri .*write \{ days: \[fri\], from: "19:00", to: "07:00" \}/],
  [SPAN, 'mon-fri 8-17', 14, /write \[\{ days: \[mon, .*fri\], from: "08:00", to: "17:00" \}\]/],
  [SPAN, '{ days: [sat] }', 14, /not a list of one or more spans of time \| put it in a list/],
  [DAYS, '[sat], from: "07:00"', 14, /"to" is missing: when does it end\?.*"24:00".*whole|00:00/],
  [SPAN, '[{}]', 14, /the span is empty \| write days, or from and to, or both/],
  [DAYS, '[sat], hours: 7-19', 14, /unknown key "hours" \| write from: "07:00" and to: "19:00"/],
  ['policies:\n', 'escalation_policies:\n', 15, /did you mean "policies"\?/],
  [
    '- page: [sch',
    '- targets: [sch',
    18,
    /unknown key "targets" \| did you mean "page"\? allowed here/,
  ],
  ['[schedule: icu]', '[icu]', 18, /"icu" is not schedule: and a name.*write schedule: icu/],
  ['[schedule: icu]', '[nurses]', 18, /"nurses" is not .*schedules: icu; people: anna, bo/],
  ['[schedule: icu]', 'everyone', 18, /"everyone" is not a list.*\[person: anna, person: bo\]/],
  ['[schedule: icu]', '{ schedule: icu }', 18, /is not a list of .*write \[schedule: icu\]/],
  [
    '[schedule: icu]',
    '[schedule: icu-nigth]',
    18,
    /no schedule "icu-nigth".*defined schedules: icu/,
  ],
  [
    'wait: 5m',
    'delay: 5m',
    19,
    /unknown key "delay" \| did you mean "wait"\? allowed here: page, w/,
  ],
  ['wait: 5m', 'wait: 300', 19, /wait: 300 is not a duration.*5m if these are seconds/],
  ['wait: 5m', 'wait: 30 s', 19, /"30 s" is not a duration.* \| write 30s/],
  ['wait: 5m', 'wait: 5 minutes', 19, /"5 minutes" is not a duration.* \| write 5m/],
  ['wait: 5m', 'wait: 1.5h', 19, /"1.5h" is not a duration.* \| write 1h30m/],
  ['wait: 5m', 'wait: PT5M', 19, /"PT5M" is not a duration.* \| write 5m/],
  ['wait: 5m', 'wait: 00:05:00', 19, /"00:05:00" is not a duration.* \| write 5m/],
  ['wait: 5m', 'wait: 30s10m', 19, /"30s10m" is not a duration.* \| write 10m30s/],
  ['wait: 5m', 'wait: 500ms', 19, /"500ms" is not a duration.*smallest unit is the second/],
  ['wait: 5m', 'wait: 1 month', 19, /"1 month" is not a duration.*write days, such as 30d/],
  ['    fallback', '    repeat: 4h\n    fallback', 20, /"4h" is not a whole.*how many times, not/],
  ['    fallback', '    repeat_interval: 4h\n    fallback', 20, /"repeat_interval" \| repeat of a/],
  ['policy: icu', 'escalation_policy: icu', 23, /"escalation_policy" \| did you mean "policy"\?/],
  ['policy: icu', 'policy: [icu]', 23, /\["icu"\] is not the name.*write icu, without brackets/],
  ['policy: icu', 'policy: off', 23, /there is no policy "off" \| did you mean "none"\?/],
  ['ack_timeout: 30m', 'ack_timeout: 0', 24, /0 is not a duration.*or never \| write never/],
  ['ack_timeout: 30m', 'auto_resolve: yes', 24, /"yes" is not true or false \| write true/],
  ['ack_timeout: 30m', 'auto_resolve: 30m', 24, /"30m" is not true or false \| it is whether, not/],
  [
    'ack_timeout: 30m',
    'severities: { high: icu }',
    24,
    /unknown key "high" \| did you mean "error"/,
  ],
  [
    'ack_timeout: 30m',
    'severities: [critical]',
    24,
    /\["critical"\] is not a .*write \{ critical:/,
  ],
  ['ack_timeout: 30m', 'flapping: false', 24, /false is not a mapping.*write \{ times: never \}/],
  ['ack_timeout: 30m', 'runbook: www.example.org/x', 24, /write the whole address: https:\/\/www/],
  ['ack_timeout: 30m', 'group_interval: 5m', 24, /"group_interval" \| new alerts of an open/],
  [
    'rules:\n',
    'silences: []\nrules:\n',
    25,
    /"silences" \| .*npx --no-install wardbell silence create/,
  ],
  ['rules:\n', 'receivers: []\nrules:\n', 25, /"receivers" \| whom to page stands in people/],
  ['rules:\n', 'inhibit: []\nrules:\n', 25, /did you mean "inhibit_rules"/],
  ['rules:\n', 'route: {}\nrules:\n', 25, /"route" \| "alerts" is the word for it here/],
  ['rules:\n  - name: low\n    t', 'rules:\n  low:\n    t', 26, /not a list of rules.*"- name: …"/],
  ['- name: low', '- alert: low', 26, /unknown key "alert" \| did you mean "name"\? allowed/],
  ['title: S', 'summary: S', 27, /unknown key "summary" \| title is what a page says/],
  [
    '    title: S',
    '    description: x\n    title: S',
    27,
    /"description" \| title is what a page says/,
  ],
  [
    'severity: critical',
    'severity: high',
    29,
    /"high" is not one of critical.*did you mean "error"/,
  ],
  [
    'severity: critical',
    'severity: P1',
    29,
    /"P1" is not one of critical.*did you mean "critical"/,
  ],
  ['severity: critical', 'severity: 3', 29, /3 is not one of critical.*did you mean "warning"/],
  ['severity: critical', 'severity: bad', 29, /"bad" is not one of critical.*From the worst: cri/],
  ['severity: critical', 'priority: high', 29, /unknown key "priority" \| did you mean "severity"/],
  ['metric: spo2', 'expr: spo2 < 88', 30, /unknown key "expr" \| write metric, and one of below/],
  ['below: 88', 'below: 90%', 32, /"90%" is not a number \| write 90;.*\['unit="%"'\]/],
  ['below: 88', 'below: "< 88"', 32, /"< 88" is not a number \| write below: 88, without a sign/],
  ['below: 88', 'above: >= 88', 32, /not valid YAML.* \| write the limit alone/],
  ['below: 88', 'below: 88 mmHg', 32, /"88 mmHg" is not a number \| write 88; .*unit="mmHg"/],
  ['below: 88', 'below: 88,5', 32, /"88,5" is not a number \| write 88\.5/],
  ['below: 88', 'lt: 88', 32, /unknown key "lt" \| did you mean "below"\? allowed here: name, t/],
  ['below: 88', 'threshold: 88', 32, /unknown key "threshold" \| write below or above/],
  [LIMITS, 'outside: "2-8"', 32, /"2-8" is not a pair of numbers.* \| write \[2, 8\]/],
  [LIMITS, 'outside: 2..8', 32, /"2\.\.8" is not a pair of numbers.* \| write \[2, 8\]/],
  [LIMITS, 'outside: { min: 2, max: 8 }', 32, /is not a pair of numbers.* \| write \[2, 8\]/],
  [LIMITS, 'outside: 8', 32, /8 is not a pair of numbers.*one limit alone has below or above/],
  ['clear: 90', 'value: avg(10m)', 33, /"avg\(10m\)" is not a value over.*write avg over 10m/],
  ['clear: 90', 'value: mean over 10 min', 33, /write avg over 10m/],
  ['clear: 90', 'value: rate(requests[5m])', 33, /write rate per second over 5m/],
  ['clear: 90', 'value: deriv over 4h', 33, /write slope per hour over 4h/],
  ['clear: 90', 'value: slope over 4h', 33, /per which unit of time \| write slope per hour over/],
  ['clear: 90', 'value: avg per hour over 4h', 33, /avg has no unit of time \| write avg over 4h/],
  ['clear: 90', 'value: "predict_linear(x[6h], 4)"', 33, /write forecast in 4h over 6h, with/],
  ['clear: 90', 'value: forecast over 6h', 33, /how far ahead \| write forecast in 4h over 6h/],
  ['clear: 90', 'reaches: 95', 33, /unknown key "reaches" \| did you mean "value"/],
  ['clear: 90', 'value: 7', 33, /7 is not a value over time.*equals: 7/],
  ['clear: 90', 'over: avg over 4h', 33, /unknown key "over" \| did you mean "value"/],
  ['below: 88', 'unchanged: 30m', 32, /unknown key "unchanged" \| did you mean "stuck"/],
  ['below: 88', 'anomaly: above', 32, /unknown key "anomaly" \| did you mean "unusual"/],
  [LIMITS, 'equals: down', 32, /"down" is not a number \| values are numbers, such as 0 or 1/],
  [
    '    clear: 90',
    '    for: 5',
    33,
    /for: 5 is not a duration.*5s if these are seconds, 5m if min/,
  ],
  ['    clear: 90', '    breaches: 3/5', 33, /"3\/5" is not a share.* \| write 3 of 5/],
  ['    clear: 90', '    below: 90', 33, /the key "below" is given twice \| only one can count/],
  [
    '    clear: 90',
    '    silent: true',
    33,
    /silent: true is not fire or wait \| write fire or wait/,
  ],
  [WHERE, '{ host: ehr }', 35, /\{"host":"ehr"\} is not a list.* \| write \['host="ehr"'\]/],
  [WHERE, '[host: ehr]', 35, /\{"host":"ehr"\} is not a condition.* \| write 'host="ehr"'/],
  [WHERE, `['host=="ehr"']`, 35, /cannot be read.* \| write 'host="ehr"'/],
  [WHERE, `['{a="b",c="d"}']`, 35, /cannot be read.* \| write 'a="b"', 'c="d"'/],
  [WHERE, `["host='ehr'"]`, 35, /its quotes are not " and belong to the value: write host="ehr"/],
  [WHERE, `['host=“ehr”']`, 35, /its quotes are not " and belong to the value: write host="ehr"/],
  [WHERE, `'team="icu"'`, 35, /is not a list of conditions.* \| write \['team="icu"'\]/],
  [`where: ['team`, `matchers: ['team`, 35, /unknown key "matchers" \| did you mean "where"\?/],
  ['cron: "', 'schedule: "', 41, /unknown key "schedule" \| did you mean "cron"\?/],
  ['cron: "30 3 * * *"', 'interval: 1d', 41, /unknown key "interval" \| did you mean "period"\?/],
  ['cron: "30 3 * * *"', 'period: daily', 41, /"daily" is not a duration.* \| write 1d/],
  [
    'cron: "30 3 * * *"',
    'cron: "0 30 3 * * *"',
    41,
    /it has 6 of the five fields.*knows no seconds/,
  ],
  ['cron: "30 3 * * *"', 'cron: @daily', 41, /not valid YAML.*begins with @.*needs quotes/],
  ['cron: "30 3 * * *"', 'cron: * * * * *', 41, /not valid YAML.*begins with \* needs quotes/],
  ['        wait: 5m', '\twait: 5m', 19, /a tab is used to indent \| .*spaces only/],
  ['        wait: 5m', '   \t     wait: 5m', 19, /a tab is used to indent \| .*spaces only/],
  ['    below: 88', '    below:88', 32, /not valid YAML.*put a blank after the colon/],
  ['    below: 88', '    below = 88', 32, /not valid YAML.*a colon and a blank in place of =/],
  ['    below: 88', '    below:\u00a088', 32, /not valid YAML.*a blank that is none \(U\+00A0\)/],
  ['  - name: low', '  – name: low', 26, /not valid YAML.*a plain hyphen/],
  ['time_zone: E', '// zone\ntime_zone: E', 1, /not valid YAML.*a comment begins with #/],
  ['title: S', 'title: Low: s', 27, /not valid YAML.*a colon and a blank needs quotes/],
  ['title: Saturation low', 'title: "Saturation', 27, /not valid YAML.*opened and never closed/],
  ['    policy: icu', '   policy: icu', 23, /not valid YAML.*indented unlike its neighbours/],
  [PHONE, `\${ANNA_PHONE}`, 5, /not valid YAML.*variables are not put in/],
  ['Bo, ', '{{ name }}, ', 6, /nothing is put in place of \{\{ … \}\}/],
  ['policy: icu', 'policy: *icu', 23, /Unresolved alias.*needs quotes; otherwise \* repeats/],
];

describe('what people write by habit', () => {
  test('is tried in a config that is right', () => {
    expect(loadConfig(RIGHT, 'w.yaml')).toMatchObject({ ok: true, warnings: [] });
  });

  test.each(HABITS)('%s written as %s is told with its line and what to do', (...habit) => {
    const [from, to, line, says] = habit;
    expect(RIGHT.split(from)).toHaveLength(2);
    const loaded = loadConfig(
      RIGHT.replace(from, () => to),
      'w.yaml',
    );
    const told = (loaded.ok ? [] : loaded.problems).map((problem) => ({
      line: problem.line,
      says: `${problem.message} | ${problem.hint}`,
    }));
    expect(told).toEqual([{ line, says: expect.stringMatching(says) }]);
  });

  test('makes one problem where a list of entries defines what others mention', () => {
    const list = RIGHT.replace(/people:\n.*\n.*\n/u, 'people: [{ name: Anna }, { id: bo }]\n');
    const loaded = loadConfig(list, 'w.yaml');
    expect(loaded).toMatchObject({ ok: false, problems: [{ line: 4 }] });
  });
});
