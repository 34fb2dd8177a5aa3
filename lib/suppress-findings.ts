import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Writes down, for cdk-nag and for whoever reviews the account, why rules do not hold for a
 * construct: their ids, each with its reason.
 */
export function suppressFindings(
  scope: IConstruct,
  reasons: Readonly<Record<string, string>>,
): void {
  const rules = Object.entries(reasons).map(([id, reason]) => ({ id, reason }));
  Validations.of(scope).acknowledge(...rules);
}

/**
 * The id of cdk-nag's finding that a policy names a resource with a wildcard: it spells what only
 * AWS knows in angle brackets.
 */
export function wildcardFinding(scope: IConstruct, arn: string): string {
  const resolved: string | { readonly 'Fn::Join': readonly ['', readonly Part[]] } =
    Stack.of(scope).resolve(arn);
  const parts: readonly Part[] =
    typeof resolved === 'string' ? [resolved] : resolved['Fn::Join'][1];
  const spelled = parts.map((part) => (typeof part === 'string' ? part : `<${nameOf(part)}>`));
  return `AwsSolutions-IAM5[Resource::${spelled.join('')}]`;
}

type Reference =
  | { readonly Ref: string }
  | { readonly 'Fn::GetAtt': readonly [id: string, attribute: string] };
type Part = string | Reference;

function nameOf(part: Reference): string {
  return 'Ref' in part ? part.Ref : part['Fn::GetAtt'].join('.');
}
