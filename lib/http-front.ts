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

/** The functions that answer HTTP requests. */
export type HttpFunctions = Readonly<Record<HttpFunctionName, PlatformFunction>>;

/**
 * The side that a function serves: agents and people have separate limits, so that neither takes
 * the other's.
 */
const ASKED_BY: Readonly<Record<HttpFunctionName, 'agents' | 'people'>> = {
  ingest: 'agents',
  answer: 'people',
  respond: 'people',
  reports: 'people',
  contacts: 'people',
  console: 'people',
};

/** The path is never logged: that of a link in a page is a secret. */
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
 * This many 4xx answers in five minutes are an agent that sends every ten seconds and is refused
 * each time.
 */
const REFUSED = 25;

/**
 * Requests that no route takes come from scanners on the internet, and now and then from somebody
 * with a wrong address: the throttle is enough for people, and keeps scanners from occupying a
 * function.
 */
const FOR_ELSEWHERE: Throttle = { perSecond: 5, burst: 20 };

/** This many 429 answers in five minutes are more than a burst that a retry makes good. */
const LIMITED = 50;

const FIVE_MINUTES = Duration.minutes(5);

/**
 * The HTTP API: the routes as they are declared for every platform, each with its own throttle and
 * an access log. The functions authenticate the requests.
 */
export class HttpFront extends Construct {
  /** The base of every URL, without a trailing slash. */
  readonly url: string;
  readonly api: HttpApi;
  readonly stage: HttpStage;
  /** Goes off if requests are answered with server errors. */
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
    // Each route has its own token bucket: agents could use up a shared one, and links would be
    // throttled.
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
   * The metric of 429 answers, and of any 4xx; the API has no metric for 429 alone, so it is
   * counted in the log.
   */
  private watchRefusals(watch: PlatformAlarms, log: LogGroup): void {
    const limited = new MetricFilter(this, 'Limited', {
      logGroup: log,
      filterPattern: FilterPattern.all(
        FilterPattern.stringValue('$.status', '=', '429'),
        // Scanners are throttled, and nobody needs to get up for that.
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

  /** Integrates each route with its function. Returns the routes that lead to one of them. */
  serve(functions: HttpFunctions): (name: HttpFunctionName) => readonly HttpRoute[] {
    const integrations = new Map(
      Object.entries(functions).map(([name, { live }]) => [
        name,
        // One permission for the API instead of one per route: a function's policy has room for
        // few.
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
    const routes = SERVED_ROUTES.map(({ method, path, function: name }) => {
      const key = HttpRouteKey.with(path, method as HttpMethod);
      return { name, route: this.route(`${method} ${path}`, key, to(name)) };
    });
    this.route('Elsewhere', HttpRouteKey.DEFAULT, to(ELSEWHERE.function));
    return (wanted) => routes.flatMap(({ name, route }) => (name === wanted ? [route] : []));
  }

  private route(id: string, routeKey: HttpRouteKey, integration: HttpLambdaIntegration): HttpRoute {
    const route = new HttpRoute(this, id, { httpApi: this.api, routeKey, integration });
    // API Gateway refuses settings for a route that does not exist yet.
    this.stage.node.addDependency(route);
    return route;
  }
}

function settingsOf({ perSecond, burst }: Throttle) {
  return { rateLimit: perSecond, burstLimit: burst };
}

/** Settings by route key, spelt as CloudFormation does. */
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
