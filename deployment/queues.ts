/**
 * Queues, declared once for the deployed stack and for the platform on one
 * machine. No imports.
 */

interface QueueDeclaration {
  readonly name: string;
  /**
   * A FIFO queue with order, deduplication and throughput by message group (`DeduplicationScope`,
   * `FifoThroughputLimit`); so is its dead-letter queue.
   */
  readonly fifo: boolean;
  /** Three times the time-out of the function that reads it: see docs/decisions/0006-queues.md. */
  readonly visibilityTimeoutSeconds: number;
  readonly maxReceiveCount: number;
  readonly batchSize: number;
  /**
   * Whether the next message makes up for a lost one: such messages are kept for minutes, and their
   * dead letters for an hour.
   */
  readonly overtaken: boolean;
}

export const QUEUES = {
  incidents: {
    name: 'incidents.fifo',
    fifo: true,
    visibilityTimeoutSeconds: 30,
    maxReceiveCount: 10,
    batchSize: 10,
    overtaken: false,
  },
  pages: {
    name: 'pages.fifo',
    fifo: true,
    visibilityTimeoutSeconds: 30,
    maxReceiveCount: 10,
    batchSize: 10,
    overtaken: false,
  },
  /** CloudWatch alarms as their topic delivers them: SNS keeps no order. */
  alarms: {
    name: 'alarms',
    fifo: false,
    visibilityTimeoutSeconds: 30,
    maxReceiveCount: 1_000,
    batchSize: 10,
    overtaken: false,
  },
  /** The clock's own queue: one message for each tick, which is delayed until its turn. */
  ticks: {
    name: 'ticks',
    fifo: false,
    visibilityTimeoutSeconds: 60,
    maxReceiveCount: 3,
    batchSize: 1,
    overtaken: true,
  },
} as const satisfies Record<string, QueueDeclaration>;
