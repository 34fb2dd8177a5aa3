import type { Check, Probed } from '#core/check/check.ts';
import { samplesOf } from '#core/check/samples.ts';
import { checksDue } from '#core/check/schedule.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Instant } from '#core/time/instant.ts';
import type { PostSamples } from './ports.ts';

/** A check that failed, and why, for people. */
export interface FailedCheck {
  readonly check: string;
  readonly failure: string;
}

/** The world in which checks are probed. */
export interface Probing {
  /** From where: the label of the samples. */
  readonly place: string;
  /** Probes a check once; it ends by the timeout of the check, and does not throw. */
  readonly probe: (check: Check) => Promise<Probed>;
  readonly post: PostSamples;
  readonly clock: () => Instant;
}

/**
 * Probes the checks that are due in the minute that ends at a moment, all at once, and posts what
 * is found as it comes, so that one that hangs keeps nothing of the others waiting. It returns
 * those that failed, and throws if something could not be posted, once all were probed. Nothing is
 * kept between runs: two at once, or one that is repeated, do no harm.
 */
export function probeChecks(
  checks: readonly Check[],
  { place, probe, post, clock }: Probing,
): (minute: Instant) => Promise<readonly FailedCheck[]> {
  return async (minute) => {
    const failed: FailedCheck[] = [];
    const outgoing = postInTurn(post);
    const probeOne = async (check: Check) => {
      const at = clock();
      const probed = await probe(check);
      if (probed.failure !== undefined) {
        failed.push({ check: check.name, failure: probed.failure });
      }
      outgoing.add(samplesOf(check, probed, { place, at }));
    };
    await Promise.all(checksDue(checks, place, minute).map(probeOne));
    await outgoing.end();
    return failed;
  };
}

/** Makes one request at a time, with all that has come meanwhile. */
function postInTurn(post: PostSamples) {
  let waiting: readonly Sample[] = [];
  let underWay: Promise<void> = Promise.resolve();
  let hasFailed = false;

  async function postWaiting(): Promise<void> {
    const some = waiting;
    if (some.length === 0 || hasFailed) {
      return;
    }
    waiting = [];
    try {
      await post(some);
    } catch {
      // It is tried again at the end only: a platform that hangs would take all the time.
      hasFailed = true;
      waiting = [...some, ...waiting];
    }
  }

  return {
    add(samples: readonly Sample[]): void {
      waiting = [...waiting, ...samples];
      underWay = underWay.then(postWaiting);
    },
    /** Tries once more what could not be posted, and throws if that fails too. */
    async end(): Promise<void> {
      await underWay;
      if (waiting.length > 0) {
        await post(waiting);
      }
    },
  };
}
