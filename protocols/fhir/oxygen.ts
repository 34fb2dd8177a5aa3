import { formatValue } from '#http/format-value.ts';
import { codesOf } from './codes.ts';
import { asObject, type Element } from './element.ts';
import { type FhirIssue, invariantIssue, isIssue, valueIssue } from './issue.ts';
import { parseValue, type Value } from './value.ts';

/** The finding "breathing room air" of SNOMED CT; the other one is "patient on oxygen". */
const ROOM_AIR = 'snomed:722742002';

/** SNOMED CT's qualifiers "yes" and "no". */
const ANSWERS: ReadonlyMap<string, boolean> = new Map([
  ['snomed:373066001', true],
  ['snomed:373067005', false],
]);

/**
 * Reads whether a patient breathes oxygen, 1, or air, 0, of an Observation or a component whose
 * code is one of the two findings: it holds unless its value says that it does not.
 */
export function oxygenOf(part: Element, codes: readonly string[]): Value | FhirIssue {
  const { json, path } = part;
  const { valueBoolean, valueCodeableConcept, valueInteger, valueQuantity } = json;
  const numeric = [valueInteger, valueQuantity].some((value) => value !== undefined);
  if (numeric) {
    return parseValue(part, { metric: 'oxygen', unit: '{score}' });
  }
  if (asObject(json['dataAbsentReason']) !== undefined) {
    return { kind: 'none' };
  }
  const holds =
    valueCodeableConcept === undefined
      ? boolean(valueBoolean, `${path}.valueBoolean`)
      : answer(part);
  return typeof holds === 'boolean'
    ? { kind: 'number', value: Number(holds !== codes.includes(ROOM_AIR)), unit: '{score}' }
    : holds;
}

function boolean(value: unknown, at: string): boolean | FhirIssue {
  return value === undefined || typeof value === 'boolean'
    ? (value ?? true)
    : valueIssue(at, value, 'true or false');
}

function answer(part: Element): boolean | FhirIssue {
  const codes = codesOf(part, 'valueCodeableConcept');
  if (isIssue(codes)) {
    return codes;
  }
  const known = codes.map((code) => ANSWERS.get(code)).find((found) => found !== undefined);
  return (
    known ??
    invariantIssue(
      `${part.path}.valueCodeableConcept`,
      'code-invalid',
      `The answer is ${formatValue(codes)}; known are yes (snomed:373066001) and no (snomed:373067005).`,
    )
  );
}
