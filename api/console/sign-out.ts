import { CONSOLE_START } from '#console/addresses.ts';
import type { HttpRoute } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import { FORM_BODY, readBody } from '#http/read-body.ts';
import { comesFromElsewhere } from '#http/same-origin.ts';
import { closeSession, closeSessionsOf } from '#http/session.ts';
import { orLogged } from '#runtime/or-logged.ts';
import { html } from '../link-pages/html.ts';
import { auditSignIns } from './audit-sign-in.ts';
import { PAGED, renderConsoleNotice } from './notice.ts';
import { redirect } from './redirect.ts';
import type { SignInDependencies } from './sign-in.ts';

const SIGNED_OUT = '/console/signed-out';

/** Asks whether to sign out, of whoever comes by a link: following one must not do it. */
export function askSignOut(): HttpRoute {
  return async () =>
    renderConsoleNotice({
      status: 200,
      title: 'Sign out?',
      text: 'Whatever you have open here then asks you to sign in again.',
      form: html`<form method="post"><button class="main">Sign out</button>
<button name="everywhere" value="yes">Sign out everywhere: on all phones and computers</button></form>
`,
      steps: [html`<a href="${CONSOLE_START}">Stay signed in</a>.`],
    });
}

/**
 * Signs out: the session is removed, which every instance sees at its next request. With
 * `everywhere` all other sessions of the same person go, too. Then the issuer is asked to end its
 * own session: otherwise whoever comes to the same computer next would be signed in by one tap.
 */
export function signOut({ runtime, issuer, audit }: SignInDependencies): HttpRoute {
  const { publicUrl, log } = runtime;
  const close = closeSession(runtime);
  const closeAll = closeSessionsOf(runtime);
  const audited = auditSignIns(audit, runtime.config);
  const urlAt = orLogged(log, 'the issuer could not be asked where people sign out', async () =>
    issuer?.signOutUrl(publicUrl + SIGNED_OUT),
  );
  return async (event) => {
    const elsewhere = comesFromElsewhere(event, publicUrl);
    if (elsewhere !== undefined) {
      return elsewhere;
    }
    const body = await readBody(event, FORM_BODY);
    const fields = new URLSearchParams(body.kind === 'body' ? body.text : '');
    const { cookie, session } = await close(event);
    if (session !== undefined) {
      const { issuer: whose, subject } = session;
      const isEverywhere = fields.get('everywhere') === 'yes';
      const others = isEverywhere ? await closeAll({ issuer: whose, subject }) : [];
      await audited.signedOut(event, [session, ...others]);
    }
    const url = await urlAt();
    return url === undefined
      ? redirect(303, publicUrl + SIGNED_OUT, [cookie])
      : { ...goOn(url), cookies: [cookie] };
  };
}

/**
 * A page that goes on to the issuer by itself. It is no redirect, since the policy of the page with
 * the button (`form-action 'self'`) would stop that.
 */
function goOn(url: string) {
  const page = renderConsoleNotice({
    status: 200,
    title: 'You are signed out here',
    text: 'Now you are signed out where you signed in, too.',
    steps: [html`<a href="${url}">Go on</a>, if this page does not do so by itself.`],
  });
  return { ...page, headers: { ...page.headers, refresh: `0; url=${url}` } };
}

/** Where the issuer sends the browser back to. */
export function signedOut(): HttpRoute {
  return async () =>
    renderConsoleNotice({
      status: 200,
      title: 'You are signed out',
      text: 'Nobody can go on in your name here.',
      steps: [html`<a href="/console/sign-in">Sign in again</a>.`, PAGED],
    });
}

/**
 * Takes the issuer's word that somebody has signed out elsewhere (OpenID Connect Back-Channel
 * Logout 1.0): a token that it has signed, and nothing that a browser could send.
 */
export function backChannelSignOut({ runtime, issuer, audit }: SignInDependencies): HttpRoute {
  const closeAll = closeSessionsOf(runtime);
  const audited = auditSignIns(audit, runtime.config);
  return async (event) => {
    const body = await readBody(event, FORM_BODY);
    if (body.kind === 'refused') {
      return body.problem;
    }
    const token = new URLSearchParams(body.text).get('logout_token') ?? '';
    const notice = await issuer?.readSignOut(token);
    if (issuer === undefined || notice === undefined) {
      return problem(
        'invalid',
        'This is no logout token that the issuer has made for this platform within the last two minutes.',
      );
    }
    const ended = await closeAll({ issuer: issuer.issuer, ...notice });
    await audited.signedOut(event, ended, 'issuer');
    runtime.log({
      level: 'info',
      message: 'the issuer has ended sessions',
      sessions: ended.length,
    });
    return { statusCode: 200, headers: { 'cache-control': 'no-store' } };
  };
}
