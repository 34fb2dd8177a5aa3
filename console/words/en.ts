/*
 * Every word of the console, in English. The other languages have the same names (`words.ts`); a
 * word that one lacks does not compile. Times and numbers come from `Intl`, by `language`.
 */

import { burden } from './burden/en.ts';
import { countingIn } from './counting.ts';
import { incident } from './incident/en.ts';
import { oncall } from './oncall/en.ts';
import { platform } from './platform/en.ts';
import { reports } from './reports/en.ts';
import { silences } from './silences/en.ts';
import { slos } from './slos/en.ts';
import { subject, subjects } from './subjects/en.ts';

const { count, isOne } = countingIn('en');

export const en = {
  language: 'en',

  nav: 'Screens',
  menu: 'Menu',
  skip: 'Skip to the content',
  secondary:
    'Wardbell is a secondary notification system. It does not replace the alarm at the bedside.',
  inTime: (length: string) => `in ${length}`,
  close: 'Close',
  back: 'Back',
  loading: 'Loading…',
  refused: 'This could not be shown',
  refusedNow: 'What you see is not kept up any more:',
  problems: {
    malformed: 'The request cannot be understood',
    invalid: 'What was given cannot be used',
    unknown_name: 'A name is not known',
    forbidden: 'This is not allowed',
    not_found: 'There is no such thing',
    refused: 'This cannot be done now',
    still_firing: 'Alerts still fire',
    too_large: 'This is too much at once',
    rate_limited: 'Too many requests: wait a little',
    internal: 'Something went wrong within Wardbell',
    unavailable: 'Wardbell cannot answer for a moment',
  },
  problemWith: (_: string, detail: string) => detail,
  notFound: 'There is no such screen',
  goToNow: 'Go to what is open now',
  dismiss: 'Dismiss',
  loadMore: 'Load more',
  listCut: 'There are more than can be listed here.',
  foundOf: (found: number, all: number) => `The filter finds ${found} of ${all}`,
  downloadAs: (form: string) => `Download as ${form}`,
  downloaded: (lines: number) => `${count(lines, 'entry', 'entries')} downloaded`,
  downloadCut: (lines: number) =>
    `${count(lines, 'entry', 'entries')} downloaded, and there are more: choose a shorter time, or use the command line`,

  once: {
    hint: 'It is shown this once. Keep it where secrets are kept: nobody can see it again.',
    copy: 'Copy',
    copied: 'Copied',
    byHand: 'This browser does not let a page copy: select it and copy it by hand.',
    kept: 'I have kept it',
  },

  lost: (since: string) => `No answer from Wardbell since ${since}. What you see may be old.`,
  lostHint: 'It is asked again and again. Do not wait for it: act as you would without it.',
  signedOut: 'You are signed out.',
  signIn: 'Sign in',
  signOut: 'Sign out',
  signedInAs: (name: string) => `Signed in as ${name}`,
  language_: 'Language',
  asBrowser: 'As the browser',
  settings: 'Settings',
  singleKeys: 'Single keys act',

  severity: { critical: 'Critical', error: 'Error', warning: 'Warning', info: 'Info' },

  now: {
    title: 'Now',
    open: (number: number) => `${number} open`,
    nothing: 'Nothing is open',
    nothingMatches: 'Nothing that is open matches the filter',
    mine: 'Mine',
    waiting: 'Needs an answer',
    rest: 'Others have it, or it pages nobody',
    since: 'since',
    more: (subjects: number) => `and ${subjects} more`,
    alerts: (firing: number) => count(firing, 'alert fires', 'alerts fire'),
    has: (name: string) => `${name} has it`,
    youHave: 'You have it',
    until: 'until',
    nobodyHas: 'Nobody has it',
    haveIt: (names: string) => `${names} have it`,
    mustAnswer: (wanted: number) => `${wanted} must answer`,
    haveAnswered: (answers: number, wanted: number, names: string) =>
      `${answers} of ${wanted} have answered: ${names}`,
    pagedNext: (names: string, number: number, when: string) =>
      `${names} ${isOne(number) ? 'is' : 'are'} paged ${when}`,
    nobodyReached: (when: string) => `Nobody can be reached ${when}`,
    waitsFor: (names: string) => `waits for ${names}`,
    silencedUntil: 'Silenced until',
    canWait: 'Pages when the hours of the service begin:',
    waits: 'can wait',
    inhibitedBy: 'Inhibited by',
    unpaged: 'Pages nobody: recorded only',
    overdue: 'now',
    flapping: 'comes and goes',
    acknowledge: 'Acknowledge',
    acknowledged: (what: string) => `You have ${what}`,
    escalated: (what: string) => `The next step is paged: ${what}`,
    select: (what: string) => `Select ${what}`,
    selected: (number: number) => `${number} selected`,
    selectNone: 'Select none',
    acknowledgeThese: (number: number) => `Acknowledge these ${number}: lists them first`,
    askThese: (number: number) =>
      number === 1 ? 'Acknowledge this one?' : `Acknowledge these ${number}?`,
    takeThese: (number: number) =>
      number === 1
        ? 'Yes, acknowledge it: I take it'
        : `Yes, acknowledge these ${number}: I take them`,
    responsibility:
      'You take responsibility for all of them: nobody else is paged about them. Nothing is done yet.',
    acknowledgeNone: 'Back: acknowledge none',
    someDone: (number: number) => `Acknowledged: ${number}.`,
    someNot: (number: number, why: string) => `Not acknowledged: ${number}. ${why}`,
    showMore: (number: number) => `Show ${number} more`,
    new_: (number: number) => `${number} new: `,
    filter: 'Filter',
    clear: 'Clear the filter',
    words: 'Words',
    wordsHint: 'title, subject, label',
    service: 'Service',
    person: 'Person',
    label: 'Label',
    any: 'Any',
    groupBy: 'Group by',
    groupUsual: 'Automatic',
    groupNot: 'No groups',
    groupOther: '(none)',
    groupNeed: (number: number) => `${count(number, 'needs', 'need')} an answer`,
    wall: 'Wall view',
    list: 'List',
    wallCaption: 'Subjects by severity, the worst first',
    subject: 'Subject',
    sound: 'Sound for new ones',
    muted: 'The browser plays no sound until this page is touched: new ones are not heard.',
    unmute: 'Turn the sound on',
    saved: 'The filter stands in the address: a bookmark keeps it.',
  },

  incident,

  oncall,

  subjects,

  subject,

  silences,

  pages: {
    title: 'Pages',
    none: 'No page of the kind is on record.',
    shown: (number: number) => count(number, 'page', 'pages'),
    incident: (id: string) => `Incident ${id}`,
    only: 'Only those about',
    tries: (number: number) => count(number, 'attempt', 'attempts'),
    by: 'By',
    status: 'What became of it',
    reason: 'Why',
    from: 'From the day',
    to: 'To the day',
    span: 'The last 31 days, unless a day is chosen.',
    loaded: 'More are loaded',
  },

  trend: {
    title: 'Values',
    series: 'Which values',
    hour: 'The hour around it',
    kept: (time: string) => `All that is kept: ${time}`,
    chart: (metric: string) =>
      `${metric} as a line, with its limits. The words below and the table tell the same.`,
    shaded: 'Shaded: while the alert fired.',
    lowest: 'lowest',
    highest: 'highest',
    parts: 'The rule judges several series together: here is each by itself.',
    noParts:
      'the rule judges several series together. Which ones is not known, so that there is no chart.',
    notAsked: (most: number) =>
      `the rule judges several series together. Which ones is asked of ${most} subjects of an incident only, and not of this one, so that there is no chart.`,
    none: 'nothing is kept of this time.',
    cut: 'Older values of this time are left out: there are too many.',
    limit: (limit: string) => `limit: ${limit}`,
    below: (value: string) => `below ${value}`,
    above: (value: string) => `above ${value}`,
    equals: (value: string) => `equal to ${value}`,
    table: 'The values as a table',
    time: 'Time',
    value: 'Value',
  },

  heartbeats: {
    title: 'Heartbeats',
    none: 'None is expected',
    wordsHint: 'title, name, service',
    status: { down: 'Missing or failed', late: 'Late', new: 'Never heard', up: 'Heard in time' },
    heard: 'last heard',
    succeeded: 'last success',
    runs: 'a run is under way since',
    took: (length: string) => `the last run took ${length}`,
    wasExpected: 'was expected',
    expected: 'next expected',
    each: (period: string, grace: string) => `each ${period}, with ${grace} of grace`,
    cron: (cron: string, zone: string, grace: string) =>
      `by ${cron} in ${zone}, with ${grace} of grace`,
  },

  channels: {
    sms: {
      name: 'SMS',
      contactOf: (name: string) => `${name}, phone`,
      address: 'Phone number, with plus sign and country',
    },
    email: {
      name: 'e-mail',
      contactOf: (name: string) => `${name}, mailbox`,
      address: 'E-mail address',
    },
  },

  phones: {
    title: 'Phones',
    intro:
      'What the phones and mailboxes of this machine have received since it was started. No SMS and no e-mail leaves it.',
    none: 'Nothing was received yet',
    choose: 'Choose a phone or a mailbox.',
    unread: (number: number) => `${number} new`,
    nothing: 'Nothing received:',
    all: 'All phones and mailboxes',
    links: 'A link opens in a new tab, for whoever has this phone or mailbox.',
    arrived: (where: string) => `New message: ${where}`,
  },

  burden,
  reports,
  slos,
  platform,

  keys: {
    title: 'Keys',
    next: 'next in the list',
    previous: 'the one before',
    open: 'open it',
    acknowledge: 'acknowledge',
    escalate: 'escalate: page the next step now',
    select: 'select, to acknowledge several',
    filter: 'filter',
    help: 'this help',
  },
} as const;
