import type { LabelledEvent } from '#core/burden/events.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { zonedTime } from '#core/time/zoned-time.ts';

/** The events that no alarm would have told, under the one config and under the other. */
type Missed = readonly (readonly LabelledEvent[])[];

/** Prints how many of the labelled events each config would have told, and names the others. */
export function printMissed(
  events: readonly LabelledEvent[],
  missed: Missed,
  timeZone: string,
): void {
  if (events.length === 0) {
    return;
  }
  const [against = 0, config = 0] = missed.map((some) => events.length - some.length);
  console.log(
    `\nOf ${events.length} labelled events --against would have told ${against}, --config ${config}.`,
  );
  for (const { subject, from, to } of missed[1] ?? []) {
    const [began, ended] = [from, to].map((at) => zonedTime(at, timeZone));
    console.log(`Not by --config: ${subject}, ${began} to ${ended}`);
  }
}

/** The same for programs. */
export function missedView([against = [], config = []]: Missed): object {
  return { missed: { against: against.map(eventView), config: config.map(eventView) } };
}

function eventView({ subject, from, to }: LabelledEvent): object {
  return { subject, from: isoTime(from), to: isoTime(to) };
}
