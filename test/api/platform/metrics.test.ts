import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import parse from 'parse-prometheus-text-format';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { metricsRoutes } from '#api/platform/metrics.ts';
import { OWN_PACKAGE } from '#config/own-package.ts';
import { withCanary } from '#core/canary/canary.ts';
import { shortHash } from '#core/team/short-hash.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import type { HttpEvent, HttpRoute } from '#http/http.ts';
import type { RouteDependencies } from '#http/routes.ts';
import { hospital } from '../../support/config.ts';
import { alert, incident, NIGHT } from '../../support/incident.ts';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from '../../support/platform.ts';
import { rendered } from '../../support/rendered.ts';

let world: TestPlatform;
const config = withCanary(TEST_CONFIG);

beforeAll(async () => {
  world = await startTestPlatform({ config });
});

afterAll(() => world.platform.stop());

async function scrape(accept?: string) {
  const { url } = world.platform;
  const headers = {
    authorization: `Bearer ${await world.key('read')}`,
    ...(accept !== undefined && { accept }),
  };
  const response = await fetch(`${url}/metrics`, { headers });
  return { response, text: await response.text() };
}

/** Returns the metrics of a response, by name and labels. */
function valuesOf(text: string): Readonly<Record<string, string | undefined>> {
  const entries = parse(text).flatMap(({ name, metrics }) =>
    metrics.map(({ labels = {}, value, count }) => {
      const pairs = Object.entries(labels).map(([label, one]) => `${label}=${one}`);
      return [[name, ...pairs].join(' '), value ?? count] as const;
    }),
  );
  return Object.fromEntries(entries);
}

describe('GET /metrics', () => {
  test('tells how the stores stand, and on one machine what the process has counted', async () => {
    const samples = [
      { subject: 'bed-secret', metric: 'spo2', value: 80 },
      { subject: 'bed-secret', metric: 'sp02', value: 80 },
      { subject: 'bed-secret', metric: 'spo2' },
    ];
    await world.call('POST', '/v1/samples', { json: { samples } });
    await world.nextPage();
    await world.nextPage();
    const silence = { matchers: ['subject="bed-9"'], minutes: 60, comment: 'a test' };
    await world.call('POST', '/v1/silences', { json: silence });
    world.putForward(MINUTE);
    const { response, text } = await scrape();
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const values = valuesOf(text);
    expect(values).toMatchObject({
      [`wardbell_build_info version=${OWN_PACKAGE.version} config=${shortHash(config)}`]: '1',
      'wardbell_alerts state=active severity=critical': '1',
      'wardbell_alerts state=suppressed severity=critical': '0',
      'wardbell_incidents status=triggered severity=critical': '1',
      'wardbell_incidents status=acknowledged severity=critical': '0',
      'wardbell_incident_pages channel=email status=failed': '0',
      'wardbell_silences state=active': '1',
      wardbell_unread_series: '1',
      wardbell_unsent_metrics: '0',
      'wardbell_samples_total door=POST /v1/samples': '2',
      'wardbell_samples_rejected_total door=POST /v1/samples': '1',
      'wardbell_samples_unread_total door=POST /v1/samples': '1',
      'wardbell_pages_sent_total channel=sms': '1',
      'wardbell_pages_failed_total channel=sms': '0',
      'wardbell_time_to_page_seconds channel=sms': '1',
    });
    const pages = ['handed_over', 'sent'].map((status) =>
      Number(values[`wardbell_incident_pages channel=sms status=${status}`]),
    );
    expect(pages.toSorted((a, b) => a - b)).toEqual([0, 1]);
    const age = Number(values['wardbell_oldest_unacknowledged_incident_age_seconds']);
    expect(age).toBeGreaterThanOrEqual(60);
    expect(age).toBeLessThan(90);
    expect(text).not.toMatch(/bed-|spo2|anna/);
  });

  test('answers in OpenMetrics where that is asked for', async () => {
    const { response, text } = await scrape('application/openmetrics-text;version=1.0.0');
    expect(response.headers.get('content-type')).toMatch(
      /^application\/openmetrics-text; version=1/,
    );
    expect(text).toMatch(/# TYPE wardbell_pages_sent counter\n[^#]*wardbell_pages_sent_total/);
    expect(text.endsWith('# EOF\n')).toBe(true);
  });

  test('is answered to callers with the right to read, and to nobody else', async () => {
    expect((await fetch(`${world.platform.url}/metrics`)).status).toBe(401);
    const denied = await world.call('GET', '/metrics', { key: await world.key('samples') });
    expect(denied.status).toBe(403);
  });
});

describe('a scrape of the deployed platform', () => {
  test('costs reads of the stores once in 30 seconds, and tells when they were made', async () => {
    let now = NIGHT;
    const reads: Record<string, number> = {};
    const ports = observePorts(
      memoryPorts(() => now),
      async (operation, call) => {
        reads[operation] = (reads[operation] ?? 0) + 1;
        return call();
      },
    );
    await ports.incidents.save(incident([alert('bed-1')]), 0);
    const gate = { withKey: (_: unknown, route: unknown) => route };
    const runtime = { ports, config: hospital(), clock: () => now };
    const routes = metricsRoutes({ runtime, gate } as unknown as RouteDependencies) as {
      readonly 'GET /metrics': HttpRoute;
    };
    const get = async () =>
      rendered(await routes['GET /metrics']({ headers: {} } as HttpEvent)).body ?? '';
    const first = await get();
    now += 29 * SECOND;
    expect(await get()).toBe(first);
    expect(reads['incidents.open']).toBe(1);
    now += SECOND;
    const next = valuesOf(await get());
    expect(reads['incidents.open']).toBe(2);
    expect(next['wardbell_state_timestamp_seconds']).toBe(String(now / SECOND));
    expect(Object.keys(next).filter((name) => name.includes('_total'))).toEqual([]);
    expect(Object.keys(next).length).toBeLessThan(50);
  });
});
