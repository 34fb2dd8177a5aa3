import { nextTo, whyImpossible } from '#core/sample/possible-values.ts';
import type { Sample } from '#core/sample/sample.ts';
import { codeOf, codesFor, convert } from '#core/sample/ucum.ts';
import {
  CONSCIOUSNESS_ANSWERS,
  isLevelOfConsciousness,
  levelOfConsciousness,
  type VitalSign,
} from '#core/sample/vital-signs.ts';
import { formatValue } from '#http/format-value.ts';
import { codesOf } from './codes.ts';
import { type Element, elementOf, textOf } from './element.ts';
import { type FhirIssue, invariantIssue, isIssue, valueIssue } from './issue.ts';

const UCUM = 'http://unitsofmeasure.org';

/** The value of an Observation or a component: a number, or nothing that can be evaluated. */
export type Value =
  | ({ readonly kind: 'number' } & Pick<Sample, 'value' | 'bound' | 'unit'>)
  | { readonly kind: 'none' };

const NONE: Value = { kind: 'none' };

/**
 * Parses the value of an Observation or a component. The value of a vital sign is converted to its
 * unit, and one that cannot be converted is an error: a value in a wrong unit is never evaluated. A
 * bound (`<70`) counts as the number just past it, so that a value outside a device's range also
 * fires if the limit is the end of that range.
 */
export function parseValue(element: Element, vital: VitalSign | undefined): Value | FhirIssue {
  const { json, path } = element;
  const given = Object.keys(json).find((name) => /^value[A-Z][A-Za-z]{1,30}$/.test(name));
  const at = `${path}.${given}`;
  switch (given) {
    case undefined:
      return NONE;
    case 'valueQuantity': {
      const quantity = elementOf(element, given);
      return quantity === undefined || isIssue(quantity)
        ? (quantity ?? NONE)
        : measured(quantity, vital);
    }
    case 'valueInteger':
      return counted(json[given], at, vital);
    case 'valueCodeableConcept':
      return vital?.metric === 'consciousness' ? level(element, given) : notA(vital, at);
    default:
      return notA(vital, at);
  }
}

/**
 * A vital sign in a form that cannot be evaluated would go unnoticed; most other observations are
 * not numeric.
 */
function notA(vital: VitalSign | undefined, at: string): Value | FhirIssue {
  if (vital === undefined) {
    return NONE;
  }
  return invariantIssue(
    at,
    'value',
    `The ${vital.metric} must be a valueQuantity in ${codesFor(vital.unit)}.`,
  );
}

function measured(quantity: Element, vital: VitalSign | undefined): Value | FhirIssue {
  const { json, path } = quantity;
  const { value } = json;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return valueIssue(`${path}.value`, value, 'a number');
  }
  const code = unitOf(quantity);
  if (vital === undefined) {
    return {
      kind: 'number',
      ...bounded(quantity, value),
      ...(code !== undefined && { unit: code }),
    };
  }
  const { metric, unit } = vital;
  if (metric === 'consciousness' && !isLevelOfConsciousness(value)) {
    return noLevel(value, `${path}.value`);
  }
  const known = code ?? (unit === '{score}' ? unit : undefined);
  const converted =
    known === undefined
      ? undefined
      : (convert(value, known, unit) ?? convert(value, codeOf(known), unit));
  if (converted === undefined) {
    return valueIssue(`${path}.code`, code, `the unit of a ${metric}, in UCUM: ${codesFor(unit)}`);
  }
  return (
    impossible(converted, quantity, vital) ?? {
      kind: 'number',
      ...bounded(quantity, converted),
      unit,
    }
  );
}

/**
 * It is mostly a wrong unit: evaluated it would page, or hide what must page, so it counts as a
 * fault of its sender.
 */
function impossible(
  value: number,
  { json, path }: Element,
  vital: VitalSign,
): FhirIssue | undefined {
  const isBound = json['comparator'] === '<' || json['comparator'] === '>';
  return refusal(whyImpossible(vital, value, isBound), `${path}.value`, vital);
}

function refusal(
  detail: string | undefined,
  at: string,
  { metric }: VitalSign,
): FhirIssue | undefined {
  if (detail === undefined) {
    return undefined;
  }
  const rejection = { reason: 'impossible', metric } as const;
  return { ...invariantIssue(at, 'business-rule', detail), rejection };
}

/** Returns the number just past the bound. */
function bounded(quantity: Element, bound: number): Pick<Sample, 'value' | 'bound'> {
  const past = nextTo(bound);
  switch (textOf(quantity, 'comparator')) {
    case '<':
      return { value: bound - past, bound: 'below' };
    case '>':
      return { value: bound + past, bound: 'above' };
    default:
      return { value: bound };
  }
}

/** Returns the UCUM code; for another system, or without one, the unit in words. */
function unitOf(quantity: Element): string | undefined {
  const code = textOf(quantity, 'code');
  const isUcum = [undefined, UCUM].includes(textOf(quantity, 'system'));
  return isUcum && code !== undefined ? code : textOf(quantity, 'unit');
}

function counted(value: unknown, at: string, vital: VitalSign | undefined): Value | FhirIssue {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    return valueIssue(at, value, 'an integer');
  }
  if (vital !== undefined && vital.unit !== '{score}') {
    return notA(vital, at);
  }
  if (vital?.metric === 'consciousness' && !isLevelOfConsciousness(value)) {
    return noLevel(value, at);
  }
  const fault = vital && refusal(whyImpossible(vital, value), at, vital);
  return fault ?? { kind: 'number', value, ...(vital !== undefined && { unit: vital.unit }) };
}

/** A score of another scale would mean the opposite: 15 on the Glasgow scale is awake. */
function noLevel(value: number, at: string): FhirIssue {
  return valueIssue(
    at,
    value,
    'a whole number from 0 (alert) to 4 (unresponsive), or a coded answer',
  );
}

function level(element: Element, name: string): Value | FhirIssue {
  const codes = codesOf(element, name);
  if (isIssue(codes)) {
    return codes;
  }
  const known = codes.map(levelOfConsciousness).find((found) => found !== undefined);
  const detail = `The answer is ${formatValue(codes)}; known are ${CONSCIOUSNESS_ANSWERS}.`;
  return known === undefined
    ? invariantIssue(`${element.path}.${name}`, 'code-invalid', detail)
    : { kind: 'number', value: known, unit: '{score}' };
}
