import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DAY, type Duration, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { SECRET_RATE_LIMIT } from '#http/rate-limiter.ts';
import { linkPath } from '#usecases/sign-link.ts';
import { person } from '../../test/support/config.ts';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from '../../test/support/platform.ts';
import { LOOKS, type Page } from './page.ts';

/** Findings on one page, in all themes and sizes. */
export interface Found {
  readonly state: string;
  readonly faults: readonly string[];
}

/** The platform's clock, which can be ahead of the computer's or stopped. */
interface Time {
  ahead: Duration;
  stopped: Instant | undefined;
}

interface Walk {
  readonly world: TestPlatform;
  readonly time: Time;
  readonly page: Page;
  /** Breaches on these beds at once, and gives the newest link. */
  breach(...beds: readonly string[]): Promise<string>;
  /** Checks the current page, which must have been answered with `status`. */
  look(state: string, status: number | Promise<number>, expected?: number): Promise<void>;
  /** Acts on the newest incident by the API. */
  act(action: string, body: object): Promise<void>;
}

/** A person who answers but is not on call. */
const CONFIG = { ...TEST_CONFIG, people: { ...TEST_CONFIG.people, bo: person('bo') } };

/** Walks through every state that a page can be in, on a platform of its own. */
export async function walkStates(
  page: Page,
  folder: string | undefined,
): Promise<readonly Found[]> {
  const time: Time = { ahead: 0, stopped: undefined };
  const clock = () => (time.stopped ?? Date.now()) + time.ahead;
  const world = await startTestPlatform({ config: CONFIG, clock });
  const found: Found[] = [];
  const walk: Walk = {
    world,
    time,
    page,
    breach: (...beds) => breach(world, time, beds),
    act: (action, body) => actOnNewest(world, action, body),
    async look(state, status, expected = 200) {
      const got = await status;
      const wrong = got === expected ? [] : [`it was answered with ${got} and not ${expected}`];
      const faults = [...wrong];
      for (const look of LOOKS) {
        const name = `${look.scheme}, ${look.width} px`;
        faults.push(...(await page.faults(look)).map((fault) => `${name}: ${fault}`));
        const file = `${state} ${look.scheme} ${look.width}.png`.replaceAll(' ', '-');
        if (folder !== undefined) {
          writeFileSync(join(folder, file), await page.screenshot());
        }
      }
      found.push({ state, faults });
    },
  };
  try {
    for (const states of [openStates, takenStates, endStates, listStates, lostStates]) {
      await states(walk).catch((error: unknown) => {
        found.push({ state: states.name, faults: [`it cannot go on: ${error}`] });
      });
    }
  } finally {
    await world.platform.stop();
  }
  return found;
}

async function openStates({ time, page, breach, look }: Walk): Promise<void> {
  const link = await breach('bed-1');
  await look('open', page.open(link));
  await page.dropTokens();
  await look('pressed on a page of a version before', page.press('Acknowledge'), 403);
  await look('acknowledged', page.press('Acknowledge'));
  await look('declined', page.press('Decline'));
  time.ahead += MINUTE;
}

async function takenStates({ page, breach, act, look }: Walk): Promise<void> {
  const link = await breach('bed-2');
  await page.open(link);
  await act('ack', { by: 'bo' });
  await look('acknowledged too late', page.press('Acknowledge'));
  await look('of somebody else', page.open(link));
  await act('take-over', { by: 'cia' });
  await look('taken over too late', page.press('Take over from Bo'));
  await act('snooze', { by: 'cia', minutes: 60 });
  await look('snoozed by somebody else', page.open(link));
  await look('taken over', page.press('Take over from Cia'));
}

async function endStates({ world, page, breach, look }: Walk): Promise<void> {
  const link = await breach('bed-3');
  await page.open(link);
  await look('asked whether to resolve', page.press('Resolve'));
  await look('silenced', page.press('Silence it'));
  await page.press('Resolve');
  await look('resolved', page.press('Resolve all the same'));
  await look('undone', page.press('Undo'));
  const { controls } = world.platform.ports;
  for (const { id } of await controls.silences()) {
    await controls.removeSilence(id);
  }
}

async function listStates({ page, breach, act, look }: Walk): Promise<void> {
  const beds = ['bed-10', 'bed-11', 'bed-12', 'bed-13', 'bed-14'];
  const link = await breach(...beds);
  await look('list', page.open(link));
  await look('one of the list acknowledged', page.press('Acknowledge bed-10'));
  await look('asked about several', page.press('Acknowledge these'));
  await look('back at the list', page.press('Back to the list'));
  await page.press('Acknowledge these');
  await act('ack', { by: 'bo' });
  await look('several acknowledged', page.press('Yes, acknowledge'));
  await look('nothing left to acknowledge', page.open(link));
}

async function lostStates({ world, time, page, breach, act, look }: Walk): Promise<void> {
  const { url, ports } = world.platform;
  await look('nothing there', page.open(`${url}/nowhere`), 404);
  await look('half of a link', page.open(`${url}/a/`), 404);
  await look('a wrong link', page.open(`${url}/a/aAAAA.BBBBBBBBBBBB`), 404);
  await look('the API in a browser', page.open(`${url}/v1/incidents`), 401);
  const gone = { kind: 'page', incident: '0123456789abcdef-1', page: 'AAAAAAA' } as const;
  await look('gone', page.open(url + (await linkPath(ports.links, gone))), 410);
  const link = await breach('bed-20');
  await page.open(link);
  time.stopped = Date.now();
  await Promise.all(Array.from({ length: SECRET_RATE_LIMIT.burst }, () => fetch(link)));
  await look('too many requests', page.press('Acknowledge'), 429);
  time.stopped = undefined;
  await look('tried again', page.press('Try again'));
  await act('resolve', { stillFiring: 'confirmed' });
  await world.call('POST', '/v1/subjects/bed-20/retire');
  time.ahead += 2 * DAY;
  await look('expired', page.open(link), 410);
}

/** Other people and mailboxes are paged too; those pages are skipped. */
async function breach(world: TestPlatform, time: Time, beds: readonly string[]): Promise<string> {
  const samples = beds.map((subject) => ({ subject, metric: 'spo2', value: 80 }));
  await world.call('POST', '/v1/samples', { json: { samples } });
  const [bed = ''] = beds;
  const isMeant = ({ text }: { readonly text: string }) =>
    beds.length > 1 ? text.includes('/i/') : text.includes(bed);
  for (;;) {
    const { responder, text } = await newPage(world, time);
    if (responder !== 'anna' || !isMeant({ text })) {
      continue;
    }
    time.ahead += MINUTE;
    return /https?:\S+/.exec(text)?.[0] ?? '';
  }
}

/** Of several simultaneous pages, all but the first wait for a tick and leave as one. */
async function newPage(world: TestPlatform, time: Time) {
  while (world.pages.length === 0) {
    await setTimeout(100);
    time.ahead += 10 * SECOND;
    await world.platform.tick();
  }
  return world.nextPage();
}

async function actOnNewest(world: TestPlatform, action: string, body: object): Promise<void> {
  const { json } = await world.call('GET', '/v1/incidents');
  const { status } = await world.call('POST', `/v1/incidents/${json.incidents[0].id}/${action}`, {
    json: body,
  });
  if (status !== 200) {
    throw new Error(`${action} was answered with ${status}`);
  }
}
