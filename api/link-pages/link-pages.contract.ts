import { z } from 'zod';
import { LINK_ACTIONS } from '#core/messages/incident-card.ts';
import type { AnswerContract, Operation } from '#http/contract.ts';

const page = { 'text/html': 'text' } as const;

const token = { token: z.string().describe('signed: whoever has it is the person who was paged') };

function answered(description: string): AnswerContract {
  return { description, content: page };
}

const FORM = { content: page };

const ANSWERS: Readonly<Record<number, AnswerContract>> = {
  200: answered('The page.'),
  404: answered('The link does not work.'),
  410: answered('The link has expired, or its incident is gone.'),
};

function links(path: '/a' | '/i', what: string, names: readonly [string, string]) {
  const shared = { tag: 'links', access: 'secret address', path: token, form: FORM } as const;
  const show: Operation = {
    ...shared,
    operationId: names[0],
    summary: `Shows ${what}. It changes nothing, whoever follows it.`,
    answers: ANSWERS,
  };
  const act: Operation = {
    ...shared,
    operationId: names[1],
    summary: `Presses a button of ${what}.`,
    description: 'The form is that of the page which is shown, with its token.',
    body: {
      required: false,
      content: {
        'application/x-www-form-urlencoded': z
          .object({ action: z.enum(LINK_ACTIONS), form: z.string() })
          .catchall(z.string())
          .meta({ id: 'LinkForm' }),
      },
    },
    answers: { ...ANSWERS, 403: answered('The form is none that was shown: nothing was done.') },
  };
  return { [`GET ${path}/{token}`]: show, [`POST ${path}/{token}`]: act };
}

export const LINKS = {
  ...links('/a', 'an incident', ['showIncidentPage', 'answerIncidentPage']),
  ...links('/i', 'the open incidents of a person', ['showInboxPage', 'answerInboxPage']),
} as Record<`${'GET' | 'POST'} /${'a' | 'i'}/{token}`, Operation>;
