/* The words of the board of subjects and of one subject, in English; see `words/en.ts`. */

import { countingIn } from '../counting.ts';

const { count } = countingIn('en');

export const subjects = {
  title: 'Subjects',
  state: { firing: 'Fires', pending: 'Pending', silent: 'Silent', well: 'Well' },
  wordsHint: 'name, service, label',
  none: 'None is known yet',
  nothingMatches: 'None that is listed matches the filter',
  lookAt: 'Look at',
  all: 'All',
  moreGroups: (number: number) => `Show ${count(number, 'more group', 'more groups')}`,
  listedAt: 'Listed',
  listedEvery: (length: string) =>
    `Asked for again each ${length}; what begins to fire meanwhile is shown within ten seconds.`,
  who: 'Listed are those of which a rule remembers something: a breach, or that it must be heard. One that was always well may be missing; its name in the filter leads to it.',
  again: 'List again now',
} as const;

export const subject = {
  title: 'Subject',
  toBoard: 'All subjects',
  alias: 'In pages',
  nothing:
    'Nothing is remembered of it: it is well as far as the rules know, or it was never heard.',
  rules: 'Rules',
  otherRules: 'Other rules that may read it',
  otherRulesHint:
    'They remember nothing of it: its values are well, or it does not send what they read. No rule remembers values that are well.',
  noRule: 'The config has no such rule any more.',
  scores: {
    title: 'Scores',
    missing: 'missing',
    points: (points: number) => (points === 1 ? '1 point' : `${points} points`),
    between: (low: number, high: number) => `${low} to ${high}`,
    scale2: 'oxygen scale 2',
  },
  limit: {
    below: (limit: string) => `below ${limit}`,
    above: (limit: string) => `above ${limit}`,
    outside: (low: string, high: string) => `outside ${low} to ${high}`,
    equals: (value: string) => `equals ${value}`,
    absent: (length: string) => `no sample for ${length}`,
    total: (total: string) => `a total of ${total} or more`,
    single: (points: string) => `${points} or more for one parameter`,
    or: ' or ',
    and: ' and ',
    stuck: (length: string) => `the same value for ${length}`,
    unusual: {
      above: 'above what is usual',
      below: 'below what is usual',
      both: 'outside what is usual',
    },
    spanOf: (low: string, high: string) => `${low} to ${high}`,
    usual: (span: string, day: string, hour: string) => `usually ${span} on ${day}s at ${hour}`,
  },
  across: {
    sum: () => 'the sum of its series',
    max: () => 'the highest of its series',
    min: () => 'the lowest of its series',
    ratio: (to: string) => `the ratio to ${to}`,
  },
  overTime: {
    avg: 'average',
    min: 'minimum',
    max: 'maximum',
    median: 'median',
    count: 'number of samples',
    change: 'change',
    slope: 'slope',
    forecast: 'forecast',
    rate: 'rate',
    increase: 'increase',
    per: { second: 'per second', minute: 'per minute', hour: 'per hour', day: 'per day' },
    ahead: (what: string, length: string) => `${what} in ${length}`,
    over: (what: string, length: string) => `${what} over ${length}`,
  },
  inWindow: (breaches: number, of: number) => `in ${breaches} of the last ${of} samples`,
  forSpan: (length: string) => `for ${length}`,
  clears: {
    below: (clear: string) => `ends at ${clear} or above`,
    above: (clear: string) => `ends at ${clear} or below`,
    outside: (low: string, high: string) => `ends within ${low} to ${high}`,
  },
  unusualBy: (percent: string, floor: string, length: string) =>
    `by at least ${percent} % and ${floor}, once it has learned for ${length}`,
  learnsUntil: 'It still learns what is usual, until',
  ownLimits: 'Limits of its own',
  limitSet: 'Set a limit for this subject',
  limitIsSet: 'The limit holds from now on.',
  limitEnd: 'End this limit',
  limitEnded: 'It has ended: what the config says holds again.',
  limitUsual: (limit: string) => `for others: ${limit}`,
  limitIgnored: 'It does not count: the config does not allow it any more.',
  scale2Set: 'Order oxygen scale 2',
  scale2IsSet: 'Scale 2 counts from now on.',
  scale2Hint:
    'For a patient whose oxygen saturation is to be 88 to 92 %. It has the points of scale 2 of NEWS2 then.',
  limitFields: { below: 'Alert below', above: 'Alert above' },
  limitLasts: 'It lasts',
  limitReason: 'Why',
  limitHint: 'It ends by itself, or when the patient leaves the bed. The reason stands in no page.',
  values: 'Values',
  lastHour: 'The last hour',
  since: 'since',
  lastValue: 'last value written down:',
  seen: 'last seen',
  open: 'Open incidents',
  recent: 'Ended in the last 7 days',
  heartbeats: 'Heartbeats of its services',
  unread: 'Sent, and read by no rule',
  unreadOfOthers: 'What others send and no rule reads, and this one may too',
  sent: 'last sent',
  silence: 'Silence this',
  retire: 'Retire',
  retireAsk: 'Retire it?',
  retireHint:
    'It will not report any more: a patient discharged, a machine taken down. What is remembered of it is forgotten, and nobody misses it. If it reports again it is new.',
  retireEnds: (alerts: number) =>
    `${count(alerts, 'alert that fires ends', 'alerts that fire end')}.`,
  retireYes: 'Yes, retire it',
  retired: (subject: string, alerts: number) =>
    `Retired: ${subject}. ${count(alerts, 'alert has ended', 'alerts have ended')}.`,
} as const;
