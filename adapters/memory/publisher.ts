import type { Channel } from '#core/responder/channel.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Publisher, PublishOutcome } from '#usecases/ports.ts';

/** One publish: its request and its outcome. */
interface Attempt {
  readonly at: Instant;
  readonly responder: string;
  readonly channel: Channel;
  readonly subject: string;
  readonly text: string;
  readonly outcome: PublishOutcome;
}

/** A publisher that keeps the messages of each phone and mailbox, and fails on request. */
export interface MemoryPublisher extends Publisher {
  readonly attempts: readonly Attempt[];
  /** The messages that arrived, oldest first; of one responder, or of one responder's channel. */
  received(responder?: string, channel?: Channel): readonly Attempt[];
  /** Decides every publish from now on; `undefined` delivers it. */
  decide(rule: (attempt: Omit<Attempt, 'outcome'>) => PublishOutcome | undefined): void;
}

/** Creates a publisher in memory; `clock` dates what it keeps. */
export function memoryPublisher(clock: () => Instant): MemoryPublisher {
  const attempts: Attempt[] = [];
  let rule: (attempt: Omit<Attempt, 'outcome'>) => PublishOutcome | undefined = () => undefined;
  return {
    attempts,
    received: (responder, channel) =>
      attempts.filter(
        (attempt) =>
          attempt.outcome.kind === 'sent' &&
          (responder === undefined || attempt.responder === responder) &&
          (channel === undefined || attempt.channel === channel),
      ),
    decide(next) {
      rule = next;
    },
    async publish({ responder, channel }, { subject, text }) {
      const attempt = { at: clock(), responder, channel, subject, text };
      const outcome = rule(attempt) ?? { kind: 'sent', messageId: `m-${attempts.length + 1}` };
      attempts.push({ ...attempt, outcome });
      return outcome;
    },
  };
}
