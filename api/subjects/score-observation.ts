import type { CurrentScore } from '#core/evaluation/score/current.ts';
import type { OxygenScale, ScoreParameter } from '#core/score/table.ts';
import type { Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';

const SNOMED = 'http://snomed.info/sct';
const LOINC = 'http://loinc.org';

/**
 * Returns the scores of a subject as a Bundle of FHIR R4: an Observation for each, with a component
 * for each parameter, in which what is missing has a reason for its absence.
 */
export function scoreBundle(subject: string, scores: readonly CurrentScore[], now: Instant) {
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: isoTime(now),
    entry: listOf(scores.map((one) => ({ resource: observationOf(subject, one, now) }))),
  };
}

function observationOf(subject: string, { rule, score }: CurrentScore, now: Instant) {
  const { low, high, oxygenScale = 1 } = score;
  const known = score.parameters.filter(({ at }) => at !== undefined);
  return {
    resourceType: 'Observation',
    // Incomplete, an Observation is preliminary, and its value a range.
    status: low === high ? 'final' : 'preliminary',
    category: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/observation-category',
            code: 'survey',
          },
        ],
      },
    ],
    code: { coding: codingsOf(rule.codes), text: rule.title },
    subject: referenceTo(subject),
    effectiveDateTime: isoTime(Math.max(0, ...known.map(({ at = 0 }) => at)) || now),
    ...(low === high
      ? { valueQuantity: points(low) }
      : { valueRange: { low: points(low), high: points(high) } }),
    // What was measured is stored by whoever sent it: it has no id here.
    derivedFrom: listOf(
      known.map(({ name, at = 0 }) => ({
        type: 'Observation',
        display: `${name}, ${isoTime(at)}`,
      })),
    ),
    component: rule.parameters.map((parameter) => {
      const { points: known } = score.parameters.find(({ name }) => name === parameter.name) ?? {};
      return {
        code: componentCode(parameter, oxygenScale),
        ...(known === undefined ? { dataAbsentReason: ABSENT } : { valueQuantity: points(known) }),
      };
    }),
  };
}

/** An empty list is none in FHIR. */
function listOf<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function codingsOf(codes: CurrentScore['rule']['codes']) {
  return codes === undefined
    ? undefined
    : [
        { system: LOINC, code: codes.loinc },
        { system: SNOMED, code: codes.snomed },
      ];
}

function componentCode({ name, snomed, scale2 }: ScoreParameter, scale: OxygenScale) {
  const code = scale === 2 ? (scale2?.snomed ?? snomed) : snomed;
  return { ...(code !== undefined && { coding: [{ system: SNOMED, code }] }), text: name };
}

const ABSENT = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'unknown' }],
} as const;

function points(value: number) {
  return { value, unit: '{score}', system: 'http://unitsofmeasure.org', code: '{score}' };
}

/** A subject that is no reference of FHIR is named by its id alone. */
function referenceTo(subject: string) {
  return /^(?:https?:\/\/.+\/)?[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/u.test(subject)
    ? { reference: subject }
    : { identifier: { value: subject } };
}
