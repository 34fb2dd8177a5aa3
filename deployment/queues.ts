/**
 * Queues, declared once for the deployed stack and for the platform on one
 * machine. No imports.
 */

interface QueueDeclaration {
  readonly name: string;
  /**
   * With order, deduplication and throughput by message group (`DeduplicationScope`,
   * `FifoThroughputLimit`); its dead letters too.
   */
  readonly fifo: boolean;
  /** Three times the time-out of the function that reads it: see docs/decisions/0006-queues.md. */
  readonly visibilityTimeoutSeconds: number;
  readonly maxReceiveCount: number;
  readonly batchSize: number;
  /**
   * Whether the next message makes up for one that was lost: such are kept for minutes, and their
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
  /** Alarms of CloudWatch, as its topic delivers them: SNS keeps no order. */
  alarms: {
    name: 'alarms',
    fifo: false,
    visibilityTimeoutSeconds: 30,
    maxReceiveCount: 1_000,
    batchSize: 10,
    overtaken: false,
  },
  /** The clock's own: one message a tick, which waits for its turn there. */
  ticks: {
    name: 'ticks',
    fifo: false,
    visibilityTimeoutSeconds: 60,
    maxReceiveCount: 3,
    batchSize: 1,
    overtaken: true,
  },
} as const satisfies Record<string, QueueDeclaration>;
