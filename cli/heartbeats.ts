import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { type Heartbeat, pages } from '#api/client/index.ts';
import { formatDuration } from '#core/time/duration.ts';
import { SECOND } from '#core/time/instant.ts';
import { hashUuid } from '#protocols/healthchecks/decode.ts';
import { ask, askAll, type Connection, platformUrl, withConnection } from './api.ts';
import { type By, withBy } from './by.ts';
import { shownTime, type ZoneOptions, zoneToShow } from './clocks.ts';
import { printJson, printTable } from './print.ts';

type Options = Partial<Connection> & By & ZoneOptions & { readonly json?: boolean };

/** `wardbell heartbeats`: jobs and monitors that must report in time. */
export function addHeartbeats(program: Command): void {
  const heartbeats = program.command('heartbeats').description('what must be heard from in time');
  withConnection(heartbeats.command('list').description('how every heartbeat stands')).action(
    async (options: Options) => {
      const found = await askAll(options, (client) => pages(client.listHeartbeats));
      const list = found.flatMap((page) => page.heartbeats);
      if (options.json) {
        return printJson({ heartbeats: list });
      }
      const zone = await zoneToShow(options);
      printTable(
        ['HEARTBEAT', 'STATUS', 'SERVICE', 'LAST PING', 'EXPECTED', 'GRACE', 'TOOK', ''],
        list.map((one) => rowOf(one, zone)),
      );
    },
  );
  withBy(
    withConnection(
      heartbeats
        .command('forget <heartbeat>')
        .description(
          'nobody sends it any more: its alert ends, and it is new if it is heard again',
        ),
    ),
  ).action(async (id: string, options: Options) => {
    const answer = await ask(options, (client) =>
      client.forgetHeartbeat({ path: { id }, query: { by: options.by } }),
    );
    if (options.json) {
      return printJson(answer);
    }
    console.log(`Forgotten: ${id}. Its next ping begins the watch anew.`);
  });
  heartbeats
    .command('uuid')
    .description('make a ping address, and what the config says of it')
    .option('--url <url>', 'where the platform is (or WARDBELL_URL)')
    .action((options: Options) => printAddress(randomUUID(), platformUrl(options)));
}

function rowOf(one: Heartbeat, zone: string): readonly string[] {
  return [
    one.heartbeat,
    one.status,
    one.service,
    shownTime(one.pingedAt, zone),
    shownTime(one.expectedAt, zone),
    one.grace,
    one.tookSeconds === undefined ? '' : tookText(one.tookSeconds),
    [
      one.startedAt && `running since ${shownTime(one.startedAt, zone)}`,
      one.created && 'created by a ping',
    ]
      .filter(Boolean)
      .join(', '),
  ];
}

function tookText(seconds: number): string {
  return seconds < 1 ? '<1s' : formatDuration(seconds * SECOND);
}

/** The address is shown and stored nowhere; the hash may be committed to a repository. */
function printAddress(uuid: string, url: string): void {
  console.log(`Ping address, a secret of the job:
  ${url}/ping/${uuid}

In wardbell.yaml, under the heartbeat:
  uuid_sha256: ${hashUuid(uuid)}`);
}
