import type { Sample } from '#core/sample/sample.ts';
import type { FhirSubjectElement } from '#core/team/config.ts';
import { type Element, elementsOf } from './element.ts';
import { type FhirIssue, isIssue, valueIssue } from './issue.ts';
import { type Measured, measuredBy, retractedSamples } from './measured.ts';
import { momentOf } from './moment.ts';
import { type Resolve, subjectOf } from './subject.ts';

/** More than any panel has. */
const MAX_COMPONENTS = 100;

/**
 * The handling of each status of an Observation: its values are evaluated, as they are or as
 * corrections; retracted; or ignored.
 */
const BY_STATUS = new Map<unknown, 'evaluate' | 'ignore' | 'corrected' | 'take back'>([
  ['preliminary', 'evaluate'],
  ['final', 'evaluate'],
  ['amended', 'corrected'],
  ['corrected', 'corrected'],
  ['entered-in-error', 'take back'],
  ['registered', 'ignore'],
  ['cancelled', 'ignore'],
  ['unknown', 'ignore'],
]);

const STATUSES = `one of ${[...BY_STATUS.keys()].join(', ')}`;

/** How the references of an Observation are resolved. */
export interface References {
  readonly elements: readonly FhirSubjectElement[];
  readonly resolve: Resolve;
}

/** The valid parts of an Observation, and what is wrong with the rest. */
export interface ReadObservation {
  readonly samples: readonly Sample[];
  readonly faults: readonly FhirIssue[];
}

/**
 * Returns the samples of an Observation, one for each numeric value. Having nothing to evaluate is
 * no error. An invalid part does not affect the others.
 */
export function parseObservation(
  observation: Element,
  { elements, resolve }: References,
): ReadObservation {
  const status = BY_STATUS.get(observation.json['status']);
  if (status === undefined) {
    return refused(valueIssue(`${observation.path}.status`, observation.json['status'], STATUSES));
  }
  if (status === 'ignore') {
    return refused();
  }
  const components = elementsOf(observation, 'component', MAX_COMPONENTS);
  if (isIssue(components)) {
    return refused(components);
  }
  const read = (status === 'take back' ? retractedSamples : measuredBy)(observation, components);
  const faults = read.filter(isIssue);
  const measured = read.filter((one): one is Measured => one !== undefined && !isIssue(one));
  if (measured.length === 0) {
    return refused(...faults);
  }
  const subject = subjectOf(observation, elements, resolve);
  const at = momentOf(observation);
  if (isIssue(subject) || isIssue(at)) {
    return refused(...[subject, at].filter(isIssue), ...faults);
  }
  const revision = { ...(status === 'corrected' && { revision: status }) };
  return { samples: measured.map((one) => ({ subject, ...one, at, ...revision })), faults };
}

function refused(...faults: readonly FhirIssue[]): ReadObservation {
  return { samples: [], faults };
}
