import type { Labels, Sample } from '#core/sample/sample.ts';
import { seriesOf, type VitalSign, vitalSign } from '#core/sample/vital-signs.ts';
import { codesOf } from './codes.ts';
import { asObject, type Element } from './element.ts';
import { type FhirIssue, isIssue, valueIssue } from './issue.ts';
import { oxygenOf } from './oxygen.ts';
import { parseValue, type Value } from './value.ts';

/**
 * The contribution of one part of an Observation to a sample: everything but the subject and time,
 * which its parts share.
 */
export type Measured = Pick<Sample, 'metric' | 'value' | 'bound' | 'unit' | 'labels' | 'revision'>;

/** Returns what an Observation and its components measure. */
export function measuredBy(
  observation: Element,
  components: readonly Element[],
): readonly (Measured | FhirIssue | undefined)[] {
  // A measurement that a vendor describes in words only has no known meaning.
  const coded = components.filter((component) => !isInWords(component));
  return [observation, ...coded].map((part) => {
    const named = nameOf(part);
    if (isIssue(named)) {
      return named;
    }
    const { metric, vital, labels } = named;
    const read = readValue(part, named);
    if (isIssue(read)) {
      return read;
    }
    if (read.kind === 'none') {
      return part === observation ? withoutValue(part, vital) : undefined;
    }
    const { kind: _, ...value } = read;
    return metric === undefined ? uncoded(part) : { metric, ...value, labels };
  });
}

/** Returns what an Observation and its components retract: the value, if they still have one. */
export function retractedSamples(
  observation: Element,
  components: readonly Element[],
): readonly (Measured | FhirIssue)[] {
  const found = [observation, ...components].flatMap((part): readonly (Measured | FhirIssue)[] => {
    const named = nameOf(part);
    if (isIssue(named)) {
      return [named];
    }
    const { metric, vital, labels } = named;
    if (metric === undefined) {
      return [];
    }
    const read = readValue(part, named);
    // A rejected sample has had no effect that could be retracted; another one's value at that time
    // may have.
    if (isIssue(read)) {
      return [read];
    }
    const value = 'value' in read ? read.value : undefined;
    // The unit of an unknown metric is that of its value, since a rule may ask for it.
    const unit = vital?.unit ?? ('unit' in read ? read.unit : undefined);
    return [
      {
        metric,
        value: value ?? 0,
        labels,
        ...(unit !== undefined && { unit }),
        revision: value === undefined ? 'entered_in_error' : 'value_entered_in_error',
      },
    ];
  });
  return found.length > 0 ? found : [uncoded(observation)];
}

interface Name {
  readonly codes: readonly string[];
  readonly metric: string | undefined;
  readonly vital: VitalSign | undefined;
  readonly labels: Labels;
}

/** Returns the metric for the code of an Observation or a component. */
function nameOf(part: Element): Name | FhirIssue {
  const codes = codesOf(part, 'code');
  if (isIssue(codes)) {
    return codes;
  }
  const vital = codes.map(vitalSign).find((found) => found !== undefined);
  const labels = vital === undefined ? {} : seriesOf(vital, codes);
  return { codes, metric: vital?.metric ?? codes[0], vital, labels };
}

function readValue(part: Element, { codes, vital }: Name): Value | FhirIssue {
  return vital?.metric === 'oxygen' ? oxygenOf(part, codes) : parseValue(part, vital);
}

function isInWords({ json }: Element): boolean {
  const code = asObject(json['code']);
  return code?.['text'] !== undefined && isEmpty(code['coding']);
}

function uncoded({ path }: Element): FhirIssue {
  return valueIssue(`${path}.code.coding`, undefined, 'a code with its system, e.g. of LOINC');
}

/** A vital sign must have a value, or a reason for its absence, or be a panel whose parts have. */
function withoutValue(
  { json, path }: Element,
  vital: VitalSign | undefined,
): FhirIssue | undefined {
  const [reason, ...parts] = [json['dataAbsentReason'], json['component'], json['hasMember']];
  if (asObject(reason) !== undefined || parts.some((list) => !isEmpty(list))) {
    return undefined;
  }
  const isPanel = parts.some((list) => list !== undefined);
  return vital === undefined && !isPanel
    ? undefined
    : valueIssue(
        `${path}.value`,
        undefined,
        'a valueQuantity, or dataAbsentReason said why there is none',
      );
}

function isEmpty(list: unknown): boolean {
  return list === undefined || list === null || (Array.isArray(list) && list.length === 0);
}
