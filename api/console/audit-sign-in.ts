import { personOf } from '#core/access/policy.ts';
import type { Session } from '#core/access/session.ts';
import { accountName } from '#core/actor/actor.ts';
import type { AuditWho } from '#core/audit/audit-entry.ts';
import type { Config } from '#core/team/config.ts';
import { teamPeople } from '#core/team/team-people.ts';
import type { AuditRecorder } from '#http/audit-recorder.ts';
import { originOf } from '#http/audited-route.ts';
import type { HttpEvent } from '#http/http.ts';
import type { NotSignedIn } from './sign-in-notices.ts';

/** Records who signs in and out, and who does not get in. */
export function auditSignIns(audit: AuditRecorder, config: Config) {
  const people = teamPeople(config);
  const nameOf = (account: string) => personOf(people, account)?.id ?? accountName(account);
  return {
    /** Signs somebody in: it is on record before the session is open. */
    signIn<Opened extends { readonly session: Session }>(
      event: HttpEvent,
      { account, mfa }: Pick<Session, 'account' | 'mfa'>,
      open: () => Promise<Opened>,
    ): Promise<Opened> {
      const who = { kind: 'person', by: nameOf(account) } as const;
      const draft = { who, from: originOf(event), action: 'sign_in', after: { mfa } } as const;
      const opened = async (note: Parameters<Parameters<AuditRecorder['change']>[1]>[0]) => {
        const made = await open();
        note({ object: sessionObject(made.session) });
        return made;
      };
      return audit.change(draft, opened, () => ({ outcome: 'done' }));
    },

    /** Whoever did not get in is known by name where the issuer said who it is. */
    refused(event: HttpEvent, refused: NotSignedIn): Promise<void> {
      const by = 'account' in refused ? nameOf(refused.account) : 'nobody';
      const draft = {
        who: { kind: 'nobody', by },
        from: originOf(event),
        action: 'sign_in',
      } as const;
      return audit.refusal(draft, refused.kind);
    },

    /** Sessions that have ended: by whom they were, or by the issuer. */
    async signedOut(event: HttpEvent, sessions: readonly Session[], by?: 'issuer'): Promise<void> {
      for (const session of sessions) {
        const name = nameOf(session.account);
        const who: AuditWho =
          by === undefined ? { kind: 'person', by: name } : { kind: 'platform', by };
        const object = sessionObject(session);
        const draft = { who, from: originOf(event), action: 'sign_out', object } as const;
        await audit.once({ ...draft, before: { person: name } }, { outcome: 'done' });
      }
    },
  };
}

/** The beginning of its id, which is a hash, tells two sessions apart. */
function sessionObject({ id }: Pick<Session, 'id'>) {
  return { kind: 'session', id: id.slice(0, 12) };
}
