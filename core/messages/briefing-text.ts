import { compareSeverity } from '../alert/severity.ts';
import type { Incident } from '../incident/incident.ts';
import type { HandOffNote } from '../oncall/hand-off-note.ts';
import { personName } from '../responder/person-name.ts';
import { type Silence, silenceStatus } from '../suppression/silence.ts';
import { oneLine } from '../text/one-line.ts';
import { firstFew } from './email.ts';
import { headlineOf, measuredText } from './headline.ts';
import { momentText } from './moment.ts';
import { stateText } from './next.ts';
import type { Wording } from './wording.ts';

const INCIDENTS_SHOWN = 20;

/** What there is to know for whoever comes on call in a schedule. */
export interface Briefing {
  /** Open incidents of the services that page by the schedule. */
  readonly incidents: readonly Incident[];
  /** All silences and maintenance windows, of which those that hold now are told. */
  readonly silences: readonly Silence[];
  /** What was left for them, in the words of whoever was on call before. */
  readonly notes: readonly HandOffNote[];
}

/**
 * Tells it as paragraphs of lines: what was left for them, what is open and who has it, and how
 * much is silenced. Silences are counted alone, since what they match may name a patient.
 */
export function briefingText(
  { incidents, silences, notes }: Briefing,
  wording: Wording,
): readonly (readonly string[])[] {
  const heads = incidents
    .map((incident) => ({ incident, head: headlineOf(incident, wording) }))
    .sort(
      (a, b) => compareSeverity(a.head.severity, b.head.severity) || a.head.since - b.head.since,
    );
  const { config, now } = wording;
  const line = ({ incident, head }: (typeof heads)[number]) => {
    const measured = measuredText(head);
    const what = measured === '' ? head.title : `${head.title} (${measured})`;
    const since = momentText(head.since, now, config.timeZone);
    const where = `${head.where}, ${head.service}, since ${since}`;
    return `${head.severity.toUpperCase()} ${what}, ${where}. ${stateText(incident, config, now)}`;
  };
  return [
    ...notes.map((note) => noteLines(note, wording)),
    heads.length === 0
      ? ['Nothing is open of what pages by this schedule.']
      : [
          `Open of what pages by this schedule (${heads.length}):`,
          ...firstFew(heads, INCIDENTS_SHOWN, line),
        ],
    silencedLines(silences, wording),
  ];
}

function noteLines(
  { text, createdBy, createdAt }: HandOffNote,
  { config, now }: Wording,
): readonly string[] {
  const by = oneLine(personName(config, createdBy));
  const lines = text.split('\n').map((line) => `> ${oneLine(line)}`);
  return [`Note of ${by}, ${momentText(createdAt, now, config.timeZone)}:`, ...lines];
}

function silencedLines(all: readonly Silence[], { config, now }: Wording): readonly string[] {
  const active = all.filter((silence) => silenceStatus(silence, now) === 'active');
  const first = Math.min(...active.map(({ endsAt }) => endsAt));
  return active.length === 0
    ? []
    : [
        `Silences and maintenance windows that hold now: ${active.length}. The first ends ${momentText(first, now, config.timeZone)}.`,
      ];
}
