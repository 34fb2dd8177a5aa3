/*
 * Every word of the console, in English. The other languages have the same names (`words.ts`); a
 * word that one lacks does not compile. Times and numbers come from `Intl`, by `language`.
 */

const plural = new Intl.PluralRules('en');

function count(number: number, one: string, other: string): string {
  return `${number} ${plural.select(number) === 'one' ? one : other}`;
}

export const en = {
  language: 'en',

  nav: 'Screens',
  skip: 'Skip to the content',
  secondary:
    'Wardbell is a secondary notification system. It does not replace the alarm at the bedside.',
  inTime: (length: string) => `in ${length}`,
  close: 'Close',
  back: 'Back',
  loading: 'Loading…',
  refused: 'This could not be shown',
  notFound: 'There is no such screen',
  goToNow: 'Go to what is open now',
  dismiss: 'Dismiss',
  tryAgain: 'Try again',

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
    pagedNext: (names: string, number: number, when: string) =>
      `${names} ${plural.select(number) === 'one' ? 'is' : 'are'} paged ${when}`,
    nobodyReached: (when: string) => `Nobody can be reached ${when}`,
    waitsFor: (names: string) => `waits for ${names}`,
    silencedUntil: 'Silenced until',
    unpaged: 'Pages nobody: recorded only',
    overdue: 'now',
    flapping: 'comes and goes',
    acknowledge: 'Acknowledge',
    acknowledgeOne: (what: string) => `Acknowledge ${what}`,
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
    groupNot: 'No groups',
    groupOther: '(none)',
    groupNeed: (number: number) => `${count(number, 'needs', 'need')} an answer`,
    wall: 'Wall view',
    list: 'List',
    wallCaption: 'Subjects by severity, the worst first',
    subject: 'Subject',
    sound: 'Sound for new ones',
    saved: 'The filter stands in the address: a bookmark keeps it.',
  },

  keys: {
    title: 'Keys',
    next: 'next incident',
    previous: 'the one before',
    open: 'open it',
    acknowledge: 'acknowledge',
    escalate: 'escalate: page the next step now',
    select: 'select, to acknowledge several',
    filter: 'filter',
    help: 'this help',
  },
} as const;
