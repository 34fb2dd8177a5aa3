import { wallTime } from '../frame/wall-clock.ts';

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** How often a silence may come, as an address says it, and what that is by iCalendar. */
const OFTEN = {
  day: () => 'FREQ=DAILY',
  workdays: () => 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  week: () => 'FREQ=WEEKLY',
  weeks: () => 'FREQ=WEEKLY;INTERVAL=2',
  // Few months have a fifth one: of those it is the last.
  month: (date: Date) => {
    const nth = Math.ceil(date.getUTCDate() / 7);
    return `FREQ=MONTHLY;BYDAY=${nth === 5 ? -1 : nth}${WEEKDAYS[date.getUTCDay()]}`;
  },
} as const satisfies Readonly<Record<string, (date: Date) => string>>;

type Often = keyof typeof OFTEN;

/** The choices of how often it comes, beside once and by a rule that is typed. */
export const CHOICES = Object.keys(OFTEN) as readonly Often[];

/** The choices that are the same whenever it begins, in words. */
const IN_WORDS = ['day', 'workdays', 'week', 'weeks'] as const;

/** What a rule that is to be typed begins as. */
export const TYPED = '30 1 * * *';

export function isChoice(text: string): text is Often {
  return CHOICES.some((one) => one === text);
}

/** What the API is asked for: a rule of iCalendar, or an expression of cron. */
export function ruleOf(
  often: string,
  begin: number,
  zone: string,
): { readonly rrule: string } | { readonly cron: string } {
  if (isChoice(often)) {
    return { rrule: OFTEN[often](new Date(`${wallTime(begin, zone)}Z`)) };
  }
  return /freq=/iu.test(often) ? { rrule: often } : { cron: often };
}

/** The choice that a rule is which was set, unless that depends on when it begins. */
export function choiceOf(rrule: string | undefined): (typeof IN_WORDS)[number] | undefined {
  return IN_WORDS.find((one) => OFTEN[one]() === rrule);
}
