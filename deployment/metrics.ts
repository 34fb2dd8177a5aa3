/** What the functions measure, shared by whoever emits and whoever watches. No imports. */
export const METRICS = {
  /** ingest: samples taken in and evaluated, the canary's few among them. */
  samplesEvaluated: { name: 'SamplesEvaluated', unit: 'Count' },
  /** ingest: samples not taken, each with its reason in the answer. */
  samplesRejected: { name: 'SamplesRejected', unit: 'Count' },
  /** ingest: samples that were taken, and that no rule reads. */
  samplesUnread: { name: 'SamplesUnread', unit: 'Count' },
  /** ingest, alarms: external alerts, taken and not. */
  alertsTaken: { name: 'AlertsTaken', unit: 'Count' },
  alertsRejected: { name: 'AlertsRejected', unit: 'Count' },
  /** ingest: requests that show something wrong with their sender. */
  senderFaults: { name: 'SenderFaults', unit: 'Count' },
  /**
   * ingest, respond, contacts: answered with 429, since a key, a link or an address asked too
   * often.
   */
  requestsRefused: { name: 'RequestsRefused', unit: 'Count' },
  /** page: by outcome, the canary's left out. */
  pagesSent: { name: 'PagesSent', unit: 'Count' },
  pagesFailed: { name: 'PagesFailed', unit: 'Count' },
  pagesWithdrawn: { name: 'PagesWithdrawn', unit: 'Count' },
  /**
   * incident, page, alarms: messages that failed and come again; those behind them in their group,
   * which come again too, are not counted.
   */
  messagesFailed: { name: 'MessagesFailed', unit: 'Count' },
  /** page: from the moment a page might leave until SNS had taken it. */
  timeToPage: { name: 'TimeToPage', unit: 'Milliseconds' },
  /** audit: how long the oldest due item has waited to be looked at. */
  oldestDue: { name: 'OldestDue', unit: 'Seconds' },
  /** audit: incidents that nobody has answered yet. */
  unacknowledgedIncidents: { name: 'UnacknowledgedIncidents', unit: 'Count' },
  /** audit: what is wrong with the platform. */
  platformFindings: { name: 'PlatformFindings', unit: 'Count' },
  /**
   * audit, each day: what is wrong with the responders' contacts, metrics of the rules that nobody
   * sends, and both together.
   */
  contactFindings: { name: 'ContactFindings', unit: 'Count' },
  unsentMetrics: { name: 'UnsentMetrics', unit: 'Count' },
  dailyFindings: { name: 'DailyFindings', unit: 'Count' },
  /** canary: from posting a breach until its page was received. */
  canaryTimeToPage: { name: 'CanaryTimeToPage', unit: 'Milliseconds' },
} as const;

export const METRIC_NAMESPACE = 'Wardbell';

/** The one dimension of every metric; its value is the deployment's name. */
export const METRIC_DIMENSION = 'Deployment';
