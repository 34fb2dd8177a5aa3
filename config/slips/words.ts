import { SEVERITIES, SEVERITY_WORDS, severityFrom } from '#core/alert/severity.ts';
import { WEEKDAYS } from '#core/oncall/schedule.ts';

/** Other tools' names for our severities, beside those that are accepted from senders. */
const OTHER_WORDS: Readonly<Record<(typeof SEVERITIES)[number], readonly string[]>> = {
  critical: 'p1 p0 sev1 sev0 s1 1 emerg disaster urgent crit alert'.split(' '),
  error: 'p2 sev2 s2 2 err severe'.split(' '),
  warning: 'moderate average p3 sev3 s3 3'.split(' '),
  info: 'p4 p5 sev4 sev5 s4 4 5 notice debug ok'.split(' '),
};

/** Suggests a severity for a text that is none. */
export function severitySlip(text: string): string {
  const meant = severityMeant(text);
  const order = `From the worst: ${SEVERITIES.join(', ')}`;
  return meant === undefined ? order : `did you mean "${meant}"? ${order}`;
}

/** Returns our severity for another tool's word. */
export function severityMeant(text: string): string | undefined {
  const small = text.toLowerCase();
  return SEVERITY_WORDS.includes(small)
    ? severityFrom(small)
    : SEVERITIES.find((severity) => OTHER_WORDS[severity].includes(small));
}

/** Suggests a list of days for a value that is none. */
export function daySlip(input: unknown, wanted: string): string | undefined {
  const isOne = wanted.startsWith('one of');
  if (typeof input === 'number' && input >= 0 && input <= 7) {
    return `write the day: ${WEEKDAYS[(input + 6) % 7]} if weeks begin with 1 on Monday`;
  }
  if (typeof input !== 'string') {
    return undefined;
  }
  const days = daysMeant(input);
  if (days === undefined) {
    return isOne
      ? `days have their English names, of three letters: ${WEEKDAYS.join(', ')}`
      : 'write a list, such as [sat, sun]';
  }
  const list = days.join(', ');
  return isOne ? `write ${list} in its place` : `write [${list}]`;
}

/** Returns the days of `mon-fri`, `Monday`, `weekend`, `sat, sun` or `mon to wed`. */
export function daysMeant(text: string): readonly string[] | undefined {
  const small = text.toLowerCase().trim();
  if (/^week ?days?$|^working ?days?$|^workdays?$/u.test(small)) {
    return WEEKDAYS.slice(0, 5);
  }
  if (/^weekends?$/u.test(small)) {
    return WEEKDAYS.slice(5);
  }
  if (/^(daily|all|every ?day|\*)$/u.test(small)) {
    return WEEKDAYS;
  }
  const [, first, last] = /^(\p{L}+)\s*(?:-|–|\.\.+|to|until)\s*(\p{L}+)$/u.exec(small) ?? [];
  if (first !== undefined && last !== undefined) {
    return range(dayMeant(first), dayMeant(last));
  }
  const days = small.split(/[\s,;/+&]+/u).map(dayMeant);
  return days.every((day) => day >= 0) ? days.map((day) => WEEKDAYS[day] ?? '') : undefined;
}

/** Returns the number of a day, with Monday as 0; -1 if it is none. */
function dayMeant(word: string): number {
  const whole = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  return whole.findIndex(
    (day) => word.length > 1 && `${day}s`.startsWith(word.replace(/\.$/u, '')),
  );
}

function range(first: number, last: number): readonly string[] | undefined {
  if (first < 0 || last < 0) {
    return undefined;
  }
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, i) => WEEKDAYS[(first + i) % 7] ?? '');
}

/** Suggests a boolean for a value that is none. */
export function booleanSlip(text: string): string | undefined {
  const small = text.toLowerCase();
  if (/^(yes|on|true|1|y|enabled?)$/u.test(small)) {
    return 'write true, without quotes';
  }
  if (/^(no|off|false|0|n|disabled?|never)$/u.test(small)) {
    return 'write false, without quotes';
  }
  return /^\d/u.test(small) ? 'it is whether, not how long: write true or false' : undefined;
}

/** Words for `none` in place of a policy. */
export function noPolicySlip(input: unknown): string | undefined {
  if (Array.isArray(input) && input.length === 1) {
    return `write ${input[0]}, without brackets`;
  }
  return /^(off|no|false|nobody|null|nil|never|silent|n\/a)$/iu.test(String(input))
    ? 'did you mean "none"? It records alerts and pages nobody'
    : undefined;
}
