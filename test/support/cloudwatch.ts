/**
 * Returns what CloudWatch sends to a topic when an alarm on one metric changes its state, with all
 * the fields that it has; changed as given.
 */
export function alarmMessage(more: Readonly<Record<string, unknown>> = {}): object {
  return {
    AlarmName: 'db-cpu-high',
    AlarmDescription: 'The database of the lab works more than it should',
    AWSAccountId: '111111111111',
    AlarmConfigurationUpdatedTimestamp: '2026-01-12T09:15:21.480+0000',
    NewStateValue: 'ALARM',
    NewStateReason:
      'Threshold Crossed: 1 out of the last 1 datapoints [97.0 (01/06/26 08:59:00)] was greater than the threshold (90.0).',
    StateChangeTime: '2026-06-01T09:00:00.000+0000',
    Region: 'EU (Ireland)',
    AlarmArn: 'arn:aws:cloudwatch:eu-west-1:111111111111:alarm:db-cpu-high',
    OldStateValue: 'OK',
    OKActions: [],
    AlarmActions: ['arn:aws:sns:eu-west-1:111111111111:ward-alarms-in'],
    InsufficientDataActions: [],
    Trigger: {
      MetricName: 'CPUUtilization',
      Namespace: 'AWS/RDS',
      StatisticType: 'Statistic',
      Statistic: 'AVERAGE',
      Unit: null,
      Dimensions: [{ value: 'lab-db', name: 'DBInstanceIdentifier' }],
      Period: 60,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 90,
      TreatMissingData: 'missing',
      EvaluateLowSampleCountPercentile: '',
    },
    ...more,
  };
}

const stat = (metric: string, dimensions: Readonly<Record<string, string>>) => ({
  Id: metric.toLowerCase(),
  MetricStat: {
    Metric: {
      Dimensions: Object.entries(dimensions).map(([name, value]) => ({ value, name })),
      MetricName: metric,
      Namespace: 'AWS/ApplicationELB',
    },
    Period: 60,
    Stat: 'Sum',
  },
  ReturnData: false,
});

/** Returns the message of an alarm on an expression over two metrics whose target groups differ. */
export const EXPRESSION_ALARM = alarmMessage({
  AlarmName: 'portal errors',
  AlarmArn: 'arn:aws:cloudwatch:eu-west-1:111111111111:alarm:portal errors',
  Trigger: {
    Period: 60,
    EvaluationPeriods: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 0.05,
    TreatMissingData: 'missing',
    EvaluateLowSampleCountPercentile: '',
    Metrics: [
      { Expression: 'errors / requests', Id: 'rate', Label: 'rate', ReturnData: true },
      stat('HTTPCode_Target_5XX_Count', { TargetGroup: 'tg/a', LoadBalancer: 'app/portal/1' }),
      stat('RequestCount', { LoadBalancer: 'app/portal/1', TargetGroup: 'tg/b' }),
    ],
  },
});

/** Returns the message of a composite alarm. */
export const COMPOSITE_ALARM = {
  AlarmName: 'lab-down',
  AlarmDescription: null,
  AWSAccountId: '111111111111',
  NewStateValue: 'ALARM',
  NewStateReason:
    'arn:aws:cloudwatch:eu-west-1:111111111111:alarm:db-cpu-high transitioned to ALARM',
  StateChangeTime: '2026-06-01T09:00:00.000+0000',
  Region: 'EU (Ireland)',
  AlarmArn: 'arn:aws:cloudwatch:eu-west-1:111111111111:alarm:lab-down',
  OKActions: [],
  AlarmActions: ['arn:aws:sns:eu-west-1:111111111111:ward-alarms-in'],
  InsufficientDataActions: [],
  OldStateValue: 'OK',
  AlarmRule: 'ALARM(db-cpu-high) OR ALARM(lab-queue-old)',
  TriggeringChildren: [],
} as const;
