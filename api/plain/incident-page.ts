import type { Incident } from '#core/incident/incident.ts';
import { type IncidentCard, incidentCard, type LinkAction } from '#core/messages/incident-card.ts';
import { momentText } from '#core/messages/moment.ts';
import { timelineText } from '#core/messages/timeline-text.ts';
import { type Reader, readerOf } from '#core/responder/reader.ts';
import type { LinkAnswer } from '#usecases/link-view.ts';
import type { ActionName } from '../incidents/incidents.requests.ts';
import type { PageAnswer } from '../link-pages/document.ts';
import { type Html, html } from '../link-pages/html.ts';
import {
  actionButton,
  answerNote,
  button,
  incidentHead,
  incidentRest,
  LEAVE,
  RESOLVE_ANYWAY,
} from '../link-pages/incident.ts';
import { titleOf } from '../link-pages/render-link.ts';
import { plainPage, type Seen } from './plain-page.ts';
import { LIST, plainPath } from './plain-path.ts';
import { whereOf } from './where.ts';

/** What came of a button, and the status that says so to programs. */
export interface Told {
  readonly status: number;
  readonly answer: LinkAnswer;
}

const HISTORY_SHOWN = 20;

/** What the same actions are called in the API. */
const NAMES: Readonly<Record<Exclude<LinkAction, 'silence'>, ActionName>> = {
  acknowledge: 'ack',
  take_over: 'take-over',
  decline: 'decline',
  resolve: 'resolve',
  undo: 'undo',
  mark_noise: 'noise',
  unmark_noise: 'not-noise',
};

/** Renders one incident, with what can be done about it where its reader may do anything. */
export function incidentPage(
  incident: Incident,
  { reader, wording }: Seen,
  told?: Told,
): PageAnswer {
  const { config, now } = wording;
  const card = {
    ...incidentCard(incident, reader.by, withValues(wording)),
    where: whereOf(incident, wording),
    history: historyOf(incident, readerOf(config), (at) => momentText(at, now, config.timeZone)),
  };
  const asks = told?.answer.kind === 'unconfirmed';
  const forms = asks ? question(incident.id) : answers(card);
  return plainPage(
    told?.status ?? 200,
    titleOf('Incident', told?.answer),
    html`<p><a href="${plainPath(LIST)}">All that is open</a></p>
${answerNote(told?.answer)}
${incidentHead(card)}
${reader.mayAnswer ? forms : undefined}
${incidentRest(card)}`,
  );
}

/** With the values and limits of each service, which pages may leave out, as they do with notes. */
function withValues(wording: Seen['wording']): Seen['wording'] {
  const { config } = wording;
  const services = Object.entries(config.services).map(
    ([id, service]) => [id, { ...service, valuesInPages: true }] as const,
  );
  return { ...wording, config: { ...config, services: Object.fromEntries(services) } };
}

/** The timeline with its notes, which pages behind links leave out: whoever reads has signed in. */
function historyOf(
  { timeline }: Incident,
  reader: Reader,
  momentOf: (at: number) => string,
): readonly string[] {
  const shown = timeline.slice(-HISTORY_SHOWN).reverse();
  const more = timeline.length - shown.length;
  const lines = shown.map((entry) => {
    const who = entry.by === undefined ? '' : `${reader.nameOf(entry.by)}: `;
    const said = [timelineText(entry, reader), entry.comment ?? ''].filter((text) => text !== '');
    return `${momentOf(entry.at)} ${who}${said.join(' ')}`;
  });
  return more > 0 ? [...lines, `and ${more} more before`] : lines;
}

function answers(card: IncidentCard): readonly (Html | undefined)[] {
  const offered = card.actions.flatMap((action) =>
    action === 'silence' ? [] : [post(card.id, NAMES[action], actionButton(action, card))],
  );
  const isOver = card.status === 'resolved';
  return [
    ...offered,
    isOver ? undefined : post(card.id, 'escalate', button('Escalate: page the next step now')),
    html`<details><summary>Write a note</summary>
${post(
  card.id,
  'note',
  html`<label>What is noted, which stands in no page <textarea name="text" rows="3" maxlength="2000" required></textarea></label>
${button('Write the note')}`,
)}</details>
`,
  ];
}

/** The question before what still fires is resolved. */
function question(id: string): Html {
  const hidden = html`<input type="hidden" name="stillFiring" value="confirmed">`;
  return html`${post(id, 'resolve', html`${hidden}${button(RESOLVE_ANYWAY)}`)}<form method="get" action="${plainPath(id)}">${button(LEAVE)}</form>
`;
}

function post(id: string, name: ActionName, content: Html): Html {
  return html`<form method="post" action="${plainPath(id, name)}">${content}</form>
`;
}
