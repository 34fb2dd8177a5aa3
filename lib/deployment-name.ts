import { Names } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Refusal } from './refusal.ts';

/** Names of topics, alarms and keys begin with it; beside the longest id of a person there is room for so many characters. */
const LONGEST = 40;

/** What a deployment is called: as its team says, or else after its stack and construct. */
export function checkedName(scope: Construct, given: string | undefined): string {
  const name =
    given ?? Names.uniqueResourceName(scope, { maxLength: LONGEST, separator: '-' }).toLowerCase();
  // What follows "-to-" is a responder: a deployment called so would share its topics with another.
  if (name.includes('-to-') || !new RegExp(`^[a-z][a-z0-9-]{0,${LONGEST - 1}}$`, 'u').test(name))
    throw new Refusal(
      `"${name}" cannot be the name of a deployment: it takes small letters, digits and hyphens, at most ${LONGEST}, beginning with a letter, without "-to-". Give one in "name".`,
    );
  return name;
}
