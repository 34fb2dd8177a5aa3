import type { Severity } from '../alert/severity.ts';
import type { Holder } from '../oncall/coverage.ts';
import { LOOK_AHEAD } from '../oncall/on-call.ts';
import type { Override } from '../oncall/schedule.ts';
import type { Instant } from '../time/instant.ts';
import type { Target } from './policy.ts';
import { whyUnreachable } from './reach.ts';
import type { EmptyTarget, PassedOverNote } from './reason.ts';
import { resolveOnCall, type SkippedOverride } from './resolve-on-call.ts';
import type { Roster } from './roster.ts';

/** How a target leads to a person: by a schedule, and what puts the person on call in it. */
export interface TargetPath {
  /** Absent if the target names the person. */
  readonly schedule?: string;
  /** One of the two, if there is a schedule: why the person is on call in it. */
  readonly layer?: string;
  readonly override?: string;
}

/**
 * The people whom some targets reach at a moment, each once, and how the first target that reaches
 * them leads to them; the targets that reach nobody, and why; and the skipped overrides.
 */
export interface ResolvedTargets {
  readonly responders: readonly string[];
  readonly paths: ReadonlyMap<string, TargetPath>;
  readonly empty: readonly { readonly target: Target; readonly why: EmptyTarget }[];
  readonly passedOver: readonly SkippedOverride[];
}

type Resolved = { readonly passedOver?: readonly SkippedOverride[] } & (
  | { readonly kind: 'people'; readonly paths: readonly (readonly [string, TargetPath])[] }
  | { readonly kind: 'nobody'; readonly why: EmptyTarget }
);

/**
 * Finds the people whom the targets page about a severity at a moment. A person counts only with a
 * usable notification rule.
 */
export function resolveTargets(
  targets: readonly Target[],
  config: Pick<Roster, 'people' | 'schedules'>,
  overrides: readonly Override[],
  { severity, at }: { readonly severity: Severity; readonly at: Instant },
): ResolvedTargets {
  const paths = new Map<string, TargetPath>();
  const empty: ResolvedTargets['empty'][number][] = [];
  const passedOver: SkippedOverride[] = [];
  for (const target of targets) {
    const found = peopleOfTarget(target, config, overrides, { at, severity });
    const resolved = reachable(found, config, severity);
    passedOver.push(...(found.passedOver ?? []));
    if (resolved.kind === 'people') {
      for (const [id, path] of resolved.paths) {
        paths.set(id, paths.get(id) ?? path);
      }
    } else {
      empty.push({ target, why: resolved.why });
    }
  }
  return { responders: [...paths.keys()], paths, empty, passedOver };
}

/** An override that did not count, as a timeline names it. */
export function passedOverNote({ override, why }: SkippedOverride): PassedOverNote {
  const { person, schedule } = override;
  return { person, schedule, why };
}

/** Of several people who are on call together it is enough that one can be paged. */
function reachable(
  resolved: Resolved,
  config: Pick<Roster, 'people'>,
  severity: Severity,
): Resolved {
  if (resolved.kind === 'nobody') {
    return resolved;
  }
  const judged = resolved.paths.map((path) => ({
    path,
    why: whyUnreachable(config, path[0], severity),
  }));
  const paths = judged.flatMap(({ path, why }) => (why === undefined ? [path] : []));
  const why = paths.length === 0 ? judged[0]?.why : undefined;
  return why === undefined ? { ...resolved, paths } : { ...resolved, kind: 'nobody', why };
}

function peopleOfTarget(
  target: Target,
  config: Pick<Roster, 'people' | 'schedules'>,
  overrides: readonly Override[],
  { at, severity }: { readonly at: Instant; readonly severity: Severity },
): Resolved {
  if (target.kind === 'person') {
    return { kind: 'people', paths: [[target.id, {}]] };
  }
  // A plain look-up would be wrong: a person may reassign to any name, even `constructor`.
  const schedule = Object.hasOwn(config.schedules, target.id)
    ? config.schedules[target.id]
    : undefined;
  if (schedule === undefined) {
    return { kind: 'nobody', why: { code: 'no_such_schedule', schedule: target.id } };
  }
  const { onCall, passedOver } = resolveOnCall(schedule, overrides, config, { at, severity });
  if (onCall.holders.length > 0) {
    const paths = onCall.holders.map(
      (holder) => [holder.person, pathOf(target.id, holder)] as const,
    );
    return { kind: 'people', paths, passedOver };
  }
  return { kind: 'nobody', why: unstaffed(target.id, onCall.until, at), passedOver };
}

function pathOf(schedule: string, holder: Holder): TargetPath {
  return holder.by === 'layer'
    ? { schedule, layer: holder.layer }
    : { schedule, override: holder.override };
}

/** That nobody is on call in a schedule from a moment on; of a time without end none is told. */
export function unstaffed(schedule: string, until: Instant, from: Instant): EmptyTarget {
  const isKnown = until < from + LOOK_AHEAD;
  return { code: 'nobody_on_call', schedule, ...(isKnown && { until }) };
}
