import { Duration } from 'aws-cdk-lib';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Rehearsed } from '#config/deployable.ts';
import type { FunctionName } from '#deployment/functions.ts';
import { METRICS } from '#deployment/metrics.ts';
import type { Archive } from './archive.ts';
import type { FunctionContext } from './function-context.ts';
import type { HttpFront } from './http-front.ts';
import type { MetricFactory } from './metric-factory.ts';
import { PlatformFunction } from './platform-function.ts';
import { addQueueTrigger } from './queue-trigger.ts';
import type { Queues } from './queues.ts';
import type { SignIn } from './sign-in.ts';

export interface PipelineProps {
  readonly surroundings: FunctionContext;
  readonly queues: Queues;
  readonly front: HttpFront;
  readonly measured: MetricFactory;
  readonly archive: Pick<Archive, 'environment' | 'target'>;
  readonly signIn: Pick<SignIn, 'environment' | 'clientSecret'>;
  /** Additional environment of the functions behind the API. */
  readonly behindApi: Readonly<Record<string, string>>;
}

/**
 * The path of a sample: ingest, incident and page with the queues between them, and the functions
 * that serve people.
 */
export class Pipeline extends Construct {
  /** The functions on the path of a sample. */
  readonly functions: Readonly<Record<Rehearsed, PlatformFunction>>;

  constructor(scope: Construct, id: string, props: PipelineProps) {
    super(scope, id);
    const { surroundings, queues, front, measured, behindApi } = props;
    surroundings.rollout.guardedBy(front.failing);
    surroundings.rollout.guardedBy(
      surroundings.watch.alarm(this, {
        name: 'messages-fail',
        metric: measured(METRICS.messagesFailed, 'Sum'),
        threshold: 5,
        periods: 2,
        of: 3,
        means: 'Messages of a queue fail and come again: pages are late.',
        article: 'messages-fail',
      }),
    );
    const run = (id: string, name: FunctionName, environment: typeof behindApi = {}) =>
      new PlatformFunction(this, id, { name, surroundings, environment });
    const { target: archive, environment: archived } = props.archive;
    const ingest = new PlatformFunction(this, 'Ingest', {
      name: 'ingest',
      surroundings,
      environment: { ...behindApi, ...archived },
      targets: { ...(archive !== undefined && { archive }) },
    });
    const incident = run('Incident', 'incident');
    const page = run('Page', 'page');
    const answer = run('Answer', 'answer', behindApi);
    const respond = run('Respond', 'respond', behindApi);
    const reports = run('Reports', 'reports', behindApi);
    const contacts = run('Contacts', 'contacts', behindApi);
    const { clientSecret, environment: where } = props.signIn;
    const console = new PlatformFunction(this, 'Console', {
      name: 'console',
      surroundings,
      environment: { ...behindApi, ...where },
      targets: { ...(clientSecret !== undefined && { clientSecret }) },
    });
    // The new version of answer must be live before page writes links in a new form.
    page.live.node.addDependency(answer.live);
    this.functions = { ingest, incident, page };
    addQueueTrigger(this, incident, 'incidents', queues.byKey.incidents);
    addQueueTrigger(this, page, 'pages', queues.byKey.pages);
    const leadingTo = front.serve({ ingest, answer, respond, reports, contacts, console });
    // Versions before `answer` have links served by respond, which must not give them up before.
    respond.live.node.addDependency(...leadingTo('answer'));
    if (surroundings.watch.throttling) {
      surroundings.watch.alarm(this, {
        name: 'calls-throttled',
        // It is a metric of the whole account: the function that takes the last of the quota need
        // not be the one that lacks it.
        metric: LambdaFunction.metricAllThrottles({ period: Duration.minutes(1) }),
        threshold: 1,
        periods: 3,
        of: 5,
        means: 'Lambda refuses calls, because too many run at once.',
        article: 'calls-are-throttled',
      });
      // Whatever cannot be recorded is refused, or logged: requests-fail tells of the former.
      surroundings.watch.alarm(this, {
        name: 'audit-entries-lost',
        metric: measured(METRICS.auditEntriesLost, 'Sum', Duration.minutes(5)),
        threshold: 1,
        periods: 1,
        means: 'An entry of the audit trail could not be written; the log has what is missing.',
        article: 'the-audit-trail-is-not-written',
      });
    }
    surroundings.watch.alarm(this, {
      name: 'pages-fail',
      metric: measured(METRICS.pagesFailed, 'Sum', Duration.minutes(5)),
      threshold: 1,
      periods: 1,
      means: 'A page could not be delivered; it has moved on to the next channel or person.',
      article: 'pages-fail',
    });
  }
}
