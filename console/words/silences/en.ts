/* The words of silences, in English; see `words/en.ts`. */

import { countingIn } from '../counting.ts';

const { count } = countingIn('en');

export const silences = {
  title: 'Silences',
  none: 'There are none',
  running: 'Running',
  idle: 'Running, and cover nothing now',
  coming: 'Coming',
  ended: 'Ended',
  maintenance: 'maintenance',
  coversNothing: 'Covers no alert that is open now',
  covers: (alerts: number, incidents: number) =>
    `Covers ${count(alerts, 'alert', 'alerts')} of ${count(incidents, 'incident', 'incidents')}`,
  wouldCoverNothing: 'Would cover no alert that is open now',
  wouldCover: (alerts: number, incidents: number) =>
    `Would now cover ${count(alerts, 'alert', 'alerts')} of ${count(incidents, 'incident', 'incidents')}`,
  by: (name: string) => `by ${name}`,
  since: 'since',
  from: 'from',
  endedAt: 'ended',
  end: 'End it now',
  endedNow: 'Ended: what still fires pages',
  again: 'Set it again',
  new_: 'Silence something',
  matchers: 'What an alert must match, a line each',
  matchersHint: 'All of them: ward="icu", subject=~"bed-.*", severity!="critical"',
  lasts: 'For how long',
  begins: 'From, if not from now',
  untilMoment: 'until a time',
  ends: 'Until',
  planned: 'Planned work: a maintenance window',
  comment: 'Why',
  set: 'Silence',
  done: 'Silenced',
  doneForLater: 'It is set, and begins later',
  wordsHint: 'matcher, reason, person',
} as const;
