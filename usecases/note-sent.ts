import { unchanged } from '#core/evaluation/draft.ts';
import { awaitedMetrics, heardItem, isNoted, withHeard } from '#core/evaluation/heard-metrics.ts';
import type { UnreadSeries } from '#core/evaluation/notes.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import {
  type Sighting,
  suspicious,
  tellsMore,
  UNREAD_EVERY,
  UNREAD_ITEM,
  unreadKey,
  withUnread,
} from '#core/evaluation/unread-notes.ts';
import type { Config } from '#core/team/config.ts';
import { configHash } from '#core/team/followed-config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { IngestResult } from './ingest.ts';
import type { Ports } from './ports.ts';
import { decideAndSave, type SubjectPorts } from './subject-saving.ts';

/** What of a request's samples says how the rules are fed. */
export type SentSamples = Pick<IngestResult, 'heardMetrics' | 'unreadSamples'>;

/**
 * Notes which metrics of the rules are sent, and what is sent that a rule should read and none
 * does. Whoever calls one of these again and again pays next to nothing: what is noted already,
 * by whomever, is held in memory for hours. Throws where the store fails; nothing but these notes
 * depends on it.
 */
export function noteSent(ports: SubjectPorts, config: Config) {
  const noteHeard = noteHeardMetrics(ports, config);
  const noteUnread = noteUnreadSeries(ports, config);
  return async ({ heardMetrics, unreadSamples }: SentSamples, now: Instant): Promise<void> => {
    await noteHeard(heardMetrics, now);
    if (unreadSamples.length > 0) {
      await noteUnread(unreadSamples, now);
    }
  };
}

function noteHeardMetrics(ports: SubjectPorts, config: Config) {
  const awaited = awaitedMetrics(config);
  const notedAt = new Map<string, Instant | undefined>();
  const isDue = (metric: string, now: Instant) =>
    !isNoted(notedAt.get(metric), now) && awaited.has(metric);
  return async (metrics: ReadonlySet<string>, now: Instant): Promise<void> => {
    const due: string[] = [];
    for (const metric of metrics) {
      if (isDue(metric, now)) {
        due.push(metric);
      }
    }
    for (const [item, some] of Map.groupBy(due, (metric) => heardItem(metric, awaited))) {
      const state = await amend(ports, item, (stored) => withHeard(item, stored, some, now));
      for (const [metric, { heardAt }] of Object.entries(state?.heard ?? {})) {
        notedAt.set(metric, heardAt);
      }
    }
  };
}

function noteUnreadSeries(ports: SubjectPorts, config: Config) {
  const rules = compileRules(config);
  const noted = new Map<string, UnreadSeries>();
  let fullAt: Instant | undefined;
  const isNews = (sighting: Sighting, now: Instant) => {
    const known = noted.get(unreadKey(sighting));
    const isFull = fullAt !== undefined && Math.abs(now - fullAt) < UNREAD_EVERY;
    return known === undefined ? !isFull : tellsMore(known, sighting, now);
  };
  return async (unread: SentSamples['unreadSamples'], now: Instant): Promise<void> => {
    const news = suspicious(rules, unread).filter((sighting) => isNews(sighting, now));
    if (news.length === 0) {
      return;
    }
    const hash = configHash(config);
    const state = await amend(ports, UNREAD_ITEM, (stored) => withUnread(stored, news, hash, now));
    noted.clear();
    for (const series of state?.unread?.series ?? []) {
      noted.set(unreadKey(series), series);
    }
    fullAt = state?.unread?.more ? now : undefined;
  };
}

/** Saves what a change makes of an item, if anything, and returns what is stored then. */
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
