import { own } from '../collections/own.ts';
import type { OwnTurn } from '../oncall/own-turns.ts';
import type { TurnNotice } from '../oncall/turn-notices.ts';
import { type Channel, channelKind } from '../responder/channel.ts';
import type { Config } from '../team/config.ts';
import { formatDuration } from '../time/duration.ts';
import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import { zonedTime } from '../time/zoned-time.ts';
import type { Message } from './composer.ts';
import { paragraphs, subjectOf } from './email.ts';
import { SMS_SEPTETS, toGsm7 } from './gsm7.ts';
import { scheduleZone } from './schedule-zone.ts';
import { truncate } from './truncate.ts';

/** From so late on a message says that it comes late. */
const LATE: Duration = 10 * MINUTE;

/** Who reads it, by which channel, and what stands beside what they are told. */
interface TurnNoticeContext {
  readonly reader: string;
  readonly channel: Channel;
  readonly config: Config;
  readonly now: Instant;
  /** Returns what whoever comes on call in a schedule must know, as paragraphs of lines. */
  readonly briefing: (schedule: string) => readonly (readonly string[])[];
}

/** Composes one message of what there is to tell somebody of their turns. */
export function turnNoticeMessage(
  notices: readonly TurnNotice[],
  context: TurnNoticeContext,
): Message {
  const heads = notices.map((notice) => headOf(notice, context));
  if (!channelKind(context.channel).hasSubject) {
    return { subject: '', text: truncate(toGsm7(heads.join(' ')), SMS_SEPTETS) };
  }
  const more = heads.length > 1 ? ` (+${heads.length - 1} more)` : '';
  const sections = notices.flatMap((notice, place) => [
    [heads[place] ?? '', ...detailsOf(notice, context)],
    ...(notice.of === 'begins' ? context.briefing(notice.turn.schedule) : []),
  ]);
  return {
    subject: subjectOf(`${(heads[0] ?? '').replace(/\.$/u, '')}${more}`),
    text: paragraphs([...sections, [WHENCE]]),
  };
}

const WHENCE =
  'What you are told of your turns, and how long before, stands under turn_notices in wardbell.yaml.';

function headOf(notice: TurnNotice, context: TurnNoticeContext): string {
  if (notice.of === 'changed') {
    return 'Your turns on call have changed.';
  }
  const { schedule, from, to } = notice.turn;
  const moment = notice.of === 'ends' ? to : from;
  const when = zonedTime(moment, scheduleZone(schedule, context.config));
  return `Your turn in ${schedule} ${VERBS[notice.of]}: ${when}.`;
}

const VERBS = { soon: 'begins soon', begins: 'has begun', ends: 'has ended' } as const;

function detailsOf(notice: TurnNotice, context: TurnNoticeContext): readonly string[] {
  if (notice.of === 'changed') {
    const lines = (turns: readonly OwnTurn[]) =>
      turns.map((turn) => `- ${turn.schedule}, ${spanText(turn, context)}`);
    return [
      ...(notice.was.length > 0 ? ['No longer yours as you knew them:', ...lines(notice.was)] : []),
      ...(notice.is.length > 0 ? ['Yours now:', ...lines(notice.is)] : []),
    ];
  }
  const late = notice.of === 'ends' ? 0 : context.now - notice.turn.from;
  return [
    `It is yours ${spanText(notice.turn, context)}.`,
    ...(late >= LATE ? [`This message is late: it began ${lateText(late)} ago.`] : []),
  ];
}

function lateText(late: Duration): string {
  return formatDuration(Math.floor(late / MINUTE) * MINUTE);
}

/** By the clocks of the schedule, as its hand-offs are, and by those of the reader. */
function spanText({ schedule, from, to, goesOn }: OwnTurn, context: TurnNoticeContext): string {
  const { config, reader } = context;
  const text = (zone: string) => {
    const end = goesOn ? 'without an end yet' : `to ${zonedTime(to, zone)}`;
    return `from ${zonedTime(from, zone)} ${end}`;
  };
  const zone = scheduleZone(schedule, config);
  const ours = text(zone);
  const theirs = text(own(config.people, reader)?.turnNotices?.timeZone ?? zone);
  return `${ours}${theirs === ours ? '' : ` (by your clock ${theirs})`}`;
}
