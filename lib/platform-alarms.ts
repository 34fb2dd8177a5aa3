import { Annotations } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { alarmTopic } from './alarm-topic.ts';

export interface PlatformAlarmsProps {
  /** The prefix of the alarms' names. */
  readonly name: string;
  readonly key: IKey;
  /** Mailboxes that receive the platform's own alarms. */
  readonly emails: readonly string[];
  /**
   * A topic of the team's own instead, which CloudWatch may publish to.
   * @default one is made
   */
  readonly topic?: ITopic | undefined;
  /** Whether throttled functions, tables and indexes have their own alarms. */
  readonly throttling: boolean;
}

/** An alarm about the platform itself. */
export interface PlatformAlarm {
  /** Its subject, in small letters and hyphens. */
  readonly name: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /** @default at or above the threshold */
  readonly comparison?: ComparisonOperator;
  /** The number of consecutive periods, or of periods among the last `of`. */
  readonly periods: number;
  /** @default `periods` */
  readonly of?: number;
  /**
   * Whether silence is an alarm too: for what must report by itself.
   * @default false
   */
  readonly silenceBreaches?: boolean;
  /** What is wrong when it goes off, in a sentence. */
  readonly means: string;
  /** The heading of its article in docs/runbook.md, as a link names it. */
  readonly article: string;
}

/**
 * The platform's own alarms. CloudWatch sends them to their own topic, so that they depend on none
 * of the platform's code. Every alarm names its article of the runbook.
 */
export class PlatformAlarms extends Construct {
  readonly topic: ITopic;
  readonly alarms: Alarm[] = [];
  /** Whether throttled functions, tables and indexes have their own alarms. */
  readonly throttling: boolean;
  readonly #name: string;

  constructor(scope: Construct, id: string, props: PlatformAlarmsProps) {
    super(scope, id);
    const { name, key, emails, topic } = props;
    this.throttling = props.throttling;
    this.#name = name;
    this.topic = topic ?? alarmTopic(this, { key });
    for (const email of emails) {
      this.topic.addSubscription(new EmailSubscription(email));
    }
    if (topic === undefined && emails.length === 0) {
      Annotations.of(this).addWarningV2(
        'wardbell:alarms-unheard',
        'Nobody hears the platform\'s own alarms. Name mailboxes in "alarmEmails", or subscribe to the topic that the output "AlarmTopic" names.',
      );
    }
  }

  alarm(scope: Construct, props: PlatformAlarm): Alarm {
    const { name, means, article, periods, of = periods, silenceBreaches = false } = props;
    const alarm = new Alarm(scope, `${name}-alarm`, {
      alarmName: `${this.#name}-${name}`,
      alarmDescription: `${means} What to do: docs/runbook.md#${article}`,
      metric: props.metric,
      threshold: props.threshold,
      comparisonOperator: props.comparison ?? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: of,
      datapointsToAlarm: periods,
      treatMissingData: silenceBreaches
        ? TreatMissingData.BREACHING
        : TreatMissingData.NOT_BREACHING,
    });
    const action = new SnsAction(this.topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
    this.alarms.push(alarm);
    return alarm;
  }
}
