import { Duration, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { REHEARSAL_TOPIC, REHEARSED, type Rehearsed } from '#config/deployable.ts';
import { OWN_ENV } from '#deployment/env.ts';
import type { CanaryInbox } from './canary-inbox.ts';
import type { FunctionContext } from './function-context.ts';
import { PageQueue, responderTopic } from './page-queue.ts';
import { PlatformFunction } from './platform-function.ts';

export interface RehearsalProps {
  readonly surroundings: FunctionContext;
  /** The functions whose new versions are rehearsed. */
  readonly functions: Readonly<Record<Rehearsed, PlatformFunction>>;
  readonly inbox: CanaryInbox;
  /** The prefix of the names of the responders' topics. */
  readonly namePrefix: string;
  readonly key: IKey;
  /** Additional environment of the functions behind the API. */
  readonly behindApi: Readonly<Record<string, string>>;
}

/**
 * Rehearses each new version on the path of a sample before CodeDeploy shifts traffic to it: a
 * breach must become a page with its help. The pages of each function have a queue of their own,
 * because all are rehearsed at once.
 */
export class Rehearsal extends Construct {
  constructor(scope: Construct, id: string, props: RehearsalProps) {
    super(scope, id);
    const { surroundings, functions, inbox, key } = props;
    const { rollout } = surroundings;
    // Messages of the other functions are paged by the live version, which may know only the
    // canary.
    const own = responderTopic(this, REHEARSAL_TOPIC, props);
    const queueOf = (name: Rehearsed) => {
      const topic = name === 'page' ? own : inbox.topic;
      return new PageQueue(this, `Pages-${name}`, { key, topic, reader: 'rehearsal' }).queue;
    };
    const stages = REHEARSED.map((name) => ({ name, queue: queueOf(name), of: functions[name] }));
    const settings = stages.map(({ name, queue, of }) => [
      name,
      { functionName: of.function.functionName, queueUrl: queue.queueUrl },
    ]);
    const judge = new PlatformFunction(this, 'Rehearsal', {
      name: 'rehearsal',
      surroundings,
      judges: true,
      calledEvery: Duration.minutes(5),
      environment: {
        ...props.behindApi,
        [OWN_ENV.rehearsals]: Stack.of(this).toJsonString(Object.fromEntries(settings)),
      },
      targets: {
        rehearsalQueues: { arns: stages.map(({ queue }) => queue.queueArn) },
        newVersions: { arns: stages.map(({ of }) => `${of.function.functionArn}:*`) },
        deploymentGroups: {
          arns: REHEARSED.map((name) => rollout.groupOf(name).deploymentGroupArn),
        },
      },
    });
    rollout.judgedBy(judge.function, REHEARSED);
  }
}
