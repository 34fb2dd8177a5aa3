import type { FhirSubjectElement } from '#core/config.ts';
import type { Sample } from '#core/sample/sample.ts';
import { type VitalSign, vitalSign } from '#core/sample/vital-signs.ts';
import { codesOf } from './codes.ts';
import { type Element, elementsOf } from './element.ts';
import { type Fault, isFault, wrong } from './fault.ts';
import { momentOf } from './moment.ts';
import { type Resolve, subjectOf } from './subject.ts';
import { readValue } from './value.ts';

/** More than any panel has. */
const MOST_COMPONENTS = 100;

/** What is done with an Observation of each status: its values are evaluated, as they are or in the place of others; taken back; or not looked at. */
const BY_STATUS = new Map<unknown, 'evaluate' | 'ignore' | NonNullable<Sample['revision']>>([
  ['preliminary', 'evaluate'],
  ['final', 'evaluate'],
  ['amended', 'corrected'],
  ['corrected', 'corrected'],
  ['entered-in-error', 'entered_in_error'],
  ['registered', 'ignore'],
  ['cancelled', 'ignore'],
  ['unknown', 'ignore'],
]);

const STATUSES = `one of ${[...BY_STATUS.keys()].join(', ')}`;

interface Measured {
  readonly metric: string;
  readonly value: number;
  readonly unit?: string;
}

/** How the references of an Observation are read. */
export interface References {
  readonly elements: readonly FhirSubjectElement[];
  readonly resolve: Resolve;
}

/** The samples of an Observation, one for each value that is a number; none where there is nothing to evaluate, which is no fault. */
export function readObservation(
  observation: Element,
  { elements, resolve }: References,
): readonly Sample[] | readonly Fault[] {
  const status = BY_STATUS.get(observation.json['status']);
  if (status === undefined)
    return [wrong(`${observation.path}.status`, observation.json['status'], STATUSES)];
  if (status === 'ignore') return [];
  const components = elementsOf(observation, 'component', MOST_COMPONENTS);
  if (isFault(components)) return [components];
  const isRetraction = status === 'entered_in_error';
  const read = [observation, ...components].map((part) => measuredBy(part, isRetraction));
  const faults = read.filter(isFault);
  const measured = read.filter((one): one is Measured => one !== undefined && !isFault(one));
  if (faults.length > 0 || measured.length === 0) return faults;
  const subject = subjectOf(observation, elements, resolve);
  const at = momentOf(observation);
  if (isFault(subject) || isFault(at)) return [subject, at].filter(isFault);
  const revision = status === 'evaluate' ? {} : { revision: status };
  return measured.map((one) => ({ subject, ...one, at, labels: {}, ...revision }));
}

/** What an Observation or a component measures; what is taken back needs no value. */
function measuredBy(part: Element, isRetraction: boolean): Measured | Fault | undefined {
  const codes = codesOf(part, 'code');
  if (isFault(codes)) return codes;
  const vital = codes.map(vitalSign).find((found) => found !== undefined);
  const metric = vital?.metric ?? codes[0];
  const read = readValue(part, vital);
  if (isRetraction) return metric === undefined ? undefined : takenBack(metric, vital, read);
  if (isFault(read)) return read;
  if (read.kind === 'none') return withoutValue(part, vital);
  const { value, unit } = read;
  return metric === undefined
    ? wrong(`${part.path}.code.coding`, undefined, 'a code with its system, e.g. of LOINC')
    : { metric, value, ...(unit !== undefined && { unit }) };
}

/** Of an unknown metric the unit is what the value said, since a rule may ask for it. */
function takenBack(
  metric: string,
  vital: VitalSign | undefined,
  read: ReturnType<typeof readValue>,
): Measured {
  const unit = vital?.unit ?? ('unit' in read ? read.unit : undefined);
  return { metric, value: 0, ...(unit !== undefined && { unit }) };
}

/** A vital sign must have a value, or say why not, or be a panel whose parts have. */
function withoutValue(part: Element, vital: VitalSign | undefined): Fault | undefined {
  const { json, path } = part;
  const says = ['dataAbsentReason', 'component', 'hasMember'].some(
    (name) => json[name] !== undefined,
  );
  return vital === undefined || says
    ? undefined
    : wrong(
        `${path}.value`,
        undefined,
        'a valueQuantity, or dataAbsentReason said why there is none',
      );
}
