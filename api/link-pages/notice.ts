import { allChannels } from '#core/responder/channel.ts';
import { documentPage, type PageAnswer } from './document.ts';
import { type Html, html } from './html.ts';

/** A page about no incident: what it says, and what its reader does next. */
interface Notice {
  readonly status: number;
  readonly title: string;
  readonly text: string;
  readonly steps: readonly (string | Html)[];
}

const PAGED = `You were paged: open the link in the newest ${allChannels('or')}, as it stands there.`;
const NO_LINK =
  'You have no link: somebody else is paged by itself if nobody answers. Until then act, and ask, as you would without Wardbell.';
const START = html`<a href="/">Go to the start page</a>, which says what there is here.`;
const AGAIN = html`<a href="">Open this page again</a> after a few seconds. It shows how things stand.`;

const NOTICES = {
  root: {
    status: 200,
    title: 'Wardbell pages people',
    text: 'Links in its messages lead here, and monitoring sends here what it measures. Nobody can sign in here.',
    steps: [
      PAGED,
      NO_LINK,
      html`You run it: <a href="/v1/health">health</a> says whether it works, and <code>npx --no-install wardbell incidents list</code> what is open.`,
    ],
  },
  unknown: {
    status: 404,
    title: 'There is nothing at this address',
    text: 'It may be mistyped, or a part of it may be missing.',
    steps: [PAGED, NO_LINK, START],
  },
  key: {
    status: 401,
    title: 'This address is for tools',
    text: 'It asks for a key, which a browser does not send.',
    steps: [PAGED, 'You run it: the command line asks here with your key.', START],
  },
  expired: {
    status: 410,
    title: 'This link has expired',
    text: 'It worked while the incident was open, and for a day after the page. It stops too when its person leaves the config.',
    steps: [
      PAGED,
      'It is not over: tell whoever is on call. What still holds has an incident of its own, which pages by itself.',
      START,
    ],
  },
  exchange: {
    status: 410,
    title: 'There is nothing to answer here any more',
    text: 'The first turn of this cover or swap has begun, or somebody of it has left the config. Whoever is on call stands in the schedule.',
    steps: [
      html`You can sign in: <a href="/console/oncall">the console</a> shows the schedules, and who has which turn.`,
      'You cannot have a turn, and nobody has taken it: tell whoever leads the team.',
      START,
    ],
  },
  gone: {
    status: 410,
    title: 'This incident is not stored any more',
    text: 'There is nothing left to answer.',
    steps: [PAGED, 'It is not over: tell whoever is on call.', START],
  },
  invalid: {
    status: 404,
    title: 'This link does not work',
    text: 'A part of it may be missing, or something may have been added to its end.',
    steps: [
      PAGED,
      'It was copied or typed: copy it whole, with nothing before or behind it.',
      NO_LINK,
      START,
    ],
  },
  unanswered: {
    status: 503,
    title: 'This did not work just now',
    text: 'Nothing is lost: until somebody has answered, it goes on paging.',
    steps: [
      AGAIN,
      'Press the button again: pressing it twice does no harm.',
      'It stays so: tell whoever is next on call that you have it.',
    ],
  },
} as const satisfies Record<string, Notice>;

export type NoticeKind = keyof typeof NOTICES;

/** Renders a notice; `status` if it differs from the default, and an optional button. */
export function renderNotice(
  kind: NoticeKind,
  {
    status = NOTICES[kind].status,
    button,
  }: { readonly status?: number; readonly button?: Html } = {},
): PageAnswer {
  const { title, text, steps } = NOTICES[kind];
  return documentPage(
    status,
    title,
    html`<h1>${title}</h1>
<p>${text}</p>
${button}<h2>What to do</h2>
<ul>
${steps.map((step) => html`<li>${step}</li>\n`)}</ul>
<p>If somebody needs help, do not wait for this page: act as you would without it.</p>`,
  );
}
