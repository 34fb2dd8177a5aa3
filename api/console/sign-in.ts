import { randomBytes } from 'node:crypto';
import { CONSOLE_START } from '#console/addresses.ts';
import { type Identity, identityOf } from '#core/access/identity.ts';
import { personOf, roleOf } from '#core/access/policy.ts';
import { teamPeople } from '#core/team/team-people.ts';
import type { AuditRecorder } from '#http/audit-recorder.ts';
import type { HttpAnswer, HttpEvent, HttpRoute } from '#http/http.ts';
import { isProblem } from '#http/problem.ts';
import type { RouteDependencies } from '#http/routes.ts';
import { openSession } from '#http/session.ts';
import { signedInPeople } from '#http/signed-in.ts';
import type { SignInIssuer } from '#usecases/ports.ts';
import { auditSignIns } from './audit-sign-in.ts';
import { consolePath } from './console-path.ts';
import { type Flow, flowCookies } from './flow-cookie.ts';
import { renderConsoleNotice } from './notice.ts';
import { redirect } from './redirect.ts';
import { type NotSignedIn, signInNotice } from './sign-in-notices.ts';

/** What signing in takes beside what every route takes. */
export interface SignInDependencies extends RouteDependencies {
  /** Undefined where nobody can sign in. */
  readonly issuer: SignInIssuer | undefined;
  readonly audit: AuditRecorder;
}

/** Where an issuer sends a browser back to. */
const CALLBACK = '/console/callback';

/** Begins to sign somebody in: their browser goes to the issuer, and comes back by `callback`. */
export function beginSignIn({
  runtime: { ports, publicUrl, clock },
  issuer,
}: SignInDependencies): HttpRoute {
  const cookies = flowCookies(ports.links, publicUrl);
  return async (event) => {
    if (issuer === undefined) {
      return refusal({ kind: 'not_set_up' });
    }
    const { to, again, moved } = event.queryStringParameters ?? {};
    const path = consolePath(to, publicUrl);
    if (moved === undefined && isElsewhere(event, publicUrl)) {
      const asked = new URLSearchParams({
        to: path,
        moved: 'yes',
        ...(again !== undefined && { again }),
      });
      return redirect(302, `${publicUrl}/console/sign-in?${asked}`);
    }
    const challenge = { state: random(), nonce: random(), verifier: random() };
    const url = await issuer.signInUrl({
      ...challenge,
      redirectUri: publicUrl + CALLBACK,
      again: again !== undefined,
    });
    const flow: Flow = { ...challenge, to: path, at: clock() };
    return redirect(302, url, await cookies.begun(flow, event.cookies));
  };
}

/**
 * Whether the browser has come by another name of this platform, such as `localhost`: the issuer
 * would send it back to the name that is known there, where it has no cookie of this sign-in.
 */
function isElsewhere({ headers }: HttpEvent, publicUrl: string): boolean {
  const { host } = headers;
  return host !== undefined && host.toLowerCase() !== new URL(publicUrl).host;
}

/** 256 random bits in base64url: the form of a state, a nonce and a verifier of PKCE alike. */
function random(): string {
  return randomBytes(32).toString('base64url');
}

/** Ends a sign-in: opens a session for whoever the issuer says it is, or says on a page why not. */
export function endSignIn(parts: SignInDependencies): HttpRoute {
  const { runtime, issuer } = parts;
  const { ports, publicUrl, clock, log } = runtime;
  const cookies = flowCookies(ports.links, publicUrl);
  const open = openSession(runtime);
  const people = signedInPeople(runtime);
  const admit = admission(parts);
  const audited = auditSignIns(parts.audit, runtime.config);

  /** Whoever loads the page again after signing in is not told that it failed. */
  async function orConsole(event: HttpEvent, refused: NotSignedIn): Promise<HttpAnswer> {
    const token = people.tokenOf(event);
    const caller = token === undefined ? undefined : await people.callerOf(event, token);
    if (caller !== undefined && !isProblem(caller)) {
      return redirect(303, publicUrl + CONSOLE_START);
    }
    await audited.refused(event, refused);
    return refusal(refused);
  }

  return async (event) => {
    if (issuer === undefined) {
      return refusal({ kind: 'not_set_up' });
    }
    const state = event.queryStringParameters?.['state'] ?? '';
    const flow = await cookies.of(state, event.cookies, clock());
    if (flow === 'unknown') {
      return orConsole(event, { kind: 'unknown' });
    }
    const ended = cookies.ended(state);
    if (flow === 'expired') {
      await audited.refused(event, { kind: 'expired' });
      return refusal({ kind: 'expired' }, [ended]);
    }
    const callback = `${publicUrl}${CALLBACK}?${event.rawQueryString}`;
    const redeemed = await issuer.redeem(callback, flow);
    const admitted =
      redeemed.kind === 'claims' ? admit(issuer, redeemed.claims) : { refused: redeemed };
    if (admitted.refused !== undefined) {
      log({
        level: 'info',
        message: 'somebody was not signed in',
        kind: admitted.refused.kind,
        ...('why' in admitted.refused && { why: admitted.refused.why }),
      });
      await audited.refused(event, admitted.refused);
      return refusal(admitted.refused, [ended]);
    }
    const { identity } = admitted;
    const { cookie } = await audited.signIn(event, identity, () => open(identity, event));
    return redirect(303, publicUrl + flow.to, [cookie, ended]);
  };
}

type Admitted =
  | { readonly identity: Identity; readonly refused?: undefined }
  | { readonly refused: NotSignedIn };

/** Decides whether somebody of whom these claims are gets in, which takes a role. */
function admission({ runtime: { config } }: SignInDependencies) {
  const { access } = config;
  const people = teamPeople(config);
  return (
    { issuer, alwaysMfa }: SignInIssuer,
    claims: Readonly<Record<string, unknown>>,
  ): Admitted => {
    if (access === undefined) {
      return { refused: { kind: 'not_set_up' } };
    }
    const decision = identityOf({ issuer, claims, alwaysMfa }, access.signIn);
    if (decision.kind !== 'identity') {
      return { refused: decision };
    }
    const { identity } = decision;
    const { account, groups } = identity;
    const role = roleOf(access, identity, personOf(people, account)?.id);
    switch (role.kind) {
      case 'role':
        return { identity };
      case 'none':
        return { refused: { kind: 'no_role', account, groups } };
      case 'needs_mfa':
        return { refused: { kind: 'needs_mfa', account, role: role.role } };
    }
  };
}

function refusal(refused: NotSignedIn, cookies: readonly string[] = []): HttpAnswer {
  return { ...renderConsoleNotice(signInNotice(refused)), cookies: [...cookies] };
}
