import { confirmationToken } from '#core/paging/confirmation-token.ts';
import { type Channel, channelKind } from '#core/responder/channel.ts';
import { formatValue } from '#http/format-value.ts';
import { type HttpAnswer, json } from '#http/http.ts';
import { isProblem, problem } from '#http/problem.ts';
import { readJson } from '#http/read-json.ts';
import { requestActor } from '#http/request-actor.ts';
import type { Routes } from '#http/routes.ts';
import type { ContactOutcome } from '#usecases/ports.ts';
import { contactView, nextStep, unknownContact } from './contact-view.ts';
import { CONFIRMATION, NEW_CONTACT } from './contacts.requests.ts';
import type { ContactRouteDependencies } from './dependencies.ts';
import { findRecipient, whyNotTheirs } from './find-person.ts';

/** The routes that add, confirm and remove phones and mailboxes. */
export function changeRoutes({
  runtime: { config },
  contacts,
  gate,
}: ContactRouteDependencies): Routes<
  'POST /v1/contacts' | 'POST /v1/contacts/confirm' | 'DELETE /v1/contacts/{id}'
> {
  const { notice } = contacts;
  return {
    'POST /v1/contacts': gate.withRight('admin', (event, caller, note) =>
      readJson(event, NEW_CONTACT, async ({ person, channel, address, by }) => {
        const who = requestActor(by, caller, config);
        if (isProblem(who)) {
          return who;
        }
        const found = findRecipient(config, person, channel);
        if ('problem' in found) {
          return problem(found.problem, found.detail);
        }
        const wrong = wrongAddress(channel, address);
        if (wrong !== undefined) {
          return problem('invalid', wrong);
        }
        note({ after: { person: found.id, channel } });
        const outcome = await contacts.add({ responder: found.id, channel }, address);
        return changed(201, { person: found.id, channel, outcome, notice });
      }),
    ),
    'POST /v1/contacts/confirm': gate.withRight('respond', (event, caller, note) =>
      readJson(event, CONFIRMATION, async ({ person, link, by }) => {
        const who = requestActor(by, caller, config);
        if (isProblem(who)) {
          return who;
        }
        const wrong = whyNotTheirs(caller, person);
        if (wrong !== undefined) {
          return wrong;
        }
        const channel = CONFIRMED_BY_LINK;
        const found = findRecipient(config, person, channel);
        if ('problem' in found) {
          return problem(found.problem, found.detail);
        }
        const token = confirmationToken(link);
        if (token === undefined) {
          return problem('invalid', NO_TOKEN);
        }
        note({ after: { person: found.id, channel } });
        const outcome = await contacts.confirm({ responder: found.id, channel }, token);
        return changed(200, { person: found.id, channel, outcome, notice });
      }),
    ),
    'DELETE /v1/contacts/{id}': gate.withRight('admin', async (event, caller, note) => {
      const who = requestActor(event.queryStringParameters?.['by'], caller, config);
      if (isProblem(who)) {
        return who;
      }
      const id = event.pathParameters?.['id'] ?? '';
      const { to } = (await contacts.find(id)) ?? {};
      if (to !== undefined) {
        note({ before: { person: to.responder, channel: to.channel } });
      }
      const outcome = await contacts.remove(id);
      if (outcome.kind === 'removed') {
        return json(200, contactView(outcome.contact));
      }
      return outcome.kind === 'pending'
        ? problem('refused', PENDING)
        : problem('not_found', unknownContact(id));
    }),
  };
}

/** The one channel whose contacts are confirmed by a link: a request names none. */
const CONFIRMED_BY_LINK = 'email' satisfies Channel;

const NO_TOKEN =
  'The link holds no token. Copy the whole link "Confirm subscription" out of the mail from AWS Notifications, or what follows "Token=" in it.';

const PENDING =
  'It is not confirmed yet, and SNS removes nothing that is not. It gets no pages, and SNS forgets it by itself 48 hours after it was added.';

interface Changed {
  readonly person: string;
  readonly channel: Channel;
  readonly outcome: ContactOutcome;
  readonly notice: string | undefined;
}

function changed(status: number, { person, channel, outcome, notice }: Changed): HttpAnswer {
  if (outcome.kind === 'refused') {
    return problem('refused', `Nothing was changed for "${person}": ${outcome.reason}.`);
  }
  const { contact } = outcome;
  const next = notice ?? nextStep(contact, { responder: person, channel });
  return json(status, { person, channel, contact: contactView(contact), next });
}

function wrongAddress(channel: Channel, address: string): string | undefined {
  const { matches, form } = channelKind(channel).address;
  return matches(address)
    ? undefined
    : `The address is ${formatValue(address)}; it must be ${form}.`;
}
