import { LINK_ACTIONS } from '#core/messages/incident-card.ts';
import type { LinkRequest } from '#usecases/link-request.ts';
import { type Html, html } from './html.ts';

/** No form of ours is larger, or names more incidents. */
const MAX_FORM = 4_096;
const MAX_INCIDENTS = 50;

/** An incident by the token of a link, or by its id, as a version before names it. */
const INCIDENT = /^[\w.-]{1,70}$/;

/**
 * Reads a posted form (`application/x-www-form-urlencoded`); undefined if it is none of ours.
 * One of a version before has no token: it is read as having an empty one, which proves nothing.
 */
export function parseLinkForm(body: string): LinkRequest | undefined {
  if (body.length > MAX_FORM) {
    return undefined;
  }
  const fields = new URLSearchParams(body);
  const action = LINK_ACTIONS.find((known) => known === fields.get('action'));
  const one = fields.get('incident');
  const shown = (fields.get('shown') ?? '').split(' ').filter((name) => name !== '');
  if (action === undefined || shown.length > MAX_INCIDENTS) {
    return undefined;
  }
  if (![...shown, ...(one === null ? [] : [one])].every((name) => INCIDENT.test(name))) {
    return undefined;
  }
  return {
    action,
    form: fields.get('form') ?? '',
    confirmed: fields.get('confirmed') === 'yes',
    shown,
    ...(one !== null && { one }),
  };
}

/** What a form of a page sends back beside its button. */
interface FormParts {
  readonly action: LinkRequest['action'];
  readonly form: string;
  readonly shown?: readonly string[];
  readonly one?: string;
  readonly confirmed?: boolean;
  readonly content: Html | readonly (Html | undefined)[];
}

/** A form that posts to the page's own address; it needs no script. */
export function postForm(parts: FormParts): Html {
  const { action, form, shown = [], one, confirmed = false, content } = parts;
  return html`<form method="post">${hidden('action', action)}${hidden('form', form)}${
    confirmed ? hidden('confirmed', 'yes') : undefined
  }${one === undefined ? undefined : hidden('incident', one)}${
    shown.length > 0 ? hidden('shown', shown.join(' ')) : undefined
  }
${content}</form>
`;
}

function hidden(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`;
}
