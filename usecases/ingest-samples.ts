import { type Evaluation, evaluateSubject } from '#core/evaluation/evaluate-subject.ts';
import {
  isReadByObjective,
  type ObjectiveReader,
  objectiveReader,
} from '#core/evaluation/objective/tally-samples.ts';
import { whyImplausible } from '#core/evaluation/plausibility.ts';
import { compileRules, matchingIndex, type RuleSet } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import { type Unread, unreadOf } from '#core/evaluation/unread.ts';
import type { Sample } from '#core/sample/sample.ts';
import { type Rejection, validateSample } from '#core/sample/validate-sample.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { JudgedSamples } from '#core/trend/choose.ts';
import { scoreSamples } from '#core/trend/scores.ts';
import { seriesName, unwellSeries } from '#core/trend/unwell.ts';
import { archiveSamples } from './archive-samples.ts';
import { type LostSamples, NONE_LOST } from './lost-samples.ts';
import type { Ports } from './ports.ts';
import { decideEach, type RelayOutcome, type SubjectPorts } from './subject-saving.ts';
import { tallySamples } from './tally-samples.ts';

/** One of the samples; `index` is its position among those given. */
interface GivenSample {
  readonly sample: Sample;
  readonly index: number;
}

/** A sample that was rejected, or not evaluated by all of its rules. */
interface RejectedSample extends GivenSample, Rejection {}

/**
 * The outcome of the samples. Each is counted once: accepted, duplicate, out of order, or rejected.
 */
export interface IngestResult {
  readonly accepted: number;
  readonly duplicates: number;
  readonly outOfOrder: number;
  /** The duplicates and those out of order. */
  readonly passedOver: readonly GivenSample[];
  /** How many alerts began or ceased to fire. */
  readonly transitions: number;
  readonly rejected: readonly RejectedSample[];
  /**
   * Accepted samples for which some rules have no state, because their subject has no room for more
   * series.
   */
  readonly partlyKept: readonly RejectedSample[];
  /** How many series lost their state because more severe ones needed the room. */
  readonly displaced: number;
  /** The accepted samples that no rule reads: a misspelt metric or unit shows up here. */
  readonly unread: Unread;
  /** These samples, as they were sent. */
  readonly unreadSamples: readonly Sample[];
  /** The metrics of which a rule has read a sample. */
  readonly heardMetrics: ReadonlySet<string>;
  /** The samples that a rule reads, if the config keeps trends. */
  readonly judged: readonly JudgedSamples[];
  /** The accepted samples, duplicates and those out of order that the archive may not have. */
  readonly unarchived: LostSamples;
  /** The accepted samples of objectives that these may not count. */
  readonly untallied: LostSamples;
  /**
   * Whether the transitions are in the queue already; otherwise they are durable and will follow.
   */
  readonly handedOver: RelayOutcome;
}

interface AtTheDoor {
  readonly bySubject: ReadonlyMap<string, readonly Sample[]>;
  readonly rejected: RejectedSample[];
  readonly unread: readonly Sample[];
  readonly heardMetrics: ReadonlySet<string>;
}

/**
 * Ingests samples: one read for all their subjects, one write for each that changes. It returns
 * once the decisions are durable. If a store fails it throws after every subject was tried; the
 * same samples may then be sent again. Meanwhile they are archived, and counted for objectives.
 */
export function ingestSamples(
  ports: SubjectPorts & Partial<Pick<Ports, 'archive' | 'tallies'>>,
  config: Config,
) {
  const rules = compileRules(config);
  const archive = archiveSamples(ports);
  const objectives = objectiveReader(config);
  const tally = tallySamples(ports, objectives);
  const keepsTrends = config.trends !== undefined;
  return async (samples: readonly Sample[], now: Instant): Promise<IngestResult> => {
    const atDoor = atTheDoor(samples, { rules, objectives, config, now });
    const { bySubject, rejected, unread, heardMetrics } = atDoor;
    const judged = new Map<string, JudgedSamples>();
    const deciding = decideEach(
      ports,
      [...bySubject.keys()],
      (subject, state) => {
        const ofSubject = { subject, samples: bySubject.get(subject) ?? [] };
        const evaluation = evaluateSubject(state, ofSubject, rules, now);
        if (keepsTrends) {
          judged.set(subject, judgedSamples(ofSubject, state, evaluation, { rules, now }));
        }
        return evaluation;
      },
      { rules, now },
    );
    const accepted = (archive ?? tally) && withoutThose(rejected, samples);
    const archiving = accepted && archive?.(accepted, now);
    const tallying = accepted && tally?.(accepted, now);
    // All are waited for where one fails, too: the function is frozen with its answer.
    await Promise.allSettled([deciding, archiving, tallying]);
    const { decisions: evaluations, handedOver } = await deciding;
    const unarchived = (await archiving) ?? NONE_LOST;
    const untallied = (await tallying) ?? NONE_LOST;
    const without = (list: 'crowdedOut' | 'partlyKept', fault: Rejection) =>
      givenOf(
        samples,
        evaluations.flatMap((e) => e[list]),
      ).map((given) => ({ ...given, ...fault }));
    rejected.push(...without('crowdedOut', CROWDED_OUT));
    const counts = count(samples, evaluations, rejected);
    return {
      ...counts,
      partlyKept: without('partlyKept', PARTLY_KEPT),
      unread: unreadOf(rules, unread),
      unreadSamples: unread,
      heardMetrics,
      judged: [...judged.values()],
      unarchived,
      untallied,
      handedOver,
    };
  };
}

/** What is drawn of a subject: its samples, and its scores whenever one may have changed. */
function judgedSamples(
  { subject, samples }: Pick<JudgedSamples, 'subject' | 'samples'>,
  before: SubjectState | undefined,
  { state, changed }: Evaluation,
  { rules, now }: { readonly rules: RuleSet; readonly now: Instant },
): JudgedSamples {
  const unwell = unwellSeries(before, state, rules);
  const scores = scoreSamples(state, rules, now);
  if (scores.length === 0) {
    return { subject, samples, unwell };
  }
  const kept = changed ? scores.map(({ metric, labels }) => seriesName(metric, labels)) : [];
  return {
    subject,
    samples: [...samples, ...scores],
    unwell: new Set([...unwell, ...kept]),
  };
}

const WHAT_TO_DO =
  'the subject has as many series with something to remember as one subject can hold: give them subjects of their own, or fewer labels';

const CROWDED_OUT: Rejection = {
  reason: 'too_many_series',
  detail: `no rule can be kept on it: ${WHAT_TO_DO}`,
};

const PARTLY_KEPT: Rejection = {
  reason: 'too_many_series',
  detail: `it was evaluated, and one or more of its rules cannot be kept on it: ${WHAT_TO_DO}`,
};

interface Door {
  readonly rules: RuleSet;
  readonly objectives: ObjectiveReader | undefined;
  readonly config: Config;
  readonly now: Instant;
}

function atTheDoor(
  samples: readonly Sample[],
  { rules, objectives, config: { sampleTimes }, now }: Door,
): AtTheDoor {
  const bySubject = new Map<string, Sample[]>();
  const rejected: RejectedSample[] = [];
  const unread: Sample[] = [];
  const heardMetrics = new Set<string>();
  let last: string | undefined;
  let next = 0;
  for (const sample of samples) {
    const index = next++;
    const rejection = validateSample(sample, now, sampleTimes);
    const reading = rejection === undefined ? matchingIndex(rules, sample) : undefined;
    const refusal = reading ? whyImplausible(reading.plausible, sample) : rejection;
    if (refusal !== undefined) {
      rejected.push({ sample, index, ...refusal });
    } else if (reading !== undefined) {
      // Samples of one metric are often adjacent.
      if (sample.metric !== last) {
        heardMetrics.add(sample.metric);
      }
      last = sample.metric;
      const others = bySubject.get(sample.subject);
      if (others === undefined) {
        bySubject.set(sample.subject, [sample]);
      } else {
        others.push(sample);
      }
    } else if (!isReadByObjective(objectives, sample)) {
      unread.push(sample);
    }
  }
  return { bySubject, rejected, unread, heardMetrics };
}

function count(
  samples: readonly Sample[],
  evaluations: readonly Evaluation[],
  rejected: RejectedSample[],
): Omit<
  IngestResult,
  | 'partlyKept'
  | 'unread'
  | 'unreadSamples'
  | 'heardMetrics'
  | 'judged'
  | 'unarchived'
  | 'untallied'
  | 'handedOver'
> {
  const duplicates = evaluations.flatMap((e) => e.duplicates);
  const outOfOrder = evaluations.flatMap((e) => e.outOfOrder);
  rejected.sort((a, b) => a.index - b.index);
  return {
    accepted: samples.length - duplicates.length - outOfOrder.length - rejected.length,
    duplicates: duplicates.length,
    outOfOrder: outOfOrder.length,
    passedOver: givenOf(samples, [...duplicates, ...outOfOrder]),
    transitions: evaluations.reduce((sum, e) => sum + e.transitions.length, 0),
    rejected,
    displaced: evaluations.reduce((sum, e) => sum + e.displaced, 0),
  };
}

/** Returns the samples that are not among the rejected. */
function withoutThose(
  rejected: readonly RejectedSample[],
  samples: readonly Sample[],
): readonly Sample[] {
  if (rejected.length === 0) {
    return samples;
  }
  const refused = new Set(rejected.map(({ index }) => index));
  return samples.filter((_, index) => !refused.has(index));
}

/** Returns some of the samples with their positions among all. */
function givenOf(samples: readonly Sample[], some: readonly Sample[]): readonly GivenSample[] {
  if (some.length === 0) {
    return [];
  }
  const wanted = new Set(some);
  return samples.flatMap((sample, index) => (wanted.has(sample) ? [{ sample, index }] : []));
}
