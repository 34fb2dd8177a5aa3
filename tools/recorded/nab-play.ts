import { fileURLToPath } from 'node:url';
import { readConfig } from '#cli/read-config.ts';
import { evaluateSubject } from '#core/evaluation/evaluate-subject.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Config } from '#core/team/config.ts';
import { DAY } from '#core/time/instant.ts';
import { table } from '../page-tables.ts';
import { type NabSeries, publishedDetections, publishedScores, readNab } from './nab.ts';
import { nabScore, PROFILES, probation } from './nab-score.ts';

const CONFIG = fileURLToPath(new URL('../../examples/recorded/unusual.yaml', import.meta.url));

/** Published detectors whose scores are told; those of the first two are computed again. */
const CHECKED = ['windowedGaussian', 'skyline'];
const BESIDE = ['numenta', 'randomCutForest', 'twitterADVec', ...CHECKED, 'random', 'null'];

/**
 * Plays the series of the benchmark through the rule of `examples/recorded/unusual.yaml`, and
 * returns the table of docs/unusual.md. Throws if the scores of published detectors come out
 * otherwise than they are published.
 */
export function nabTable(folder: string): Readonly<Record<string, string>> {
  const series = readNab(folder);
  const published = publishedScores(folder);
  for (const detector of CHECKED) {
    const again = series.map((one) => ({
      ...one,
      detections: publishedDetections(folder, detector, one),
    }));
    const score = nabScore(again, PROFILES.standard);
    if (Math.abs(score - (published[detector]?.standard ?? 0)) > 0.01) {
      throw new Error(
        `${detector} scores ${score}, and ${published[detector]?.standard} is published.`,
      );
    }
  }
  const config = readConfig(CONFIG);
  const found = series.map((one) => ({ ...one, detections: alertsOf(one, config) }));
  const ours = Object.values(PROFILES).map((profile) => nabScore(found, profile));
  const rows = BESIDE.map((detector) => [detector, byProfile(published[detector])] as const);
  const all = [['`unusual`', ours] as const, ...rows].toSorted(
    ([, a], [, b]) => (b[0] ?? 0) - (a[0] ?? 0),
  );
  return {
    nab: table(
      ['', ...Object.keys(PROFILES)],
      all.map(([name, scores]) => [name, ...scores.map((score) => score.toFixed(1))]),
    ),
  };
}

/** Puts published scores into the order of `PROFILES`. */
function byProfile(scores: ReturnType<typeof publishedScores>[string] | undefined) {
  const names = ['standard', 'reward_low_FP_rate', 'reward_low_FN_rate'] as const;
  return names.map((name) => scores?.[name] ?? 0);
}

/**
 * Returns the rows at which an alert begins. The series are of two weeks: what can be compared is
 * the hour of the day, and what is learned in the part that does not count.
 */
function alertsOf(series: NabSeries, config: Config): readonly number[] {
  const { samples } = series;
  const begins = samples[Math.ceil(probation(series))]?.at ?? 0;
  const warmUp = begins - (samples[0]?.at ?? 0);
  const rules = compileRules({
    ...config,
    rules: config.rules.map((rule) =>
      rule.kind === 'threshold' && rule.usual !== undefined
        ? { ...rule, usual: { ...rule.usual, season: DAY, warmUp } }
        : rule,
    ),
  });
  let state: SubjectState | undefined;
  let firing = false;
  return samples.flatMap(({ at, value }, row) => {
    const sample = { subject: series.name, metric: 'value', at, value, labels: {} };
    const before = firing;
    const done = evaluateSubject(state, { subject: series.name, samples: [sample] }, rules, at);
    state = done.state && { ...done.state, outbox: [] };
    for (const { kind } of done.transitions) {
      firing = kind === 'firing';
    }
    return firing && !before ? [row] : [];
  });
}
