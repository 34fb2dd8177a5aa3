import { LOOK_AHEAD } from '../oncall/on-call.ts';
import { contactName } from '../responder/channel.ts';
import type { Reader } from '../responder/reader.ts';
import { DAY } from '../time/instant.ts';
import type { EmptyTarget, PassedOverNote, Undeliverable } from './reason.ts';
import type { StopName } from './stages.ts';

/** Which stop of an escalation, e.g. `step 2` or `step 2 again (1 of 3)`. */
export function stopInWords(stop: StopName): string {
  if (stop.kind === 'fallback') {
    return 'the fallback';
  }
  const { step, round } = stop;
  return round === undefined
    ? `step ${step}`
    : `step ${step} again (${round.number} of ${round.of})`;
}

/** Why a target reaches nobody. */
export function emptyInWords(why: EmptyTarget, { nameOf, timeOf }: Reader): string {
  switch (why.code) {
    case 'not_in_config':
      return `${why.person} is not among the people of the config`;
    case 'no_contact_method':
      return `${nameOf(why.person)} has no contact method`;
    case 'no_notification_rule':
      return `${nameOf(why.person)} has no notification rule ${
        why.severity === undefined ? 'that can be used' : 'for this severity'
      }`;
    case 'no_such_schedule':
      return `schedule ${why.schedule} is not in the config`;
    case 'nobody_on_call':
      return `nobody is on call in schedule ${why.schedule} ${
        why.until === undefined
          ? `in the coming ${LOOK_AHEAD / DAY} days`
          : `until ${timeOf(why.until)}`
      }`;
  }
}

/** Why a page can go to its channel no more. */
export function undeliverableInWords(why: Undeliverable, { nameOf }: Pick<Reader, 'nameOf'>) {
  switch (why.code) {
    case 'left_config':
      return `${why.person} has left the config`;
    case 'channel_gone':
      return `${nameOf(why.person)} has no ${contactName(why.channel)} in the config any more`;
  }
}

/** That an override does not count. */
export function passedOverInWords({ person, schedule, why }: PassedOverNote, reader: Reader) {
  return `passes over the override of ${person} in schedule ${schedule}: ${emptyInWords(why, reader)}`;
}
