import type { HandOffNote } from '#core/oncall/hand-off-note.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { speaksFor } from '#http/caller.ts';
import { json } from '#http/http.ts';
import { lacksRight } from '#http/not-allowed.ts';
import { isProblem, problem } from '#http/problem.ts';
import { readJson } from '#http/read-json.ts';
import { requestActor, requestAuthor } from '#http/request-actor.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { leaveNote } from '#usecases/leave-note.ts';
import type { HandOffNoteView } from './oncall.contract.ts';
import { NEW_NOTE } from './oncall.requests.ts';

/** The route of what is left for the next on call; `GET /v1/oncall` shows it. */
export function noteRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'POST /v1/oncall/note'> {
  const leave = leaveNote(ports, config);
  return {
    'POST /v1/oncall/note': gate.withRight('respond', (event, caller, audit) =>
      readJson(event, NEW_NOTE, async ({ by, schedule, text }) => {
        const who = requestActor(by, caller, config);
        if (isProblem(who)) {
          return who;
        }
        const now = clock();
        const author = { ...requestAuthor(by, caller), createdAt: now };
        const given = { schedule, ...author, ...(text !== undefined && { text }) };
        const outcome = await leave(given, (person) => speaksFor(caller, person), now);
        switch (outcome.kind) {
          case 'left':
          case 'removed': {
            const { id, until } = outcome.note;
            const isLeft = outcome.kind === 'left';
            // Its words are for those on call, and not for the trail.
            audit({
              object: { kind: 'hand-off', id },
              [isLeft ? 'after' : 'before']: { schedule, until: isoTime(until) },
            });
            return json(200, noteView(outcome.note));
          }
          case 'none':
            return problem('not_found', `You have left no note in "${schedule}" that holds.`);
          case 'not_on_call':
            return lacksRight(caller, 'lead', ONLY_OWN);
          case 'unknown':
            return problem('unknown_name', outcome.text);
        }
      }),
    ),
  };
}

const ONLY_OWN =
  'A note for the next is left by whoever is on call, or was within the last day; otherwise a lead does';

/** Shows a note as lists do. */
export function noteView({ id: _, createdAt, until, ...rest }: HandOffNote): HandOffNoteView {
  return { ...rest, createdAt: isoTime(createdAt), until: isoTime(until) };
}
