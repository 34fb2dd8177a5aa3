import { unchanged } from '#core/evaluation/draft.ts';
import {
  expectedMetrics,
  isRecentlyRecorded,
  metricItemId,
  recordMetricsSeen,
} from '#core/evaluation/metrics-last-seen.ts';
import type { UnreadSeries } from '#core/evaluation/notes.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import {
  isNewInformation,
  recordUnread,
  type Sighting,
  suspicious,
  UNREAD_EVERY,
  UNREAD_ITEM,
  unreadKey,
} from '#core/evaluation/unread-notes.ts';
import { configHash } from '#core/team/applied-config.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { IngestResult } from './ingest-samples.ts';
import type { Ports } from './ports.ts';
import { decideAndSave, type SubjectPorts } from './subject-saving.ts';

/** The part of a request's samples that shows how the rules are fed. */
export type CoveredSamples = Pick<IngestResult, 'heardMetrics' | 'unreadSamples'>;

/**
 * Records which metrics of the rules are sent, and what is sent that a rule was meant to read but
 * none does. Keep the returned function: repeated calls cost next to nothing, since what is already
 * recorded is cached for hours. Throws if the store fails; nothing but these records depends on it.
 */
export function recordMetricCoverage(ports: SubjectPorts, config: Config) {
  const noteHeard = recordRuleMetrics(ports, config);
  const noteUnread = recordUnreadSeries(ports, config);
  return async ({ heardMetrics, unreadSamples }: CoveredSamples, now: Instant): Promise<void> => {
    await noteHeard(heardMetrics, now);
    if (unreadSamples.length > 0) {
      await noteUnread(unreadSamples, now);
    }
  };
}

function recordRuleMetrics(ports: SubjectPorts, config: Config) {
  const awaited = expectedMetrics(config);
  const notedAt = new Map<string, Instant | undefined>();
  const isDue = (metric: string, now: Instant) =>
    !isRecentlyRecorded(notedAt.get(metric), now) && awaited.has(metric);
  return async (metrics: ReadonlySet<string>, now: Instant): Promise<void> => {
    const due: string[] = [];
    for (const metric of metrics) {
      if (isDue(metric, now)) {
        due.push(metric);
      }
    }
    for (const [item, some] of Map.groupBy(due, (metric) => metricItemId(metric, awaited))) {
      const state = await amend(ports, item, (stored) =>
        recordMetricsSeen(item, stored, some, now),
      );
      for (const [metric, { heardAt }] of Object.entries(state?.heard ?? {})) {
        notedAt.set(metric, heardAt);
      }
    }
  };
}

function recordUnreadSeries(ports: SubjectPorts, config: Config) {
  const rules = compileRules(config);
  const noted = new Map<string, UnreadSeries>();
  let fullAt: Instant | undefined;
  const isNews = (sighting: Sighting, now: Instant) => {
    const known = noted.get(unreadKey(sighting));
    const isFull = fullAt !== undefined && Math.abs(now - fullAt) < UNREAD_EVERY;
    return known === undefined ? !isFull : isNewInformation(known, sighting, now);
  };
  return async (unread: CoveredSamples['unreadSamples'], now: Instant): Promise<void> => {
    const news = suspicious(rules, unread).filter((sighting) => isNews(sighting, now));
    if (news.length === 0) {
      return;
    }
    const hash = configHash(config);
    const state = await amend(ports, UNREAD_ITEM, (stored) =>
      recordUnread(stored, news, hash, now),
    );
    noted.clear();
    for (const series of state?.unread?.series ?? []) {
      noted.set(unreadKey(series), series);
    }
    fullAt = state?.unread?.more ? now : undefined;
  };
}

/** Applies a change to an item and saves it if it differs. Returns what is stored then. */
export async function amend(
  ports: Pick<Ports, 'subjects'>,
  item: string,
  change: (stored: SubjectState | undefined) => SubjectState | undefined,
): Promise<SubjectState | undefined> {
  const loaded = (await ports.subjects.load([item])).get(item);
  const { state } = await decideAndSave(ports, item, loaded, (stored) => {
    const next = change(stored);
    return next === undefined ? unchanged(stored) : { ...unchanged(next), changed: true };
  });
  return state;
}
