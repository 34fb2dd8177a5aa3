import { describe, expect, test } from '@jest/globals';
import { ELSEWHERE, SERVED_ROUTES } from '#deployment/routes.ts';
import type { WardbellProps } from '../../lib/wardbell.ts';
import { deployed, sorted } from './synth.ts';

const { resources } = deployed();
const stage = resources.one('ApiGatewayV2::Stage').Properties;

describe('the HTTP API', () => {
  test('has the declared routes, each to its function', () => {
    const routes = resources.of('ApiGatewayV2::Route').map(({ Properties }) => {
      const integration = resources.one(
        'ApiGatewayV2::Integration',
        Properties.Target['Fn::Join'][1][1].Ref,
      );
      const alias = resources.one('Lambda::Alias', integration.Properties.IntegrationUri.Ref);
      const fn = resources.one('Lambda::Function', alias.Properties.FunctionName.Ref);
      return `${Properties.RouteKey} → ${fn.Properties.Description}`;
    });
    const declared = [
      ...SERVED_ROUTES.map((route) => `${route.method} ${route.path} → Wardbell ${route.function}`),
      '$default → Wardbell respond',
    ];
    expect(sorted(routes)).toEqual(sorted(declared));
  });

  test('has HEAD for what the function of $default does not answer, the links among it', () => {
    const of = (wanted: string) =>
      SERVED_ROUTES.filter(({ method }) => method === wanted)
        .map(({ path, function: name }) => `${path} → ${name}`)
        .sort();
    const others = of('GET').filter((route) => !route.endsWith('→ respond'));
    expect(others).toEqual(expect.arrayContaining(['/a/{token} → answer', '/i/{token} → answer']));
    expect(of('HEAD')).toEqual(others);
  });

  test('asks a function for payloads of version 2.0, as the handlers read them', () => {
    for (const { Properties } of resources.of('ApiGatewayV2::Integration')) {
      expect(Properties).toMatchObject({
        IntegrationType: 'AWS_PROXY',
        PayloadFormatVersion: '2.0',
      });
    }
  });

  describe('throttles each route for itself, so that agents use up nothing of what people need', () => {
    const limit = (ThrottlingRateLimit: number, ThrottlingBurstLimit: number) => ({
      ThrottlingRateLimit,
      ThrottlingBurstLimit,
    });

    /** Returns what each route is given, by whose function answers it. */
    function limitsOf(props: Partial<WardbellProps> = {}) {
      const { Properties } = deployed(props).resources.one('ApiGatewayV2::Stage');
      const limits = SERVED_ROUTES.map(({ method, path, function: name }) => [
        name,
        Properties.RouteSettings[`${method} ${path}`],
      ]);
      return new Map(limits.map(([name, settings]) => [JSON.stringify([name, settings]), 1]));
    }
    const all = (agents: object, people: object) => [
      JSON.stringify(['ingest', agents]),
      JSON.stringify(['respond', people]),
      JSON.stringify(['answer', people]),
      JSON.stringify(['reports', people]),
      JSON.stringify(['contacts', people]),
      JSON.stringify(['console', people]),
    ];

    test('within what a new account can answer', () => {
      expect([...limitsOf().keys()]).toEqual(all(limit(60, 120), limit(80, 160)));
    });

    test('generously where the account has the usual quota', () => {
      const limits = limitsOf({ concurrency: { quota: 1_000 } });
      expect([...limits.keys()]).toEqual(all(limit(2_000, 4_000), limit(2_000, 4_000)));
    });

    test('as a team says for its agents', () => {
      const limits = limitsOf({ throttle: { perSecond: 5, burst: 7 } });
      expect([...limits.keys()]).toEqual(all(limit(5, 7), limit(80, 160)));
    });

    test('and lets little through of what no route takes, whatever the quota is', () => {
      for (const quota of [10, 1_000]) {
        const { Properties } = deployed({ concurrency: { quota } }).resources.one(
          'ApiGatewayV2::Stage',
        );
        expect(Properties.RouteSettings[ELSEWHERE.key]).toEqual(limit(5, 20));
      }
    });

    test('once the routes are there, which the stage waits for', () => {
      expect(stage).toMatchObject({ StageName: '$default', AutoDeploy: true });
      const routes = resources.of('ApiGatewayV2::Route').map(({ id }) => id);
      const { DependsOn } = resources.one('ApiGatewayV2::Stage');
      expect(DependsOn).toEqual(expect.arrayContaining(routes));
    });
  });

  test('logs each request by its route, never by its path, which may be a secret', () => {
    const { Format, DestinationArn } = stage.AccessLogSettings;
    expect(DestinationArn).toEqual({
      'Fn::GetAtt': [resources.one('Logs::LogGroup', 'AccessLog').id, 'Arn'],
    });
    const fields: Readonly<Record<string, string>> = JSON.parse(Format);
    expect(fields).toMatchObject({ route: '$context.routeKey', status: '$context.status' });
    expect(Object.values(fields).join(' ')).not.toMatch(/path|protocol|user|query|header/iu);
  });

  test('counts what is limited, and not where somebody tries doors', () => {
    const { FilterPattern } = resources.one('Logs::MetricFilter', 'Limited').Properties;
    expect(FilterPattern).toBe('{ ($.status = "429") && ($.route != "$default") }');
  });

  test('may call the functions, and no other API may', () => {
    const permissions = resources
      .of('Lambda::Permission')
      .filter(({ Properties }) => Properties.Principal === 'apigateway.amazonaws.com');
    expect(permissions).toHaveLength(6);
    const api = resources.one('ApiGatewayV2::Api').id;
    for (const { Properties } of permissions) {
      expect(Properties.SourceArn['Fn::Join'][1]).toContainEqual({ Ref: api });
    }
  });
});
