/**
 * The metrics of the functions, for the code that emits them and the code that watches them. No
 * imports.
 */
export const METRICS = {
  /** ingest: samples accepted and evaluated, including the canary's few. */
  samplesEvaluated: { name: 'SamplesEvaluated', unit: 'Count' },
  /** ingest: samples rejected, each with its reason in the answer. */
  samplesRejected: { name: 'SamplesRejected', unit: 'Count' },
  /** ingest: accepted samples that no rule reads. */
  samplesUnread: { name: 'SamplesUnread', unit: 'Count' },
  /** ingest: samples taken in that may not be in the archive. */
  samplesUnarchived: { name: 'SamplesUnarchived', unit: 'Count' },
  /** ingest: samples taken in that objectives may not count: they are not measured. */
  samplesUntallied: { name: 'SamplesUntallied', unit: 'Count' },
  /** ingest: points of trends that were not stored: gaps in charts. */
  trendPointsLost: { name: 'TrendPointsLost', unit: 'Count' },
  /** ingest, alarms: external alerts accepted and rejected. */
  alertsTaken: { name: 'AlertsTaken', unit: 'Count' },
  alertsRejected: { name: 'AlertsRejected', unit: 'Count' },
  /** ingest: AuditEvents whose accesses were judged, and those that tell of none that counts. */
  auditEventsTaken: { name: 'AuditEventsTaken', unit: 'Count' },
  auditEventsIgnored: { name: 'AuditEventsIgnored', unit: 'Count' },
  /** ingest: requests that show a fault of their sender. */
  senderFaults: { name: 'SenderFaults', unit: 'Count' },
  /**
   * ingest, answer, respond, reports, contacts, console: requests answered with 429, because a key,
   * a link or an address exceeded its rate.
   */
  requestsRefused: { name: 'RequestsRefused', unit: 'Count' },
  /**
   * ingest, answer, respond, reports, contacts: entries of the audit trail that could not be
   * written.
   */
  auditEntriesLost: { name: 'AuditEntriesLost', unit: 'Count' },
  /** page: pages by outcome, without the canary's. */
  pagesSent: { name: 'PagesSent', unit: 'Count' },
  pagesFailed: { name: 'PagesFailed', unit: 'Count' },
  pagesWithdrawn: { name: 'PagesWithdrawn', unit: 'Count' },
  /**
   * incident, page, alarms: messages that failed and will be redelivered; those behind them in
   * their group, which are redelivered too, are not counted.
   */
  messagesFailed: { name: 'MessagesFailed', unit: 'Count' },
  /** page: the time from when a page might leave until SNS had accepted it. */
  timeToPage: { name: 'TimeToPage', unit: 'Milliseconds' },
  /** clock: items that were removed because the config keeps them no longer. */
  itemsSwept: { name: 'ItemsSwept', unit: 'Count' },
  /** audit: how long the oldest due item has been due. */
  oldestDue: { name: 'OldestDue', unit: 'Seconds' },
  /** audit: incidents that nobody has answered yet. */
  unacknowledgedIncidents: { name: 'UnacknowledgedIncidents', unit: 'Count' },
  /** audit: findings about the platform. */
  platformFindings: { name: 'PlatformFindings', unit: 'Count' },
  /**
   * audit, each day: findings about the responders' contacts, metrics of the rules that nobody
   * sends, and both together.
   */
  contactFindings: { name: 'ContactFindings', unit: 'Count' },
  unsentMetrics: { name: 'UnsentMetrics', unit: 'Count' },
  dailyFindings: { name: 'DailyFindings', unit: 'Count' },
  /** canary: the time from posting a breach until its page was received. */
  canaryTimeToPage: { name: 'CanaryTimeToPage', unit: 'Milliseconds' },
} as const;

export const METRIC_NAMESPACE = 'Wardbell';

/** The only dimension of every metric; its value is the deployment's name. */
export const METRIC_DIMENSION = 'Deployment';
