import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { Config } from '#core/team/config.ts';
import { MINUTE } from '#core/time/instant.ts';
import type { HttpEvent } from '#http/http.ts';
import { alertmanagerDoor } from '#protocols/alertmanager/door.ts';
import { ingestPlacedAlerts } from '#protocols/placed.ts';
import { rendered } from '../test/support/rendered.ts';
import { bedsideConfig } from './bedside.ts';
import { perCpuSecond } from './cpu.ts';

/** Prometheus up to 2.x sends as many in one request. */
const ALERTS = 64;

const KEY = { id: '', name: 'prometheus', hash: '', scopes: ['samples'], createdAt: 0 } as const;

/** Only its body is read. */
const EVENT = {} as HttpEvent;

/**
 * Measures external alerts per CPU-second, from the body that Prometheus posts to the answer, when
 * all of them fire already and nothing changes; `JSON.parse` alone is the floor.
 */
export async function alerts() {
  const now = Date.now();
  const body = Buffer.from(JSON.stringify(firing(now)));
  const text = body.toString();
  const config = routed();
  return {
    alertsPerRequest: ALERTS,
    bytesPerRequest: body.length,
    alertsPerCpuSecond: {
      decodeAndEvaluate: await perCpuSecond(ALERTS, receive(config, body, now)),
      decode: await perCpuSecond(ALERTS, decode(config, body, now)),
      floor: await perCpuSecond(ALERTS, () => void JSON.parse(text)),
    },
  };
}

/** Handles a request as the function does, without HTTP and without its key. */
function receive(config: Config, body: Buffer, now: number): () => Promise<void> {
  const door = alertmanagerDoor(config);
  const take = ingestPlacedAlerts(
    memoryPorts(() => now),
    config,
  );
  let isFirst = true;
  return async () => {
    const decoded = door.decode(bytesOf(body), { key: KEY, now, event: EVENT });
    if ('detail' in decoded) {
      throw new Error(decoded.detail);
    }
    const taken = await take(decoded.events, now);
    const { statusCode, body: said } = rendered(door.answer(decoded, taken));
    if (statusCode !== 200 || taken.transitions !== (isFirst ? ALERTS : 0)) {
      throw new Error(said);
    }
    isFirst = false;
  };
}

function decode(config: Config, body: Buffer, now: number): () => void {
  const door = alertmanagerDoor(config);
  return () => {
    const decoded = door.decode(bytesOf(body), { key: KEY, now, event: EVENT });
    if (!('events' in decoded) || decoded.events.length !== ALERTS) {
      throw new Error(JSON.stringify(decoded));
    }
  };
}

const bytesOf = (bytes: Buffer) =>
  ({ kind: 'bytes', bytes, contentType: 'application/json' }) as const;

/** Returns a config as large as a hospital's, with one route per team. */
function routed(): Config {
  const config = bedsideConfig(10);
  const alertRoutes = Object.keys(config.services).map((service) => ({
    matchers: [{ name: 'team', op: '=', value: service } as const],
    to: { service },
  }));
  return { ...config, alertRoutes };
}

/** Alerts with the labels and annotations that the rules of node_exporter's mixin give them. */
function firing(now: number): readonly object[] {
  return Array.from({ length: ALERTS }, (_, i) => ({
    annotations: {
      description: `Filesystem on /dev/sda${i} at host-${i}:9100 has only 2.8${i}% available space left.`,
      runbook_url: 'https://runbooks.example/node/nodefilesystemalmostoutofspace',
      summary: 'Filesystem has less than 3% space left.',
    },
    endsAt: new Date(now + 4 * MINUTE).toISOString(),
    startsAt: new Date(now - MINUTE).toISOString(),
    generatorURL: `http://prometheus.example:9090/graph?g0.expr=node_filesystem_avail_bytes&g0.tab=${i}`,
    labels: {
      alertname: 'NodeFilesystemAlmostOutOfSpace',
      device: `/dev/sda${i}`,
      fstype: 'ext4',
      instance: `host-${i}:9100`,
      job: 'node',
      mountpoint: '/var',
      severity: 'critical',
      team: `ward-${i % 10}`,
    },
  }));
}
