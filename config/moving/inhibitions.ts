import { uselessInhibition } from '../odd-inhibition.ts';
import { inhibitRules } from '../schema/inhibit-rule.ts';
import { type Made, type Part, placed } from './draft.ts';
import { Ids } from './ids.ts';
import { type OldInhibition, refusal } from './system.ts';

/** Makes inhibit rules of those that a config takes; of others the schema says why it does not. */
export function madeInhibitions(old: readonly OldInhibition[]): Made<readonly Part[]> {
  const ids = new Ids('inhibition');
  const made = old.map(({ name, source, target, equal }) => {
    const value = {
      name: ids.idFor(name),
      source,
      target,
      ...(equal.length > 0 && { equal }),
    };
    const fault = faultOf(value);
    if (fault !== undefined) {
      return { parts: [], entry: refusal('inhibition', name, fault) };
    }
    const entry = placed({ kind: 'inhibition', name }, 'inhibit_rules');
    return { parts: [{ value, comments: [] }], entry };
  });
  return { parts: made.flatMap(({ parts }) => parts), entries: made.map(({ entry }) => entry) };
}

function faultOf(rule: Omit<OldInhibition, 'equal'>): string | undefined {
  const sides = [rule.source, rule.target];
  if (sides.some((side) => side.length === 0)) {
    return 'a side of it has no conditions, and would be every alert';
  }
  const { data, error } = inhibitRules.safeParse([rule]);
  const [first] = data === undefined ? error.issues : uselessInhibition({ inhibit_rules: data });
  return first?.message;
}
