import { compileRules } from '#core/evaluation/rule-set.ts';
import { currentScores } from '#core/evaluation/score/current.ts';
import { parseSubjectCode } from '#core/messages/subject-code.ts';
import { subjectFault } from '#core/sample/validate-sample.ts';
import { acceptedTypes } from '#http/accept.ts';
import { type HttpEvent, json } from '#http/http.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { findSubjects } from '#usecases/find-subjects.ts';
import { listUnread } from '#usecases/list-unread.ts';
import { ambiguousSubject } from './ambiguous-subject.ts';
import { scoreBundle } from './score-observation.ts';
import { subjectView } from './subject-view.ts';
import type { SubjectView } from './subjects.contract.ts';
import { unreadView } from './unread-view.ts';

const FHIR = 'application/fhir+json';

/**
 * The route that shows the stored state of a subject, the rules that may read it, and what it sends
 * that none reads; or, where FHIR is asked for, its scores. The subject may be given by its name in
 * pages.
 */
export function showSubjectRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/subjects/{subject}'> {
  const rules = compileRules(config);
  const unread = listUnread(ports, config);
  const find = findSubjects(ports, config);

  async function show(subject: string): Promise<SubjectView> {
    const now = clock();
    const [stored, silences, { series: all, more }] = await Promise.all([
      subjectFault(subject) === undefined ? ports.subjects.load([subject]) : undefined,
      ports.controls.silences(),
      unread(now),
    ]);
    const { series = {}, limits } = stored?.get(subject) ?? {};
    const ours = all.filter(({ subjects }) => Object.hasOwn(subjects, subject));
    return {
      ...subjectView({ subject, series, limits }, { rules, config, silences, now }),
      unread: ours.map(unreadView),
      // Not every subject that sends these is known.
      unreadOfOthers: all.filter((one) => one.more && !ours.includes(one)).map(unreadView),
      more,
    };
  }

  async function observations(subject: string) {
    const now = clock();
    const stored = await ports.subjects.load([subject]);
    const state = stored.get(subject);
    return scoreBundle(subject, state === undefined ? [] : currentScores(state, rules, now), now);
  }

  async function answer(event: HttpEvent, subject: string, shown: SubjectView) {
    const isFhir = acceptedTypes(event.headers['accept']).some(({ type }) => type === FHIR);
    return isFhir
      ? json(200, await observations(subject), { 'content-type': FHIR, vary: 'accept' })
      : json(200, shown);
  }

  // The name is searched among the subjects of a month's incidents.
  const aliases = new Set(Object.values(config.aliases));
  const mayBeName = (asked: string) => aliases.has(asked) || parseSubjectCode(asked) !== undefined;

  return {
    'GET /v1/subjects/{subject}': gate.withRight('read', async (event, _, note) => {
      const asked = event.pathParameters?.['subject'] ?? '';
      const shown = await show(asked);
      if (
        shown.series.length + shown.unread.length + shown.limits.length > 0 ||
        !mayBeName(asked)
      ) {
        return answer(event, asked, shown);
      }
      const found = await find(asked, clock());
      if (found.length > 1) {
        return ambiguousSubject(asked, found);
      }
      const [subject] = found;
      note({ ...(subject !== undefined && { subjects: [subject] }) });
      return subject === undefined
        ? answer(event, asked, shown)
        : answer(event, subject, await show(subject));
    }),
  };
}
