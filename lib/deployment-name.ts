import { Names } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Refusal } from './refusal.ts';

/**
 * Names of topics, alarms and keys begin with it; beside the longest id of a person there is room
 * for so many characters.
 */
const LONGEST = 40;

const SHAPE = new RegExp(`^[a-z][a-z0-9-]{0,${LONGEST - 1}}$`, 'u');

/**
 * Whether a deployment can be called so. What follows "-to-" in a topic's name is a responder, and
 * roles may use every topic that begins with their deployment's `<name>-to-`: with "-to-" inside a
 * name, or "-to" at its end, one deployment's roles could use another's topics.
 */
export function isDeploymentName(name: string): boolean {
  return SHAPE.test(name) && !`${name}-`.includes('-to-');
}

/** What a deployment is called: as its team says, or else after its stack and construct. */
export function checkedName(scope: Construct, given: string | undefined): string {
  const name =
    given ?? Names.uniqueResourceName(scope, { maxLength: LONGEST, separator: '-' }).toLowerCase();
  if (!isDeploymentName(name))
    throw new Refusal(
      `"${name}" cannot be the name of a deployment: it takes small letters, digits and hyphens, at most ${LONGEST}, beginning with a letter, without "-to-" and not ending in "-to". Give one in "name".`,
    );
  return name;
}
