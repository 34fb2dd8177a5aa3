import { pluralize } from '#config/pluralize.ts';
import type { Sample } from '#core/sample/sample.ts';
import { type Duration, type Instant, SECOND } from '#core/time/instant.ts';

/** How many samples wait to be sent at most, while the platform cannot be reached. */
const MOST_WAITING = 50_000;

/** How many samples one request has. */
const AT_ONCE = 500;

/** What became of a request: samples that are refused are refused again. */
export type Delivery =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused' | 'failed'; readonly why: string };

/** How long it waits before it tries again what could not be sent. */
const RETRY_AFTER: Duration = 10 * SECOND;

/** Sends samples in the order in which they came, and keeps what cannot be sent yet. */
export interface Outbox {
  add(samples: readonly Sample[], now: Instant): void;
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>;
  /** How many samples wait to be sent. */
  waiting(): number;
}

interface OutboxOptions {
  /** Samples that are older are refused, and told of a wrong clock. */
  readonly maxAge: Duration;
  /** Sends some samples; it does not throw. */
  readonly send: (samples: readonly Sample[]) => Promise<Delivery>;
  /** Says to people what goes wrong, each time that it changes. */
  readonly tell: (message: string) => void;
}

export function createOutbox({ maxAge, send, tell }: OutboxOptions): Outbox {
  let waiting: readonly Sample[] = [];
  let underWay: Promise<void> | undefined;
  let told: string | undefined;
  let retry: NodeJS.Timeout | undefined;

  function tellOnce(message: string | undefined): void {
    if (message !== undefined && message !== told) {
      tell(message);
    }
    told = message;
  }

  async function empty(): Promise<void> {
    while (waiting.length > 0) {
      const some = waiting.slice(0, AT_ONCE);
      const delivery = await send(some);
      if (delivery.kind === 'failed') {
        tellOnce(`Nothing can be sent, and is kept until it can: ${delivery.why}`);
        retry = setTimeout(begin, RETRY_AFTER).unref();
        return;
      }
      const refusal = delivery.kind === 'refused' ? delivery.why : undefined;
      tellOnce(refusal && `Samples are refused, and not kept: ${refusal}`);
      const sent = new Set(some);
      waiting = waiting.filter((sample) => !sent.has(sample));
    }
  }

  function begin(): void {
    clearTimeout(retry);
    underWay ??= empty().finally(() => {
      underWay = undefined;
    });
  }

  return {
    add(samples, now) {
      const all = [...waiting, ...samples];
      waiting = all.filter(({ at }) => at > now - maxAge).slice(-MOST_WAITING);
      const lost = all.length - waiting.length;
      if (lost > 0) {
        tell(`Given up, since it waited too long to be sent: ${pluralize(lost, 'sample')}.`);
      }
      begin();
    },
    idle: async () => underWay,
    waiting: () => waiting.length,
  };
}
