import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
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
import { FilterPattern, LogGroup, MetricFilter, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { METRIC_NAMESPACE } from '#deployment/metrics.ts';
import { ELSEWHERE, type ROUTES, SERVED_ROUTES } from '#deployment/routes.ts';
import type { Concurrency, Throttle } from './concurrency.ts';
import type { PlatformAlarms } from './platform-alarms.ts';
import type { PlatformFunction } from './platform-function.ts';
import { suppressFindings } from './suppress-findings.ts';

export interface HttpFrontProps {
  readonly name: string;
  readonly key: IKey;
  readonly concurrency: Pick<Concurrency, 'agents' | 'people'>;
  /**
   * The URL at which alone the API answers.
   * @default its own address too
   */
  readonly onlyAt?: string | undefined;
  readonly logRetention: RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  readonly watch: PlatformAlarms;
}

type HttpFunctionName = (typeof ROUTES)[number]['function'];

/** The functions that answer requests. */
export type HttpFunctions = Readonly<Record<HttpFunctionName, PlatformFunction>>;

/** Whose requests a function answers: what one side sends never takes the other's. */
const ASKED_BY: Readonly<Record<HttpFunctionName, 'agents' | 'people'>> = {
  ingest: 'agents',
  respond: 'people',
  contacts: 'people',
};

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

/**
 * So many answers of 4xx in five minutes are an agent that asks every ten seconds and is refused
 * each time.
 */
const REFUSED = 25;

/**
 * What no route takes is the internet trying doors, and now and then somebody who is lost: enough
 * for people, and so little that whoever looks for doors keeps no function busy.
 */
const FOR_ELSEWHERE: Throttle = { perSecond: 5, burst: 20 };

/** So many of 429 in five minutes are no burst that a sender's next try makes good. */
const LIMITED = 50;

const FIVE_MINUTES = Duration.minutes(5);

/**
 * The HTTP API: the routes as they are declared for every platform, each throttled for itself, each
 * request on record. Who may ask is for the functions to decide.
 */
export class HttpFront extends Construct {
  /** What every URL begins with, without a slash at the end. */
  readonly url: string;
  readonly api: HttpApi;
  readonly stage: HttpStage;
  /** Goes off when requests are answered with server errors. */
  readonly failing: Alarm;
  readonly #name: string;

  constructor(scope: Construct, id: string, props: HttpFrontProps) {
    super(scope, id);
    suppressFindings(this, {
      'AwsSolutions-APIG4':
        'The functions behind the routes ask for a key, or for the secret of a link in a page, before they do anything; only /v1/health, /-/healthy and /-/ready answer everybody, and tell no more than how late the clock is; and what no route takes is answered with a page that tells nothing of the deployment.',
    });
    const { name, key, concurrency, logRetention: retention, removalPolicy, watch } = props;
    this.#name = name;
    this.api = new HttpApi(this, 'Api', {
      apiName: name,
      createDefaultStage: false,
      disableExecuteApiEndpoint: props.onlyAt !== undefined,
    });
    this.url = props.onlyAt ?? this.api.apiEndpoint;
    const log = new LogGroup(this, 'AccessLog', { retention, encryptionKey: key, removalPolicy });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: settingsOf(concurrency.people),
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: LOGGED },
    });
    // Each route has a bucket of its own: one that all share would let agents use up what links
    // need.
    (this.stage.node.defaultChild as CfnStage).routeSettings = routeSettings(concurrency);
    this.failing = watch.alarm(this, {
      name: 'requests-fail',
      metric: this.api.metricServerError({ period: Duration.minutes(1), statistic: 'Sum' }),
      threshold: 5,
      periods: 2,
      of: 3,
      means: 'The HTTP API answers with server errors: samples may not get in.',
      article: 'requests-fail',
    });
    this.watchRefusals(watch, log);
  }

  /**
   * What is answered with 429, and with any 4xx; of 429 alone the API has no metric, so its log is
   * counted.
   */
  private watchRefusals(watch: PlatformAlarms, log: LogGroup): void {
    const limited = new MetricFilter(this, 'Limited', {
      logGroup: log,
      filterPattern: FilterPattern.all(
        FilterPattern.stringValue('$.status', '=', '429'),
        // Whoever tries doors is limited, and that is nothing to get up for.
        FilterPattern.stringValue('$.route', '!=', ELSEWHERE.key),
      ),
      metricNamespace: `${METRIC_NAMESPACE}/${this.#name}`,
      metricName: 'RequestsLimited',
    });
    watch.alarm(this, {
      name: 'requests-limited',
      metric: limited.metric({ period: FIVE_MINUTES, statistic: 'Sum' }),
      threshold: LIMITED,
      periods: 2,
      means: 'Requests are answered with 429: somebody sends more than a route or a key takes.',
      article: 'requests-are-limited',
    });
    watch.alarm(this, {
      name: 'requests-refused',
      metric: this.api.metricClientError({ period: FIVE_MINUTES, statistic: 'Sum' }),
      threshold: REFUSED,
      periods: 3,
      means: 'Requests are refused (4xx) for a quarter of an hour: an agent may not get in.',
      article: 'requests-are-refused',
    });
  }

  /** Sends each route to its function. */
  serve(functions: HttpFunctions): void {
    const integrations = new Map(
      Object.entries(functions).map(([name, { live }]) => [
        name,
        // One permission for the API instead of one for each route: the policy of a function has
        // room for few.
        new HttpLambdaIntegration(name, live, { scopePermissionToRoute: false }),
      ]),
    );
    const to = (name: HttpFunctionName) => {
      const integration = integrations.get(name);
      if (integration === undefined) {
        throw new Error(`Nothing is called for "${name}".`);
      }
      return integration;
    };
    for (const { method, path, function: name } of SERVED_ROUTES) {
      this.route(`${method} ${path}`, HttpRouteKey.with(path, method as HttpMethod), to(name));
    }
    this.route('Elsewhere', HttpRouteKey.DEFAULT, to(ELSEWHERE.function));
  }

  private route(id: string, routeKey: HttpRouteKey, integration: HttpLambdaIntegration): void {
    const route = new HttpRoute(this, id, { httpApi: this.api, routeKey, integration });
    // The settings of a route that is not there yet are refused.
    this.stage.node.addDependency(route);
  }
}

function settingsOf({ perSecond, burst }: Throttle) {
  return { rateLimit: perSecond, burstLimit: burst };
}

/** By the keys of the routes, as CloudFormation spells it. */
function routeSettings(concurrency: Pick<Concurrency, 'agents' | 'people'>): object {
  const limits = [
    ...SERVED_ROUTES.map(({ method, path, function: name }) => ({
      key: `${method} ${path}`,
      throttle: concurrency[ASKED_BY[name]],
    })),
    { key: ELSEWHERE.key, throttle: FOR_ELSEWHERE },
  ];
  return Object.fromEntries(
    limits.map(({ key, throttle: { perSecond, burst } }) => [
      key,
      { ThrottlingRateLimit: perSecond, ThrottlingBurstLimit: burst },
    ]),
  );
}
