import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { App, type Environment, type NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FUNCTIONS, type FunctionName } from '#deployment/functions.ts';
import { Wardbell, type WardbellProps } from '../../lib/wardbell.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

/** The functions of every deployment. The probe is only where a check asks: probes.test.ts. */
export const DEPLOYED = (Object.keys(FUNCTIONS) as FunctionName[]).filter(
  (name) => name !== 'probe',
);

/** The config that every test deploys unless it says otherwise. */
export const EXAMPLE = join(ROOT, 'examples/hospital/wardbell.yaml');

const folder = mkdtempSync(join(tmpdir(), 'wardbell-'));
let written = 0;

afterAll(() => rmSync(folder, { recursive: true }));

/** Returns a file with the text, until the tests end. */
export function fileWith(text: string): string {
  written += 1;
  const file = join(folder, `${written}.yaml`);
  writeFileSync(file, text);
  return file;
}

/** Returns the example config, changed. */
export function exampleWith(change: (text: string) => string): string {
  const text = readFileSync(EXAMPLE, 'utf8');
  const changed = change(text);
  if (changed === text) {
    throw new Error('The change finds nothing to change in the example.');
  }
  return fileWith(changed);
}

/**
 * The context in which functions get no code but their config, as `cdk list` has it: most tests
 * look at the template.
 */
export const NO_CODE = { 'aws:cdk:bundling-stacks': [] };

/** Returns an app that leaves nothing behind, and is validated by nothing but the tests. */
export function testApp(more: Readonly<Record<string, unknown>> = {}): App {
  written += 1;
  const context = { ...NO_CODE, ...more };
  const outdir = join(folder, `out-${written}`);
  return new App({ context, outdir, builtinCloudFormationValidation: false });
}

/** Returns a stack with one `Wardbell` called `ward`, in no particular Region. */
export function deployed(props: Partial<WardbellProps> = {}) {
  const stack = new Stack(testApp(), 'Test');
  const wardbell = new Wardbell(stack, 'Wardbell', { config: EXAMPLE, name: 'ward', ...props });
  return { stack, wardbell, resources: resourcesOf(stack) };
}

export const REGIONS = {
  primary: 'eu-west-1',
  secondary: 'eu-central-1',
  witness: 'eu-west-3',
} as const;

const certificate = (region: string) => `arn:aws:acm:${region}:111111111111:certificate/1`;

export const DOMAIN = {
  name: 'wardbell.hospital.example',
  hostedZoneId: 'Z1',
  certificateArns: {
    [REGIONS.primary]: certificate(REGIONS.primary),
    [REGIONS.secondary]: certificate(REGIONS.secondary),
  },
} as const;

/** Returns the stack of one Region of a deployment of two, or of none. */
export function deployedIn(region: string | undefined, props: Partial<WardbellProps> = {}) {
  const env: Environment | undefined = region ? { account: '111111111111', region } : undefined;
  const stack = new Stack(testApp(), 'Test', env && { env });
  new Wardbell(stack, 'Wardbell', {
    config: EXAMPLE,
    name: 'ward',
    regions: REGIONS,
    domain: DOMAIN,
    ...props,
  });
  return { stack, resources: resourcesOf(stack) };
}

/** What a template makes, as far as tests look at it. */
export interface Resource {
  readonly id: string;
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape of each type is CloudFormation's.
  readonly Properties: any;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly UpdatePolicy?: any;
}

export interface Resources {
  readonly all: readonly Resource[];
  /** Those of a type, without its `AWS::`. */
  of(type: string): readonly Resource[];
  /** The one of a type whose id contains the part. */
  one(type: string, part?: string): Resource;
}

/** Returns the resources of a stack, without those of the stacks nested in it. */
export function resourcesOf(stack: Stack): Resources {
  // A template that makes nothing has no `Resources` at all.
  const found: Readonly<Record<string, Omit<Resource, 'id'>>> =
    Template.fromStack(stack).toJSON()['Resources'] ?? {};
  const all = Object.entries(found).map(([id, resource]) => ({ id, ...resource }));
  const of = (type: string) => all.filter(({ Type }) => Type === `AWS::${type}`);
  const one = (type: string, part = '') => {
    const [first, second] = of(type).filter(({ id }) => id.includes(part));
    if (first === undefined || second !== undefined) {
      throw new Error(
        `There is ${first ? 'more than one' : 'no'} ${type} with "${part}" in its id.`,
      );
    }
    return first;
  };
  return { all, of, one };
}

/** Returns the stacks nested in a stack. */
export function nestedIn(stack: Stack): readonly NestedStack[] {
  return stack.node
    .findAll()
    .filter((node): node is NestedStack => node !== stack && Stack.isStack(node));
}

/** `Fn::GetAtt` of a resource's ARN. */
export const arnOf = ({ id }: Resource) => ({ 'Fn::GetAtt': [id, 'Arn'] });

export const refTo = ({ id }: Resource) => ({ Ref: id });

/** Returns the same list whatever its order was. */
export const sorted = (list: readonly string[]): readonly string[] =>
  list.toSorted((a, b) => a.localeCompare(b));

/** Returns the function of this name among the resources. */
export function functionIn({ of }: Resources, name: FunctionName): Resource {
  const found = of('Lambda::Function').find(
    ({ Properties }) => Properties.Description === `Wardbell ${name}`,
  );
  if (found === undefined) {
    throw new Error(`no function ${name}`);
  }
  return found;
}
