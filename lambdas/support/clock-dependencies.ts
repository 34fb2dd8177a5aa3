import type { AwsClients } from '#adapters/aws-clients.ts';
import { sqsTicks } from '#adapters/sqs/ticks.ts';
import type { Duration } from '#core/time/instant.ts';
import { OWN_ENV } from '#deployment/env.ts';
import { placeFromEnv, readEnv, readSeconds } from '#runtime/read-env.ts';
import type { TickQueue } from '#usecases/ports.ts';

/** The dependencies of the deployed clock; on one machine a timer ticks instead. */
export interface ClockDependencies {
  readonly ticks: TickQueue;
  /**
   * How long an item must have been due before this clock handles it: 0 for the active Region's
   * clock.
   */
  readonly standby: Duration;
  /** The Region of this clock, and the version of its function, which Lambda numbers. */
  readonly own: { readonly place: string; readonly generation?: number };
}

/** Reads the clock's dependencies from the environment that its stack sets. */
export function clockDependenciesFromEnv(
  { sqs }: Pick<AwsClients, 'sqs'>,
  env: NodeJS.ProcessEnv = process.env,
): ClockDependencies {
  const ticks = sqsTicks(sqs, readEnv(env, OWN_ENV.tickQueueUrl));
  const version = env['AWS_LAMBDA_FUNCTION_VERSION'] ?? '';
  const own = {
    place: placeFromEnv(env),
    ...(/^\d+$/.test(version) && { generation: Number(version) }),
  };
  return { ticks, standby: readSeconds(env, OWN_ENV.standbySeconds), own };
}
