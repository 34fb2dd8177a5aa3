/**
 * The package as an app of the AWS CDK imports it: the construct, and the props that it takes.
 */
export type { CloudFrontProps } from './cloud-front.ts';
export type { ConcurrencyProps, Throttle } from './concurrency.ts';
export type { DomainProps } from './domain.ts';
export { Refusal } from './refusal.ts';
export type { RegionsProps } from './regions.ts';
export type { RolloutKind } from './rollout.ts';
export type { WarmThroughputs } from './tables.ts';
export { Wardbell, type WardbellProps } from './wardbell.ts';
