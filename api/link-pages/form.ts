import { LINK_ACTIONS } from '#core/messages/incident-card.ts';
import type { LinkRequest } from '#usecases/link-request.ts';
import { type Html, html } from './html.ts';

/** The limits of a form: none of ours is larger, or names more incidents. */
export const MAX_FORM = 4_096;
const MAX_INCIDENTS = 50;

/** Names an incident by the token of a link, or by its id as earlier versions do. */
const INCIDENT = /^[\w.-]{1,70}$/;

/**
 * Parses a posted form (`application/x-www-form-urlencoded`); undefined if it is not one of ours. A
 * form of an earlier version has no token: it is parsed with an empty one, which is never valid.
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

/** The hidden fields of a form beside its button. */
interface FormParts {
  readonly action: LinkRequest['action'];
  readonly form: string;
  readonly shown?: readonly string[];
  readonly one?: string;
  readonly confirmed?: boolean;
  readonly content: Html | readonly (Html | undefined)[];
}

/** Renders a form that posts to the page's own address; it needs no script. */
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
