import { type Right, roleFor, type Scope, scopeFor } from '#core/access/right.ts';
import type { ApiKey } from '#usecases/ports.ts';
import { type Caller, describePerson, type PersonCaller } from './caller.ts';
import { type Problem, problem } from './problem.ts';

/**
 * The problem of somebody who is known, and may not do this. `rule` says what is allowed, where the
 * right alone does not.
 */
export function lacksRight(caller: Caller, right: Right, rule?: string): Problem {
  return caller.kind === 'key'
    ? lacksScope(caller.key, scopeFor(right))
    : lacksRole(caller, right, rule);
}

export function lacksScope({ id, scopes }: ApiKey, scope: Scope): Problem {
  const has = scopes.map((one) => `"${one}"`).join(', ');
  return problem(
    'forbidden',
    `This needs a key with the scope "${scope}"; the key ${id} has ${has}.`,
    {
      extra: { missingScope: scope },
      headers: {
        'www-authenticate': `Bearer realm="wardbell", error="insufficient_scope", scope="${scope}"`,
      },
    },
  );
}

function lacksRole(caller: PersonCaller, right: Right, rule?: string): Problem {
  const missingRole = roleFor(right);
  const who = `you are signed in as ${describePerson(caller)}`;
  const extra = { ...(missingRole !== undefined && { missingRole }) };
  if (caller.roleWithMfa !== undefined) {
    const detail = `This needs a second factor: ${who}, and the role "${caller.roleWithMfa}" is yours only with one. Sign in again, with a second factor.`;
    return problem('forbidden', detail, { extra });
  }
  const needs =
    missingRole === undefined
      ? 'This is for keys of agents'
      : `This needs the role "${missingRole}"${missingRole === 'admin' ? '' : ' or a higher one'}`;
  const has =
    caller.role === undefined ? `and have none; ${groupsOf(caller)}` : `with "${caller.role}"`;
  return problem('forbidden', `${needs}; ${who}, ${has}. ${rule ?? WHO_GIVES}.`, { extra });
}

const WHO_GIVES = 'Roles are given in wardbell.yaml, under access';

/** Why somebody has no role is mostly seen in what the issuer says of them. */
function groupsOf({ session: { groups } }: PersonCaller): string {
  const shown = groups.slice(0, 10).map((group) => `"${group}"`);
  const more = groups.length > shown.length ? ` and ${groups.length - shown.length} more` : '';
  return shown.length === 0 ? 'your groups: none' : `your groups: ${shown.join(', ')}${more}`;
}
