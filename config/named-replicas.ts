import type { Path } from './problem.ts';
import type { Document } from './schema/document.ts';

/** A place in the document, and what is wrong there. */
interface Conflict {
  readonly path: Path;
  readonly message: string;
}

/**
 * Returns where a config asks for a label that it removes from all series and alerts: it would
 * silently match nothing, or everything.
 */
export function namedReplicas({ replica_labels: left, ...document }: Document): Conflict[] {
  const isLeftOut = (name: string) => left.includes(name);
  const conflicts = (of: readonly string[], path: Path, what: string): Conflict[] =>
    of.flatMap((name, index) =>
      isLeftOut(name)
        ? [{ path: [...path, index], message: `"${name}" is left out of every ${what}` }]
        : [],
    );
  const { rules, scores, plausible, alerts, services, prometheus, otlp } = document;
  const names = (matchers: Document['rules'][number]['where']) => matchers.map(({ name }) => name);
  return [
    ...rules.flatMap(({ where }, i) => conflicts(names(where), ['rules', i, 'where'], 'series')),
    ...scores.flatMap(({ where }, i) => conflicts(names(where), ['scores', i, 'where'], 'series')),
    ...plausible.flatMap(({ where }, i) =>
      conflicts(names(where), ['plausible', i, 'where'], 'series'),
    ),
    ...alerts.flatMap(({ where }, i) => conflicts(names(where), ['alerts', i, 'where'], 'alert')),
    ...Object.entries(services).flatMap(([id, { group_by: by }]) =>
      conflicts(by, ['services', id, 'group_by'], 'alert'),
    ),
    ...conflicts(prometheus.subject, ['prometheus', 'subject'], 'series'),
    ...conflicts(otlp.subject, ['otlp', 'subject'], 'series'),
  ];
}
