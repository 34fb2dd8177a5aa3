import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { checkConfig } from '#config/check.ts';
import { readConfigText } from '#config/limits.ts';
import { Refusal } from './refusal.ts';

/**
 * Loads and checks the config of a file as `wardbell validate` does, and proves that everybody is
 * reachable for the coming year. It throws the same report for a config that cannot work, so that
 * nothing is synthesized from it.
 */
export function checkedConfig(scope: Construct, file: string) {
  const checked = checkConfig(textOf(file), file, { from: Date.now });
  if (checked.kind === 'wrong') {
    throw new Refusal(`${file} cannot be deployed:\n\n${checked.report}\n`);
  }
  for (const [index, warning] of checked.warnings.entries()) {
    Annotations.of(scope).addWarningV2(`wardbell:config-${index + 1}`, warning);
  }
  return checked.config;
}

function textOf(file: string): string {
  try {
    return readConfigText(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(`The config ${file} cannot be read: ${why}`, { cause: error });
  }
}
