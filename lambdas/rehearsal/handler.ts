import { REHEARSED } from '#core/canary/canary.ts';
import { type Duration, SECOND } from '#core/time/instant.ts';
import { ownKey } from '#http/own-key.ts';
import { originHeaders } from '#http/require-cloudfront.ts';
import { expiry } from '#runtime/expiry.ts';
import { describeError } from '#runtime/log.ts';
import { newVersion } from '#runtime/new-version.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { Candidate } from '#usecases/ports.ts';
import { rehearse } from '#usecases/rehearse.ts';
import type { RehearsalParts } from '../support/rehearsal-dependencies.ts';

/** The event that CodeDeploy sends before a version may take over. */
interface HookEvent {
  readonly DeploymentId: string;
  readonly LifecycleEventHookExecutionId: string;
}

export type RehearsalHandler = (event: HookEvent, context: TimeLeft) => Promise<void>;

interface TimeLeft {
  getRemainingTimeInMillis(): number;
}

/** The time reserved for reporting to CodeDeploy, which would otherwise wait for an hour. */
const TO_TELL: Duration = 15 * SECOND;

/**
 * Rehearses a version before it takes over: it must do its part in a breach that becomes a page.
 * CodeDeploy gets a result whatever happens, and a rollback is never blocked. The reason is logged.
 */
export function createRehearsalHandler<Message extends { readonly body: string }>(
  runtime: Pick<Runtime, 'ports' | 'config' | 'clock' | 'log'>,
  { deployments, versions, stages }: RehearsalParts<Message>,
): RehearsalHandler {
  const { log } = runtime;
  const rehearsed = async (candidate: Candidate): Promise<Duration> => {
    const { functionName, version } = candidate;
    const name = REHEARSED.find((one) => stages[one].functionName === functionName);
    if (name === undefined) {
      throw new Error(`there is no rehearsal for ${functionName}`);
    }
    const { ports, config, clock } = runtime;
    const token = await ownKey('canary', ports.controls, clock());
    const call = (event: object) => versions.call(functionName, version, event);
    const { inbox } = stages[name];
    const { formats } = ports;
    return rehearse(
      { ports, config, inbox, clock },
      newVersion(name, call, { token, clock, formats, headers: originHeaders() }),
    );
  };
  const passes = async (deployment: string): Promise<boolean> => {
    const about: { deployment: string } & Partial<Candidate> = { deployment };
    try {
      const candidate = Object.assign(about, await deployments.candidate(deployment));
      if (candidate.isRollback) {
        log({ level: 'info', message: 'a way back is not rehearsed', ...about });
        return true;
      }
      const took = await rehearsed(candidate);
      log({ level: 'info', message: 'a new version was rehearsed', ...about, took });
      return true;
    } catch (error) {
      // It handles only its own samples, so the full reason may be logged.
      const reason = error instanceof Error ? error.message : String(error);
      const told = { ...about, reason, error: describeError(error) };
      log({ level: 'error', message: 'a new version failed its rehearsal', ...told });
      return false;
    }
  };
  return async ({ DeploymentId, LifecycleEventHookExecutionId }, context) => {
    const { expired, stop } = expiry(context.getRemainingTimeInMillis() - TO_TELL);
    const passed = await Promise.race([passes(DeploymentId), expired]);
    stop();
    if (passed === undefined) {
      const reason = 'it took longer than the function may run';
      const message = 'a new version failed its rehearsal';
      log({ level: 'error', message, deployment: DeploymentId, reason });
    }
    await deployments.judge(DeploymentId, LifecycleEventHookExecutionId, passed === true);
  };
}
