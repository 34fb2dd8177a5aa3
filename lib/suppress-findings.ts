import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Suppresses findings of cdk-nag for a construct: their ids, each with the reason, for reviewers of
 * the account.
 */
export function suppressFindings(
  scope: IConstruct,
  reasons: Readonly<Record<string, string>>,
): void {
  const rules = Object.entries(reasons).map(([id, reason]) => ({ id, reason }));
  Validations.of(scope).acknowledge(...rules);
}

/**
 * Returns the id of cdk-nag's finding about a policy that names a resource with a wildcard: it
 * writes values that only AWS knows in angle brackets.
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
