import type { Sample } from '#core/sample/sample.ts';

/** Samples that wait to be sent: a day of some checks, while the platform cannot be reached. */
const MOST_WAITING = 50_000;

/** How many samples one request has. */
const AT_ONCE = 500;

/** What became of a request: samples that are refused are refused again. */
export type Delivery =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused' | 'failed'; readonly why: string };

/** Sends samples in the order in which they came, and keeps what cannot be sent yet. */
export interface Outbox {
  add(samples: readonly Sample[]): void;
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>;
}

/**
 * @param send sends some samples; it does not throw
 * @param tell says to people what goes wrong, each time that it changes
 */
export function createOutbox(
  send: (samples: readonly Sample[]) => Promise<Delivery>,
  tell: (message: string) => void,
): Outbox {
  let waiting: readonly Sample[] = [];
  let underWay: Promise<void> | undefined;
  let told: string | undefined;

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
        return;
      }
      const refusal = delivery.kind === 'refused' ? delivery.why : undefined;
      tellOnce(refusal && `Samples are refused, and not kept: ${refusal}`);
      const sent = new Set(some);
      waiting = waiting.filter((sample) => !sent.has(sample));
    }
  }

  return {
    add(samples) {
      const all = [...waiting, ...samples];
      const lost = Math.max(0, all.length - MOST_WAITING);
      if (lost > 0) {
        tell(`${lost} of the samples that waited longest are given up.`);
      }
      waiting = all.slice(lost);
      underWay ??= empty().finally(() => {
        underWay = undefined;
      });
    },
    idle: async () => underWay,
  };
}
