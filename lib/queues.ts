import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  DeduplicationScope,
  FifoThroughputLimit,
  Queue,
  QueueEncryption,
} from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { QUEUES } from '#deployment/queues.ts';
import type { PlatformAlarms } from './platform-alarms.ts';

export interface QueuesProps {
  readonly key: IKey;
  readonly removalPolicy: RemovalPolicy;
  readonly watch: PlatformAlarms;
}

type QueueKey = keyof typeof QUEUES;

/**
 * Order, deduplication and throughput apply to each message group instead of to the queue, so that
 * one ward's storm does not slow another's page.
 */
const FIFO = {
  fifo: true,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
};

/** Two weeks, the maximum of SQS: time for somebody to look. */
const DEAD_LETTERS_KEPT = Duration.days(14);

/**
 * Messages that were only late, and have been superseded, are deleted soon: their alarm would hide
 * the next one. The function's log keeps the reason.
 */
const OVERTAKEN_KEPT = { messages: Duration.minutes(5), deadLetters: Duration.hours(1) };

type Kind = Pick<(typeof QUEUES)[QueueKey], 'fifo' | 'overtaken'>;

/**
 * Stands for the scheduler's calls as if they had a queue: the next call makes up for a lost one.
 */
const CALLS: Kind = { fifo: false, overtaken: true };

/** How old the oldest message of a queue may get: a page's way has seconds. */
const OLDEST_MESSAGE_SECONDS = 120;

/**
 * The queues between the functions, each with its dead letters; and `undelivered`, for calls of the
 * scheduler that reached no function.
 */
export class Queues extends Construct {
  readonly byKey: Readonly<Record<QueueKey, Queue>>;
  readonly undelivered: Queue;
  /** All dead-letter queues. */
  readonly deadLetters: readonly Queue[];
  /**
   * The dead-letter queues that somebody must act on: a failed tick or scheduler call is superseded
   * by the next.
   */
  readonly lost: readonly Queue[];

  constructor(scope: Construct, id: string, props: QueuesProps) {
    super(scope, id);
    const incidents = this.withDeadLetters('incidents', props);
    const pages = this.withDeadLetters('pages', props);
    const alarms = this.withDeadLetters('alarms', props);
    const ticks = this.withDeadLetters('ticks', props);
    this.byKey = {
      incidents: incidents.queue,
      pages: pages.queue,
      alarms: alarms.queue,
      ticks: ticks.queue,
    };
    this.undelivered = this.forDeadLetters('undelivered', CALLS, props);
    this.lost = [incidents.dead, pages.dead, alarms.dead];
    this.deadLetters = [...this.lost, ticks.dead, this.undelivered];
  }

  private withDeadLetters(key: QueueKey, props: QueuesProps) {
    const { fifo, overtaken, visibilityTimeoutSeconds, maxReceiveCount } = QUEUES[key];
    const dead = this.forDeadLetters(key, QUEUES[key], props);
    const queue = new Queue(this, key, {
      ...asAll(props),
      ...(fifo && FIFO),
      ...(overtaken && { retentionPeriod: OVERTAKEN_KEPT.messages }),
      visibilityTimeout: Duration.seconds(visibilityTimeoutSeconds),
      deadLetterQueue: { queue: dead, maxReceiveCount },
    });
    watchAge(props.watch, queue, key);
    return { queue, dead };
  }

  private forDeadLetters(name: string, { fifo, overtaken }: Kind, props: QueuesProps): Queue {
    const queue = new Queue(this, `${name}-dead`, {
      ...asAll(props),
      ...(fifo && FIFO),
      retentionPeriod: overtaken ? OVERTAKEN_KEPT.deadLetters : DEAD_LETTERS_KEPT,
    });
    watchDeadLetters(props.watch, queue, name);
    return queue;
  }
}

function asAll({ key, removalPolicy }: QueuesProps) {
  return {
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: key,
    // Data keys are reused for this long, which saves calls of KMS.
    dataKeyReuse: Duration.hours(1),
    enforceSSL: true,
    removalPolicy,
  };
}

function watchAge(watch: PlatformAlarms, queue: Queue, name: string): void {
  watch.alarm(queue, {
    name: `${name}-wait`,
    metric: queue.metricApproximateAgeOfOldestMessage({
      period: Duration.minutes(1),
      statistic: 'Maximum',
    }),
    threshold: OLDEST_MESSAGE_SECONDS,
    periods: 2,
    means: `Messages of the queue "${name}" have waited for more than ${OLDEST_MESSAGE_SECONDS} s.`,
    article: 'a-queue-waits',
  });
}

function watchDeadLetters(watch: PlatformAlarms, queue: Queue, name: string): void {
  watch.alarm(queue, {
    name: `${name}-dead-letters`,
    metric: queue.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(1),
      statistic: 'Maximum',
    }),
    threshold: 1,
    periods: 1,
    means: `There are dead letters of "${name}".`,
    article: 'dead-letters',
  });
}
