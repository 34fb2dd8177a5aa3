import { Names } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import {
  DEPLOYMENT_NAME_RULE,
  isDeploymentName,
  MAX_DEPLOYMENT_NAME_LENGTH,
} from '#config/deployment-name.ts';
import { Refusal } from './refusal.ts';

/**
 * Returns the name of a deployment: the team's choice, or else one made of the names of its stack
 * and construct.
 */
export function checkedName(scope: Construct, given: string | undefined): string {
  const options = { maxLength: MAX_DEPLOYMENT_NAME_LENGTH, separator: '-' };
  const name = given ?? Names.uniqueResourceName(scope, options).toLowerCase();
  if (!isDeploymentName(name)) {
    throw new Refusal(
      `"${name}" cannot be the name of a deployment: ${DEPLOYMENT_NAME_RULE}. Give one in "name".`,
    );
  }
  return name;
}
