import { compileRules } from '#core/evaluation/rule-set.ts';
import { currentScores } from '#core/evaluation/score/current.ts';
import { subjectFault } from '#core/sample/validate-sample.ts';
import { withWindows } from '#core/suppression/windows.ts';
import type { Instant } from '#core/time/instant.ts';
import { rememberedSeries } from '#core/trend/series-list.ts';
import { acceptedTypes } from '#http/accept.ts';
import { type HttpEvent, json } from '#http/http.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { findSubjects, mayBeNameInPages } from '#usecases/find-subjects.ts';
import { readLastValues } from '#usecases/last-values.ts';
import { listUnread } from '#usecases/list-unread.ts';
import { ambiguousSubject } from './ambiguous-subject.ts';
import { lastValuesView } from './last-values-view.ts';
import { scoreBundle } from './score-observation.ts';
import { subjectView } from './subject-view.ts';
import type { SubjectView } from './subjects.contract.ts';
import { unreadView } from './unread-view.ts';

const FHIR = 'application/fhir+json';

/**
 * The route that shows the stored state of a subject, the rules that may read it, its last values
 * as far as they are kept, and what it sends that none reads; or, where FHIR is asked for, its
 * scores. The subject may be given by its name in pages.
 */
export function showSubjectRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/subjects/{subject}'> {
  const rules = compileRules(config);
  const unread = listUnread(ports, config);
  const find = findSubjects(ports, config);
  const lastValues = readLastValues(ports, config);

  async function look(subject: string, now: Instant): Promise<Seen> {
    const [stored, set, { series: all, more }] = await Promise.all([
      subjectFault(subject) === undefined ? ports.subjects.load([subject]) : undefined,
      ports.controls.silences(),
      unread(now),
    ]);
    const silences = withWindows(set, config.maintenanceWindows, now);
    const { series = {}, limits } = stored?.get(subject) ?? {};
    const state = { series, limits };
    const remembered = rememberedSeries({ subject, series }, rules);
    const last = await lastValues(subject, remembered, now);
    const ours = all.filter(({ subjects }) => Object.hasOwn(subjects, subject));
    const view = {
      ...subjectView({ subject, ...state }, { rules, config, silences, now }),
      unread: ours.map(unreadView),
      // Not every subject that sends these is known.
      unreadOfOthers: all.filter((one) => one.more && !ours.includes(one)).map(unreadView),
      more,
      ...lastValuesView(last),
    };
    return { view, scores: () => scoreBundle(subject, currentScores(state, rules, now), now) };
  }

  const mayBeName = mayBeNameInPages(config);

  return {
    'GET /v1/subjects/{subject}': gate.withRight('read', async (event, _, note) => {
      const asked = event.pathParameters?.['subject'] ?? '';
      const now = clock();
      const seen = await look(asked, now);
      const { series, unread: sent, limits, values } = seen.view;
      const isKnown = [series, sent, limits, values].some((those) => those.length > 0);
      if (isKnown || !mayBeName(asked)) {
        return answer(event, seen);
      }
      const found = await find(asked, now);
      if (found.length > 1) {
        return ambiguousSubject(asked, found);
      }
      const [subject] = found;
      note({ ...(subject !== undefined && { subjects: [subject] }) });
      return answer(event, subject === undefined ? seen : await look(subject, now));
    }),
  };
}

/** What is known of a subject, and its scores as FHIR. */
interface Seen {
  readonly view: SubjectView;
  readonly scores: () => ReturnType<typeof scoreBundle>;
}

function answer({ headers }: HttpEvent, { view, scores }: Seen) {
  const isFhir = acceptedTypes(headers['accept']).some(({ type }) => type === FHIR);
  return isFhir ? json(200, scores(), { 'content-type': FHIR, vary: 'accept' }) : json(200, view);
}
