import { describeEscalationPath, type EscalationPath } from '#core/escalation/escalation-path.ts';
import { pageDoubtText, pageResultText } from '#core/messages/page-result-text.ts';
import type { PageRecord } from '#core/paging/page.ts';
import { type PageDoubt, type PageResult, wasPublished } from '#core/paging/result.ts';
import type { Reader } from '#core/responder/reader.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { LoggedPageView, PageView } from './page.contract.ts';

/** A page of the log. */
export function loggedPageView(record: PageRecord, reader: Reader): LoggedPageView {
  const { order, service, severity, via, status, doubtful } = record;
  const { id, incident, responder, channel, reason, at } = order;
  return {
    id,
    incident,
    ...(service !== undefined && { service }),
    ...(severity !== undefined && { severity }),
    responder,
    channel,
    reason,
    status,
    at: isoTime(at),
    ...(via !== undefined && { via: viaView(via) }),
    tries: record.attempts.filter(({ result }) => wasPublished(result)).length,
    ...attemptsView(record, reader),
    ...(doubtful !== undefined && doubtView(doubtful)),
  };
}

/** How the config led to the responder, as data and in words. */
export function viaView(via: EscalationPath): NonNullable<PageView['via']> {
  return { ...via, text: describeEscalationPath(via) };
}

/** What was tried, and when it is tried next; a page without a record was not tried. */
export function attemptsView(
  record: PageRecord | undefined,
  reader: Reader,
): Pick<PageView, 'attempts' | 'messageId' | 'due'> {
  const { attempts = [], messageId, due } = record ?? {};
  return {
    attempts: attempts.map(({ at, result }) => ({
      at: isoTime(at),
      outcome: pageResultText(result, reader),
      ...resultView(result),
    })),
    ...(messageId !== undefined && { messageId }),
    ...(due !== undefined && { due: isoTime(due) }),
  };
}

/** A result for programs, in the form of the timeline's entries. */
export function resultView(result: PageResult): NonNullable<PageView['result']> {
  const { code, ...data } = result;
  return { code, data: result.code === 'text' ? {} : data };
}

/** Why what was sent may reach nobody. */
export function doubtView(doubt: PageDoubt): Pick<PageView, 'doubt' | 'doubtCode'> {
  return { doubt: pageDoubtText(doubt), doubtCode: doubt.code };
}
