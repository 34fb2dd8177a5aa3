import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OTLPMetricExporter as JsonExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtobufExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  MeterProvider,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics';
import { measuredBySdk } from '../support/otlp.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform();
});

afterAll(() => world.platform.stop());

/** Returns an application that measures by OpenTelemetry's SDK, and sends when it is told to. */
function application(exporter: PushMetricExporter, host: string) {
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const resource = resourceFromAttributes({ 'host.name': host, 'service.name': 'gateway' });
  const provider = new MeterProvider({ resource, readers: [reader] });
  const meter = provider.getMeter('bedside');
  return {
    spo2: meter.createGauge('spo2', { unit: '%' }),
    latency: meter.createHistogram('latency', { unit: 'ms' }),
    provider,
  };
}

describe.each([
  ['http (JSON)', JsonExporter, {}],
  ['http (JSON), gzip', JsonExporter, { compression: 'gzip' }],
  ['proto', ProtobufExporter, {}],
  ['proto, gzip', ProtobufExporter, { compression: 'gzip' }],
])('@opentelemetry/exporter-metrics-otlp-%s', (name, Exporter, more) => {
  const exporterWith = (key: string) =>
    new Exporter({
      ...more,
      url: `${world.platform.url}/v1/metrics`,
      headers: { authorization: `Bearer ${key}` },
      temporalityPreference: AggregationTemporality.CUMULATIVE,
    } as ConstructorParameters<typeof Exporter>[0]);

  test('pages for a breach, and resolves', async () => {
    const host = `host of ${name}`;
    const { spo2, latency, provider } = application(exporterWith(await world.key('samples')), host);
    spo2.record(80, { ward: 'icu' });
    latency.record(7);
    await provider.forceFlush();
    world.putForward(60_000);
    await world.platform.tick();
    let page = await world.nextPage();
    while (!page.text.includes(host)) {
      page = await world.nextPage();
    }
    expect(page.text).toMatch(/spo2 low/);
    spo2.record(97, { ward: 'icu' });
    await provider.shutdown();
    world.putForward(60_000);
    await world.platform.tick();
    const { incidents } = (await world.call('GET', '/v1/incidents?status=all')).json;
    expect(incidents).toContainEqual(
      expect.objectContaining({ subjects: [host], status: 'resolved' }),
    );
  });

  test('is told what became of a request, in its own form', async () => {
    const metrics = await measuredBySdk();
    const send = (key: string) =>
      new Promise((done) => exporterWith(key).export(metrics, done)) as Promise<unknown>;
    expect(await send(await world.key('samples'))).toEqual({ code: 0 });
    expect(await send('wb_none')).toMatchObject({ code: 1, error: { code: 401 } });
  });
});
