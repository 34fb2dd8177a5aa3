import { worstSeverity } from '#core/alert/severity.ts';
import { type ScoreRule, scoreMetric } from '#core/rule/score.ts';
import { worstFirst } from '#core/score/assess.ts';
import { BUILT_IN_SCORES } from '#core/score/built-in.ts';
import type { ScoreParameter } from '#core/score/table.ts';
import { runbookOf } from './runbook.ts';
import type { Document } from './schema/document.ts';

type Written = Document['scores'][number];

/** Compiles a score. What it does not say, the one that is built in does. */
export function score(written: Written): ScoreRule {
  const { use, service, where: matchers, incomplete_after: incompleteAfter } = written;
  const builtIn = use && BUILT_IN_SCORES[use];
  const name = written.name ?? use ?? '';
  const levels = worstFirst(written.levels ?? builtIn?.levels ?? []);
  return {
    name,
    title: written.title ?? builtIn?.title ?? name,
    service,
    severity: worstSeverity(levels.map(({ severity }) => severity)),
    metric: scoreMetric(name),
    matchers,
    kind: 'score',
    parameters: (
      builtIn?.parameters ?? Object.entries(written.parameters ?? {}).map(parameter)
    ).map((one) => ({ ...one, maxAge: written.max_ages[one.name] ?? written.max_age })),
    ...(builtIn !== undefined && { codes: builtIn.codes }),
    levels,
    incompleteAfter,
    ...(written.runbook !== undefined && { runbook: runbookOf(written.runbook) }),
    // That a parameter is missing is told of each subject, and one may come by several metrics.
    seldomSent: true,
  };
}

type WrittenParameter = NonNullable<Written['parameters']>[string];

function parameter([name, written]: [string, WrittenParameter]): Omit<ScoreParameter, 'maxAge'> {
  const { metric, unit, where: matchers, decimals, bands } = written;
  const upTo = bands.flatMap(({ to }) => to ?? []);
  return {
    name,
    sources: [{ metric, ...(unit !== undefined && { unit }), matchers, decimals, upTo }],
    points: bands.map(({ points }) => points),
  };
}
