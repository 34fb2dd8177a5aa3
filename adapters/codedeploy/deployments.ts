import {
  type CodeDeployClient,
  GetDeploymentCommand,
  PutLifecycleEventHookExecutionStatusCommand,
} from '@aws-sdk/client-codedeploy';
import type { Deployments } from '#usecases/ports.ts';

/** CodeDeploy's names for the initiators of a rollback. */
const WAYS_BACK: readonly unknown[] = ['codeDeployRollback', 'CloudFormationRollback'];

/**
 * CodeDeploy keeps an AppSpec file with one resource for a deployment of a function, in JSON or in
 * YAML, as its initiator wrote it; this matches a property in both. A YAML parser would be a sixth
 * of the function's code.
 */
const property = (name: string) => new RegExp(`\\b${name}["']?\\s*:\\s*["']?([\\w-]+)`, 'u');
const NAME = property('Name');
const TARGET_VERSION = property('TargetVersion');

/** Reads and judges CodeDeploy's deployments of functions. */
export function codeDeployments(client: CodeDeployClient): Deployments {
  return {
    async candidate(deploymentId) {
      const { deploymentInfo } = await client.send(new GetDeploymentCommand({ deploymentId }));
      const { revision, creator } = deploymentInfo ?? {};
      const content = revision?.appSpecContent?.content ?? revision?.string?.content ?? '';
      return { ...targetIn(content, deploymentId), isRollback: WAYS_BACK.includes(creator) };
    },
    async judge(deploymentId, lifecycleEventHookExecutionId, passed) {
      await client.send(
        new PutLifecycleEventHookExecutionStatusCommand({
          deploymentId,
          lifecycleEventHookExecutionId,
          status: passed ? 'Succeeded' : 'Failed',
        }),
      );
    },
  };
}

function targetIn(content: string, deploymentId: string) {
  const [, functionName] = NAME.exec(content) ?? [];
  const [, version] = TARGET_VERSION.exec(content) ?? [];
  if (functionName === undefined || version === undefined) {
    throw new Error(
      `the deployment ${deploymentId} does not say which version of which function it is about`,
    );
  }
  return { functionName, version };
}
