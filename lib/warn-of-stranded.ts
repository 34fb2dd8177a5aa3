import { Annotations, type App } from 'aws-cdk-lib';
import { strandedAt, whomToAsk } from '#config/stranded.ts';
import { Wardbell } from './wardbell.ts';

/**
 * Adds a warning for everything that people hold on the running platform and that the new config
 * would take from them; `cdk diff` and `cdk deploy` print it. Without a platform in the environment
 * (`WARDBELL_URL`, `WARDBELL_KEY`) it does nothing; if the platform does not answer it warns about
 * that. Neither fails.
 */
export async function warnOfStranded(
  app: App,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const asked = whomToAsk({}, env);
  // Two Regions share one config, and what people hold.
  const deployment = app.node.findAll().find((node) => node instanceof Wardbell);
  if (asked === undefined || deployment === undefined) {
    return;
  }
  const stranded = await strandedAt(asked, deployment.config, Date.now());
  const annotations = Annotations.of(deployment);
  if (stranded.kind === 'unanswered') {
    annotations.addInfo(`What this config would strand is not known: ${stranded.reason}`);
  } else {
    for (const [index, line] of stranded.found.entries()) {
      annotations.addWarningV2(`wardbell:strands-${index + 1}`, line);
    }
  }
}
