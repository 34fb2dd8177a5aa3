import type { MemoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { type MemoryQueue, memoryQueue } from '#adapters/memory/queue.ts';
import { incidentMessageGroup, pageMessageGroup } from '#adapters/message-groups.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { MessageFormat, Ports, Queue, Stores } from '#usecases/ports.ts';
import type { Release } from './last-release.ts';
import { CURRENT_CODE, type PlatformCode } from './platform-code.ts';
import type { RunningCode } from './random-history.ts';
import { releasedConfig } from './released-config.ts';

type Verb = (...args: never[]) => unknown;
type Maker = (ports: Ports, config: Config, ...more: never[]) => Verb;

/**
 * This version and a released one on the same stores and queues. Each call is done by one of them,
 * as `isReleased` says; so is each message, which either may have sent.
 */
export function mixedCode(
  released: Release,
  releasedStores: Stores,
  isReleased: () => boolean,
): RunningCode {
  const { code: last } = released;
  let lastPorts: MemoryPorts | undefined;
  const theirs = () => {
    if (lastPorts === undefined) {
      throw new Error('the ports of the released version are not made yet');
    }
    return lastPorts;
  };

  const mixed =
    (name: keyof PlatformCode): Maker =>
    (ports, config, ...more) => {
      const mine = (CURRENT_CODE[name] as unknown as Maker)(ports, config, ...more);
      const older = config && releasedConfig(config);
      const other = (last[name] as unknown as Maker)(theirs(), older, ...more);
      return (...args) => (isReleased() ? other : mine)(...args);
    };

  /** Messages stay serialized until it is known which version reads them. */
  const takeIncidentMessages: PlatformCode['takeIncidentMessages'] = (ports, config) => {
    const mine = CURRENT_CODE.takeIncidentMessages(ports, config);
    const other = last.takeIncidentMessages(theirs(), releasedConfig(config));
    return async (texts, now) => {
      const [side, take] = isReleased() ? [last, other] : [CURRENT_CODE, mine];
      const messages = texts.map((text) => side.formats.incident.read(text as unknown as string));
      for (const run of side.messageRuns(messages)) {
        await take(run, now);
      }
      return {} as Awaited<ReturnType<typeof take>>;
    };
  };
  const deliver: PlatformCode['deliver'] = (ports, config, url) => {
    const mine = CURRENT_CODE.deliver(ports, config, url);
    const other = last.deliver(theirs(), releasedConfig(config), url);
    return async (text, now, ended) => {
      const [side, take] = isReleased() ? [last, other] : [CURRENT_CODE, mine];
      return take(side.formats.page.read(text as unknown as string), now, ended);
    };
  };

  const verbs = Object.keys(CURRENT_CODE) as (keyof PlatformCode)[];
  return {
    code: {
      ...(Object.fromEntries(verbs.map((name) => [name, mixed(name)])) as unknown as PlatformCode),
      messageRuns: (texts) => [texts],
      takeIncidentMessages,
      deliver,
      formats: CURRENT_CODE.formats,
    },
    wrap(ports, around, clock) {
      const incidents = textQueue(incidentMessageGroup, clock);
      const pages = textQueue(pageMessageGroup, clock);
      lastPorts = observePorts(
        {
          ...ports,
          ...releasedStores,
          incidentQueue: asQueue(incidents, last.formats.incident),
          pageQueue: asQueue(pages, last.formats.page),
        },
        around,
      );
      return {
        ...ports,
        incidentQueue: asQueue(incidents, CURRENT_CODE.formats.incident),
        pageQueue: asQueue(pages, CURRENT_CODE.formats.page),
      };
    },
  };
}

const AS_IT_IS: MessageFormat<string> = { write: (text) => text, read: (text) => text };

function textQueue<Message>(
  group: (message: Message) => string,
  clock: () => Instant,
): MemoryQueue<string> {
  return memoryQueue({ group: (text) => group(JSON.parse(text)), format: AS_IT_IS }, clock);
}

/** Returns a queue of texts as a version sees it, with that version's serialization. */
function asQueue<Message>(
  texts: MemoryQueue<string>,
  { write }: MessageFormat<Message>,
): MemoryQueue<Message> & Queue<Message> {
  return {
    ...(texts as unknown as MemoryQueue<Message>),
    send: (messages) =>
      texts.send(messages.map(({ body, deduplication }) => ({ body: write(body), deduplication }))),
  };
}
