import type { Severity } from '#core/alert/severity.ts';
import {
  type OverrideEffect,
  overrideEffect,
  severitiesPassedOver,
} from '#core/escalation/override-effect.ts';
import { exchangeOfOverride } from '#core/oncall/exchange.ts';
import { LOOK_AHEAD } from '#core/oncall/on-call.ts';
import type { Override } from '#core/oncall/schedule.ts';
import type { Config } from '#core/team/config.ts';
import { END_OF_TIME, type Instant } from '#core/time/instant.ts';
import type { Interval } from '#core/time/interval.ts';
import { currentRota } from './current-rota.ts';
import type { Ports } from './ports.ts';
import { type Refused, refuseOverride } from './set-override.ts';

/** What an override that is set or removed would change from now on. */
export interface OverridePreview extends OverrideEffect {
  readonly kind: 'preview';
  readonly schedule: string;
  readonly window: Interval;
  /** The severities about which its person cannot be paged. */
  readonly passedOverFor: readonly Severity[];
}

/** The override that is meant: one to be set, or the id of one to be removed. */
export type MeantOverride = Pick<Override, 'schedule' | 'person' | 'from' | 'to'> | string;

/** Returns what an override would change, before it is set or removed. */
export function previewOverride(ports: Pick<Ports, 'controls'>, deployed: Config) {
  return async (meant: MeantOverride, now: Instant): Promise<OverridePreview | Refused> => {
    const { overrides: before, config } = await currentRota(ports, deployed);
    if (typeof meant === 'string') {
      const gone = before.find(({ id }) => id === meant);
      if (gone === undefined) {
        return { kind: 'unknown', text: `There is no override "${meant}".` };
      }
      const exchange = exchangeOfOverride(meant);
      const after = before.filter(
        ({ id }) => id !== meant && (exchange === undefined || exchangeOfOverride(id) !== exchange),
      );
      return preview(config, gone, { before, after }, now);
    }
    // What is set last wins over all that there are.
    const made = { ...meant, id: '', createdBy: '', createdAt: END_OF_TIME };
    const after = [...before, made];
    return refuseOverride(made, config, now) ?? preview(config, made, { before, after }, now);
  };
}

function preview(
  config: Config,
  { schedule: id, person, from, to }: Override,
  overrides: { readonly before: readonly Override[]; readonly after: readonly Override[] },
  now: Instant,
): OverridePreview {
  const begin = Math.max(from, now);
  const window = { from: begin, to: Math.max(begin, Math.min(to, begin + LOOK_AHEAD)) };
  const schedule = config.schedules[id];
  const effect =
    schedule === undefined
      ? { changes: [], gaps: [], alsoOnCall: [] }
      : overrideEffect(schedule, overrides, config, window);
  const passedOverFor = severitiesPassedOver(config, person);
  return { kind: 'preview', schedule: id, window, ...effect, passedOverFor };
}
