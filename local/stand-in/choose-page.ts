import { documentPage, type PageAnswer } from '#api/link-pages/document.ts';
import { type Html, html } from '#api/link-pages/html.ts';
import { type AccessPolicy, roleOf } from '#core/access/policy.ts';
import { ROLES, type Role } from '#core/access/right.ts';
import type { Person } from '#core/responder/person.ts';

/** Somebody of whom the config knows nothing: what a role shows, by itself. */
export const GUEST = { id: 'guest', name: 'A guest' } as const;

/**
 * Renders the page on which one chooses who to be: one button for each person, others for each
 * higher role, and somebody who is not in the config in each of the roles.
 */
export function choosePage(access: AccessPolicy, people: readonly Person[]): PageAnswer {
  const inTurn = people.toSorted((one, other) => one.name.localeCompare(other.name));
  return documentPage(
    200,
    'Who are you?',
    html`<h1>Who are you?</h1>
<p>On one machine nobody has a password: choose whose console you see.</p>
<form method="post">
<ul class="items">
${inTurn.map((person) => choice(access, person))}
<li>${buttons(access, GUEST, ROLES)}</li>
</ul>
</form>`,
  );
}

function choice(access: AccessPolicy, { id, name }: Person): Html {
  const own = roleOf(access, { groups: [], mfa: true }, id);
  const role = own.kind === 'role' ? own.role : undefined;
  const higher = ROLES.slice(role === undefined ? 0 : ROLES.indexOf(role) + 1);
  const others = buttons(access, { id, name }, higher);
  return html`<li><button class="main" name="who" value="${id}">${name}, ${role ?? 'without a role'}</button>
<details><summary>In another role</summary>
${others}</details></li>
`;
}

/** A role that only names give cannot be chosen: a group must lead to it. */
function buttons(
  access: AccessPolicy,
  { id, name }: Pick<Person, 'id' | 'name'>,
  roles: readonly Role[],
): readonly Html[] {
  return roles
    .filter((role) => groupOf(access, role) !== undefined)
    .map(
      (role) => html`<button name="who" value="${id} ${role}">${name}, ${role}</button>
`,
    );
}

/** The group by which somebody has a role; undefined where only names give it. */
export function groupOf({ roles }: AccessPolicy, role: Role): string | undefined {
  return roles[role].groups[0];
}
