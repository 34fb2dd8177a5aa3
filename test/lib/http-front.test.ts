import { describe, expect, test } from '@jest/globals';
import { ROUTES } from '#lambdas/resources.ts';
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
    const declared = ROUTES.map(
      (route) => `${route.method} ${route.path} → Wardbell ${route.function}`,
    );
    expect(sorted(routes)).toEqual(sorted(declared));
  });

  test('asks a function for payloads of version 2.0, as the handlers read them', () => {
    for (const { Properties } of resources.of('ApiGatewayV2::Integration'))
      expect(Properties).toMatchObject({
        IntegrationType: 'AWS_PROXY',
        PayloadFormatVersion: '2.0',
      });
  });

  test('takes no more from all senders together than it is told', () => {
    expect(stage).toMatchObject({
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 2_000, ThrottlingBurstLimit: 4_000 },
    });
    const { one } = deployed({ throttle: { perSecond: 5, burst: 7 } }).resources;
    expect(one('ApiGatewayV2::Stage').Properties.DefaultRouteSettings).toEqual({
      ThrottlingRateLimit: 5,
      ThrottlingBurstLimit: 7,
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

  test('may call the functions, and no other API may', () => {
    const permissions = resources
      .of('Lambda::Permission')
      .filter(({ Properties }) => Properties.Principal === 'apigateway.amazonaws.com');
    expect(permissions).toHaveLength(3);
    const api = resources.one('ApiGatewayV2::Api').id;
    for (const { Properties } of permissions)
      expect(Properties.SourceArn['Fn::Join'][1]).toContainEqual({ Ref: api });
  });
});
