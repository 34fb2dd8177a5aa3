import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { deployable } from '#config/deployable.ts';
import { OWN_ENV } from '#deployment/env.ts';
import { AlarmInbox } from './alarm-inbox.ts';
import { Archive } from './archive.ts';
import { Auditor } from './auditor.ts';
import { Canary } from './canary.ts';
import { CanaryInbox } from './canary-inbox.ts';
import { checkedConfig } from './checked-config.ts';
import { checkProps } from './checked-props.ts';
import { Clock } from './clock.ts';
import { type CloudFrontProps, checkCloudFront, OriginSecret } from './cloud-front.ts';
import { type ConcurrencyProps, planConcurrency, type Throttle } from './concurrency.ts';
import { ContactTopics } from './contact-topics.ts';
import { addDashboard } from './dashboard.ts';
import { checkedName } from './deployment-name.ts';
import { Domain, type DomainProps } from './domain.ts';
import { EncryptionKey } from './encryption-key.ts';
import {
  environmentOf,
  type FunctionContext,
  type Resources,
  targetsOf,
} from './function-context.ts';
import { HttpFront } from './http-front.ts';
import { metricFactory } from './metric-factory.ts';
import { Pipeline } from './pipeline.ts';
import { PlatformAlarms } from './platform-alarms.ts';
import { Probes } from './probes.ts';
import { Queues } from './queues.ts';
import { Refusal } from './refusal.ts';
import { checkedRegions, isStandby, type RegionsProps } from './regions.ts';
import { Rehearsal } from './rehearsal.ts';
import { Rollout, type RolloutKind } from './rollout.ts';
import { SignIn } from './sign-in.ts';
import { Tables, type WarmThroughputs } from './tables.ts';

export interface WardbellProps {
  /** The file that your team wrote: people, schedules, policies, services and rules. */
  readonly config: string;
  /**
   * What the deployment is called: its alarms, dashboard, metrics and the responders' topics begin
   * with it. Small letters, digits and hyphens, at most 40.
   * @default the names of the stack and of this construct
   */
  readonly name?: string | undefined;
  /**
   * Mailboxes that hear the platform's own alarms.
   * @default none: subscribe to the topic `alarms` yourself
   */
  readonly alarmEmails?: readonly string[] | undefined;
  /**
   * A topic of your own for the platform's own alarms, which CloudWatch may publish to.
   * @default one is made
   */
  readonly alarmTopic?: ITopic | undefined;
  /**
   * A URL of a monitor elsewhere, asked for each minute while the auditor finds nothing wrong. It
   * raises the alarm when the pings cease.
   * @default none: nobody outside notices when the whole Region is silent
   */
  readonly heartbeatUrl?: string | undefined;
  /**
   * How new versions take over.
   * @default 'gradual'
   */
  readonly rollout?: RolloutKind | undefined;
  /**
   * What becomes of tables, queues, logs and the key when the stack is deleted. `RETAIN` also
   * protects the tables from deletion.
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy | undefined;
  /** @default one year */
  readonly logRetention?: RetentionDays | undefined;
  /**
   * How many calls of functions may run at once, and what each function has for itself.
   * @default what fits a new account, in which no function can have room of its own
   */
  readonly concurrency?: ConcurrencyProps | undefined;
  /**
   * How many requests each route for agents takes.
   * @default six a second for each of `concurrency.quota`, at most 2,000, in bursts of twice as
   * many
   */
  readonly throttle?: Throttle | undefined;
  /**
   * Alarms on throttled functions, tables and indexes, and on an audit trail that takes no entries:
   * they name the cause of what other alarms tell the effect of.
   * @default true
   */
  readonly throttleAlarms?: boolean | undefined;
  /**
   * What SNS may spend on SMS in a month, in USD: the account's quota, which its Support raises. At
   * 80 % an alarm goes off.
   * @default 1, as in every new account
   */
  readonly smsLimit?: number | undefined;
  /**
   * What tables and their indexes take at once, without growing into it first.
   * @default what every table on demand begins with: 12,000 reads and 4,000 writes a second
   */
  readonly warmThroughput?: WarmThroughputs | undefined;
  /**
   * A domain of your own.
   * @default the API's own address
   */
  readonly domain?: DomainProps | undefined;
  /**
   * CloudFront in front of the API, for a web application firewall: none can be put on an HTTP API.
   * Needs a domain, at which alone the API then answers.
   * @default none
   */
  readonly cloudFront?: CloudFrontProps | undefined;
  /**
   * The Regions that the deployment spans: put a `Wardbell` with the same props into a stack in
   * each of the two serving ones. Needs a domain.
   * @default one Region
   */
  readonly regions?: RegionsProps | undefined;
}

/** The whole platform: samples in at `url`, pages out at the responders' topics. */
export class Wardbell extends Construct {
  /** The name of the deployment. */
  readonly name: string;
  /** The base of its URLs, without a trailing slash. */
  readonly url: string;
  /** The topic of the platform's own alarms. */
  readonly alarms: ITopic;
  /**
   * The topic for your own alarms: an alarm that notifies it pages as the config's `alerts` say,
   * `alarm.addAlarmAction(new SnsAction(wardbell.alarmInbox))`.
   */
  readonly alarmInbox: ITopic;
  /** The checked config of the team. */
  readonly config: ReturnType<typeof checkedConfig>;

  constructor(scope: Construct, id: string, props: WardbellProps) {
    super(scope, id);
    checkProps(props);
    checkCloudFront(props);
    const name = checkedName(this, props.name);
    this.name = name;
    refuseTwin(this);
    const regions = checkedRegions(this, props);
    const config = checkedConfig(this, props.config);
    this.config = config;
    const {
      removalPolicy = RemovalPolicy.RETAIN,
      logRetention = RetentionDays.ONE_YEAR,
      smsLimit = 1,
      domain,
      cloudFront,
    } = props;
    const { key } = new EncryptionKey(this, 'Encryption', { name, removalPolicy });
    const concurrency = planConcurrency(this, props.concurrency, props.throttle);
    const watch = new PlatformAlarms(this, 'Watch', {
      name,
      key,
      emails: props.alarmEmails ?? [],
      topic: props.alarmTopic,
      throttling: props.throttleAlarms ?? true,
    });
    const common = { name, key, removalPolicy, logRetention, watch };
    const queues = new Queues(this, 'Queues', common);
    const tables = new Tables(this, 'Tables', {
      ...common,
      regions,
      warmThroughput: props.warmThroughput,
    });
    const people = Object.values(config.people);
    const topics = new ContactTopics(this, 'Contacts', { ...common, people, smsLimit });
    const inbox = new CanaryInbox(this, 'CanaryInbox', { key, namePrefix: topics.namePrefix });
    const resources: Resources = { tables, queues, topics, inbox };
    const front = new HttpFront(this, 'Http', {
      ...common,
      concurrency,
      onlyAt: cloudFront && domain && urlOf(domain),
    });
    this.url = domain ? urlOf(domain) : front.url;
    this.alarms = watch.topic;
    const rollout = new Rollout(this, 'Rollout', props.rollout ?? 'gradual');
    const surroundings: FunctionContext = {
      ...common,
      config: deployable(config, { rehearsed: rollout.isGradual }),
      environment: environmentOf(name, this.url, resources),
      tickQueueUrl: queues.byKey.ticks.queueUrl,
      targets: targetsOf(resources),
      rooms: concurrency.rooms,
      rollout,
    };
    const measured = metricFactory(name);
    const standby = isStandby(this, regions);
    const behind = cloudFront && {
      cloudFront,
      originSecret: new OriginSecret(this, 'Origin', { key }).reference,
    };
    const behindApi = {
      ...(behind !== undefined && { [OWN_ENV.originSecret]: behind.originSecret }),
    };
    const { access } = config;
    const signIn = new SignIn(this, 'SignIn', { ...common, url: this.url, access });
    const archive = new Archive(this, 'Archive', { ...common, measured, archive: config.archive });
    const { functions } = new Pipeline(this, 'Pipeline', {
      archive,
      signIn,
      surroundings,
      queues,
      front,
      measured,
      behindApi,
    });
    const { namePrefix } = topics;
    if (rollout.isGradual) {
      new Rehearsal(this, 'Rehearsal', {
        ...{ surroundings, functions, inbox, namePrefix, key, behindApi },
      });
    }
    this.alarmInbox = new AlarmInbox(this, 'AlarmInbox', { name, surroundings, queues }).topic;
    new Clock(this, 'Clock', { surroundings, queues, standby });
    const { heartbeatUrl = '' } = props;
    new Auditor(this, 'Auditor', { surroundings, queues, measured, heartbeatUrl });
    new Canary(this, 'Canary', { surroundings, inbox, queues, front, measured, standby });
    new Probes(this, 'Probes', { surroundings, queues, front, checks: config.checks });
    if (domain) {
      new Domain(this, 'Domain', { front, domain, regions, watch, behind });
    }
    // Dashboards belong to the account and not to a Region: two of one name would be the same.
    const view = standby ? `${name}-${Stack.of(this).region}` : name;
    addDashboard(this, { name: view, measured, queues, front, alarms: watch.alarms });
    this.tell('Url', this.url, 'Where samples are posted and links lead');
    if (domain && !cloudFront) {
      this.tell('RegionUrl', front.url, "This Region's own address: contacts are added there");
    }
    this.tell('AlarmTopic', this.alarms.topicArn, "The platform's own alarms: subscribe to it");
    const { topicArn } = this.alarmInbox;
    this.tell('AlarmInboxTopic', topicArn, 'Let alarms of CloudWatch notify it: they page');
    this.tellFirstKey(tables);
  }

  private tellFirstKey({ byKey: { controls } }: Tables): void {
    const { region } = Stack.of(this);
    const command = `npx --no-install wardbell keys first --region ${region} --table ${controls.tableName}`;
    this.tell('FirstKey', command, 'Run it once for the first key of an administrator');
  }

  private tell(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}

function urlOf({ name }: DomainProps): string {
  return `https://${name}`;
}

/**
 * Two deployments of one name in one place would create the same topics and alarms, and only AWS
 * would notice, half-way through the deployment.
 */
function refuseTwin(one: Wardbell): void {
  const place = ({ account, region }: Stack) => `${account} ${region}`;
  const here = place(Stack.of(one));
  for (const other of one.node.root.node.findAll()) {
    if (other instanceof Wardbell && other !== one && other.name === one.name) {
      if (place(Stack.of(other)) === here) {
        throw new Refusal(
          `Two deployments are called "${one.name}": ${other.node.path} and ${one.node.path}. Give each its own "name".`,
        );
      }
    }
  }
}
