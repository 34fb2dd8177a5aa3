import { NestedStack } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { probeConfig } from '#config/deployable.ts';
import { ENV } from '#deployment/env.ts';
import type { checkedConfig } from './checked-config.ts';
import type { FunctionContext } from './function-context.ts';
import type { HttpFront } from './http-front.ts';
import { PlatformFunction } from './platform-function.ts';
import type { Queues } from './queues.ts';
import { callRegularly } from './scheduled.ts';

export interface ProbesProps {
  readonly surroundings: FunctionContext;
  readonly queues: Queues;
  /** The API of this Region. */
  readonly front: HttpFront;
  /** The checks of the config, wherever they are probed from. */
  readonly checks: ReturnType<typeof checkedConfig>['checks'];
}

/** Look-ups of names block a thread each, and one that nobody answers must not stop the others. */
const LOOK_UPS_AT_ONCE = '64';

/**
 * What probes checks from the account, if the config says so: a function that is called each
 * minute, in each Region of the deployment. It lies in a nested stack, as the archive does.
 */
export class Probes extends Construct {
  constructor(scope: Construct, id: string, props: ProbesProps) {
    super(scope, id);
    const { surroundings, queues, front, checks = [] } = props;
    const config = probeConfig(checks);
    if (config.checks.length === 0) {
      return;
    }
    const stack = new NestedStack(this, 'Stack');
    const { undelivered } = queues;
    const probe = new PlatformFunction(stack, 'Probe', {
      name: 'probe',
      surroundings: { ...surroundings, config },
      undelivered,
      environment: {
        UV_THREADPOOL_SIZE: LOOK_UPS_AT_ONCE,
        // What this Region finds is taken in here: the deployment's domain name may lead to the
        // other Region, whose own probe would say no more if that could not be reached.
        [ENV.publicUrl]: front.url,
      },
    });
    // By the clock and not at a rate, so that an event names the minute that it is for.
    callRegularly(stack, 'EachMinute', probe, {
      schedule: Schedule.cron({ minute: '*' }),
      undelivered,
    });
  }
}
