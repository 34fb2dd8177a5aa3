import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Refusal } from './refusal.ts';

/** How a deployment spans Regions; see docs/regions.md. */
export interface RegionsProps {
  /** The Region that is active while all is well; its stack creates the tables. */
  readonly primary: string;
  /**
   * The standby Region, which takes over. Its stack is deployed first: the replicas of the tables
   * are encrypted with its key.
   */
  readonly secondary: string;
  /**
   * The Region in which DynamoDB keeps a third copy of every write, so that either of the others
   * may be lost. It runs nothing.
   */
  readonly witness: string;
}

/**
 * The Regions that can share strongly consistent tables: all three of a deployment must be from one
 * set (AWS, "Multi-Region strong consistency").
 */
const SETS = [
  ['us-east-1', 'us-east-2', 'us-west-2'],
  ['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1'],
  ['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3'],
];

/** Returns the Regions of a deployment, or refuses a combination that cannot work. */
export function checkedRegions(
  scope: Construct,
  {
    regions,
    domain,
  }: { readonly regions?: RegionsProps | undefined; readonly domain?: object | undefined },
): RegionsProps | undefined {
  if (regions === undefined) {
    return undefined;
  }
  const { primary, secondary, witness } = regions;
  const all = [primary, secondary, witness];
  const told = `primary ${primary}, secondary ${secondary}, witness ${witness}`;
  if (new Set(all).size < 3 || !SETS.some((set) => all.every((region) => set.includes(region)))) {
    throw new Refusal(
      `These Regions cannot share tables: ${told}. Choose three different ones of one of these sets: ${SETS.map((set) => set.join(', ')).join('; ')}.`,
    );
  }
  const { region } = Stack.of(scope);
  if (region !== primary && region !== secondary) {
    throw new Refusal(
      `A deployment of several Regions (${told}) needs a stack in each of the first two, with "env: { account, region }"; this one is in ${Token.isUnresolved(region) ? 'no particular Region' : region}.`,
    );
  }
  if (domain === undefined) {
    throw new Refusal(
      'A deployment of several Regions needs a "domain": senders and links must lead to whichever Region is well.',
    );
  }
  return regions;
}

/** Whether another Region is the active one. */
export function isStandby(scope: Construct, regions: RegionsProps | undefined): boolean {
  return regions?.secondary === Stack.of(scope).region;
}
