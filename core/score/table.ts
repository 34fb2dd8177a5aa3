import type { Matcher } from '../alert/matcher.ts';
import type { Severity } from '../alert/severity.ts';
import type { Duration } from '../time/instant.ts';

/**
 * Which of two tables counts for oxygen saturation in NEWS2. 2 is for a patient whose target is 88
 * to 92 %, and only by the order of a clinician.
 */
export type OxygenScale = 1 | 2;

/** A metric that a parameter can be read from. */
export interface ScoreSource {
  readonly metric: string;
  /** The UCUM unit of the bands; values in another one that means the same are converted. */
  readonly unit?: string;
  /** Matchers on the sample's labels; `subject` can be matched too. */
  readonly matchers: readonly Matcher[];
  /** The decimals to which a value is rounded, half up, before its band is looked up. */
  readonly decimals: number;
  /** The highest value of each band but the last, ascending. */
  readonly upTo: readonly number[];
}

/** A parameter of a score: its bands, and the points of each. */
export interface ScoreParameter {
  readonly name: string;
  /** What its points are called in SNOMED CT, such as `1104301000000104`. */
  readonly snomed?: string;
  /** The newest value of any of them counts. */
  readonly sources: readonly ScoreSource[];
  /** The points of each band. */
  readonly points: readonly number[];
  /**
   * The points of each band on oxygen scale 2, for each band of the parameter named `by`: a list
   * for air, then one for oxygen.
   */
  readonly scale2?: {
    readonly by: string;
    readonly points: readonly (readonly number[])[];
    readonly snomed?: string;
  };
  /** A value that is older than this is missing. */
  readonly maxAge: Duration;
}

/** How bad a score is: from a total on, or from the points of any one parameter on, or both. */
export interface ScoreLevel {
  readonly name: string;
  readonly severity: Severity;
  /** It is reached by this total. */
  readonly total?: number | undefined;
  /** It is reached by so many points of one parameter: a "red score" of NEWS2 has 3. */
  readonly single?: number | undefined;
}

/** What the total of a score is called in code systems. */
export interface ScoreCodes {
  readonly loinc: string;
  /** Of the United Kingdom's edition. */
  readonly snomed: string;
}

/** A score that the config names by `use`. */
export interface BuiltInScore {
  readonly title: string;
  readonly codes: ScoreCodes;
  readonly parameters: readonly Omit<ScoreParameter, 'maxAge'>[];
  /** The worst first. */
  readonly levels: readonly ScoreLevel[];
}
