import { describe, expect, test } from '@jest/globals';
import type { LoggedPage } from '#api/client/index.ts';
import { followLog } from '#console/pages/load-pages.ts';

const NIGHT = Date.parse('2026-03-12T03:14:00Z');

function page(number: number, status: LoggedPage['status'] = 'sent'): LoggedPage {
  return {
    id: `p${number}`,
    incident: 'i-1',
    responder: 'anna',
    channel: 'sms',
    reason: 'escalation_step',
    at: new Date(NIGHT + number * 100).toISOString(),
    status,
    attempts: [],
    tries: 1,
  };
}

/** A log of so many pages, the newest first, and how often it was asked. */
function logOf(count: number) {
  const stored = Array.from({ length: count }, (_, number) => page(number)).reverse();
  const asked: string[] = [];
  const log = followLog(async ({ limit, cursor = '' }) => {
    asked.push(cursor);
    const from = cursor === '' ? 0 : stored.findIndex(({ id }) => id === cursor) + 1;
    const pages = stored.slice(from, from + limit);
    const next = pages.at(-1)?.id;
    return { pages, ...(from + limit < stored.length && next !== undefined && { next }) };
  });
  const change = (id: string, status: LoggedPage['status']) => {
    const at = stored.findIndex((one) => one.id === id);
    stored[at] = page(Number(id.slice(1)), status);
  };
  const ids = async () => (await log.refresh()).pages.map(({ id }) => id);
  return { log, stored, asked, change, ids };
}

describe('the log of pages', () => {
  test('is read from the newest, and a step further back when it is asked for', async () => {
    const { log, stored, ids } = logOf(120);
    expect(await ids()).toEqual(stored.slice(0, 50).map(({ id }) => id));
    await log.goBack();
    await log.goBack();
    expect(await log.refresh()).toEqual({ pages: stored, areMore: false });
  });

  test('is asked once for what has come since, however far somebody has gone back', async () => {
    const { log, stored, asked, ids } = logOf(300);
    await ids();
    await log.goBack();
    await log.goBack();
    stored.unshift(page(301), page(300));
    asked.length = 0;
    expect(await ids()).toEqual(stored.slice(0, 152).map(({ id }) => id));
    expect(asked).toEqual(['']);
  });

  test('has no gap where more has come than one answer holds', async () => {
    const { stored, ids } = logOf(60);
    await ids();
    stored.unshift(...Array.from({ length: 70 }, (_, number) => page(60 + number)).reverse());
    expect(await ids()).toEqual(stored.slice(0, 120).map(({ id }) => id));
  });

  test('is asked again for what was not over yet, and then no more', async () => {
    const { log, asked, change } = logOf(300);
    change('p190', 'waiting');
    await log.refresh();
    await log.goBack();
    await log.goBack();
    change('p190', 'sent');
    const { pages } = await log.refresh();
    expect(pages.find(({ id }) => id === 'p190')?.status).toBe('sent');
    asked.length = 0;
    await log.refresh();
    expect(asked).toEqual(['']);
  });
});
