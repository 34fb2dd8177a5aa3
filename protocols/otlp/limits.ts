/**
 * The limits of one request, against a small body that expands in memory. A collector sends about
 * 8,000 data points (`send_batch_size`), each of them a message, and two more for each attribute; a
 * histogram of an SDK has 31 numbers and makes 20 samples. The largest accepted request costs 0.75
 * s of CPU and 250 MB from the decoder to the answer, of the 10 s and 1,024 MB that ingest has.
 */
export const OTLP_LIMITS = {
  samples: 200_000,
  /**
   * Labels of all samples together: each sample with a label of its own has a copy of its data
   * point's labels.
   */
  labels: 4_000_000,
  messages: 500_000,
  /** Counts and bounds of all buckets. */
  numbers: 500_000,
  /** Buckets or quantiles of one data point. */
  parts: 1_000,
  /**
   * The nesting depth of messages: a data point is the fifth, and each list in an attribute takes
   * two more.
   */
  depth: 32,
  /** JSON takes several times the size of protobuf, in memory too. */
  jsonBytes: 5_000_000,
} as const;
