import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  type HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ROUTES } from '#lambdas/resources.ts';
import { acknowledge } from './acknowledge.ts';
import type { PlatformFunction } from './platform-function.ts';
import type { Watch } from './watch.ts';

/** How many requests the API takes from all senders together; more are answered with 429. */
export interface Throttle {
  readonly perSecond: number;
  readonly burst: number;
}

export interface HttpFrontProps {
  readonly name: string;
  readonly key: IKey;
  readonly throttle: Throttle;
  readonly logRetention: RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  readonly watch: Watch;
}

/** The functions that answer requests. */
export type HttpFunctions = Readonly<Record<(typeof ROUTES)[number]['function'], PlatformFunction>>;

/** Never the path: that of a link in a page is a secret. */
const LOGGED = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    time: AccessLogField.contextRequestTime(),
    sourceIp: AccessLogField.contextIdentitySourceIp(),
    route: '$context.routeKey',
    status: AccessLogField.contextStatus(),
    responseLength: AccessLogField.contextResponseLength(),
    responseLatency: AccessLogField.contextResponseLatency(),
    integrationError: '$context.integrationErrorMessage',
  }),
);

/** The HTTP API: the routes as they are declared for every platform, throttled, each request on record. Who may ask is for the functions to decide. */
export class HttpFront extends Construct {
  /** What every URL begins with, without a slash at the end. */
  readonly url: string;
  readonly api: HttpApi;
  readonly stage: HttpStage;
  /** Goes off when requests are answered with server errors. */
  readonly failing: Alarm;

  constructor(scope: Construct, id: string, props: HttpFrontProps) {
    super(scope, id);
    acknowledge(this, {
      'AwsSolutions-APIG4':
        'The functions behind the routes ask for a key, or for the secret of a link in a page, before they do anything; only /v1/health, /-/healthy and /-/ready answer everybody, and tell no more than how late the clock is.',
    });
    const { name, key, throttle, logRetention: retention, removalPolicy, watch } = props;
    this.api = new HttpApi(this, 'Api', { apiName: name, createDefaultStage: false });
    this.url = this.api.apiEndpoint;
    const log = new LogGroup(this, 'AccessLog', { retention, encryptionKey: key, removalPolicy });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: throttle.perSecond, burstLimit: throttle.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: LOGGED },
    });
    this.failing = watch.alarm(this, {
      name: 'requests-fail',
      metric: this.api.metricServerError({ period: Duration.minutes(1), statistic: 'Sum' }),
      threshold: 5,
      periods: 2,
      of: 3,
      means: 'The HTTP API answers with server errors: samples may not get in.',
      article: 'requests-fail',
    });
  }

  /** Sends each route to its function. */
  serve(functions: HttpFunctions): void {
    const integrations = new Map(
      Object.entries(functions).map(([name, { live }]) => [
        name,
        // One permission for the API instead of one for each route: the policy of a function has room for few.
        new HttpLambdaIntegration(name, live, { scopePermissionToRoute: false }),
      ]),
    );
    for (const { method, path, function: name } of ROUTES) {
      const integration = integrations.get(name);
      if (integration === undefined) throw new Error(`No function answers ${method} ${path}.`);
      new HttpRoute(this, `${method} ${path}`, {
        httpApi: this.api,
        routeKey: HttpRouteKey.with(path, method as HttpMethod),
        integration,
      });
    }
  }
}
