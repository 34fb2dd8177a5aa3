import { sessionEndsAt } from '#core/access/session.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { PersonCaller } from '#http/caller.ts';
import { json } from '#http/http.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { MeView } from './platform.contract.ts';

/**
 * The route that tells whoever asks as whom the platform knows them, and what they may do: also
 * somebody who has signed in and has no role, who would otherwise only be refused.
 */
export function meRoutes({ runtime, gate }: RouteDependencies): Routes<'GET /v1/me'> {
  return {
    'GET /v1/me': gate.withCaller(async (_, caller) => {
      if (caller.kind === 'person') {
        return json(200, personView(caller, runtime));
      }
      const { id, name, scopes } = caller.key;
      return json(200, { kind: 'key', name, rights: caller.rights, key: id, scopes });
    }),
  };
}

function personView(caller: PersonCaller, { config: { access } }: Pick<Runtime, 'config'>): MeView {
  const { kind, name, rights, person, role, roleWithMfa, session } = caller;
  const { account, groups, mfa, createdAt } = session;
  return {
    kind,
    name,
    rights,
    ...(person !== undefined && { person }),
    account,
    groups,
    ...(role !== undefined && { role }),
    ...(roleWithMfa !== undefined && { roleWithMfa }),
    mfa,
    since: isoTime(createdAt),
    ...(access !== undefined && {
      until: isoTime(sessionEndsAt(session, access.signIn)),
      atMost: isoTime(createdAt + access.signIn.absolute),
    }),
  };
}
