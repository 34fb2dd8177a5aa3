import { suggest } from '#core/text/closest.ts';
import { Cannot } from './cannot.ts';
import type { ConditionSpec, IndicatorSpec, OpenSlo, PolicySpec } from './schema.ts';

/** Tells what becomes something else here, or is left out, and why. */
export type Tell = (text: string) => void;

/** What SLOs refer to by name. */
export interface Library {
  indicator(name: string): IndicatorSpec;
  policy(name: string): PolicySpec;
  condition(name: string): ConditionSpec;
}

export function libraryOf(documents: readonly OpenSlo[]): Library {
  const indicators = documents.filter((one) => one.kind === 'SLI');
  const policies = documents.filter((one) => one.kind === 'AlertPolicy');
  const conditions = documents.filter((one) => one.kind === 'AlertCondition');
  return {
    indicator: (name) => named('SLI', indicators, name).spec,
    policy: (name) => named('AlertPolicy', policies, name).spec,
    condition: (name) => named('AlertCondition', conditions, name).spec,
  };
}

function named<T extends Pick<OpenSlo, 'metadata'>>(
  kind: OpenSlo['kind'],
  all: readonly T[],
  name: string,
): T {
  const found = all.find(({ metadata }) => metadata.name === name);
  if (found === undefined) {
    const names = all.map(({ metadata }) => metadata.name);
    throw new Cannot(
      `there is no ${kind} "${name}" in the files: ${suggest(name, names, 'known')}`,
    );
  }
  return found;
}
