import type { Emulator } from './emulator.ts';

/**
 * Makes an alarm of the emulator's CloudWatch that notifies a topic, or sets the state of one.
 * Rejects where it was refused.
 */
export interface AlarmCalls {
  make(name: string, topicArn: string): Promise<void>;
  set(name: string, state: 'ALARM' | 'OK'): Promise<void>;
}

/** Uses CloudWatch's query API, because the project needs no client for it otherwise. */
export function alarmCalls({ env }: Emulator): AlarmCalls {
  // The emulator checks only the account and the service of a signature.
  const authorization =
    'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/monitoring/aws4_request';
  const call = async (parameters: Readonly<Record<string, string>>) => {
    const response = await fetch(`${env['AWS_ENDPOINT_URL']}/`, {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams({ Version: '2010-08-01', ...parameters }),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${parameters['Action']} was answered ${response.status}: ${text}`);
    }
  };
  return {
    make: (name, topicArn) =>
      call({
        Action: 'PutMetricAlarm',
        AlarmName: name,
        Namespace: 'AWS/RDS',
        MetricName: 'CPUUtilization',
        Statistic: 'Average',
        Period: '60',
        EvaluationPeriods: '1',
        Threshold: '90',
        ComparisonOperator: 'GreaterThanThreshold',
        'Dimensions.member.1.Name': 'DBInstanceIdentifier',
        'Dimensions.member.1.Value': 'lab-db',
        'AlarmActions.member.1': topicArn,
        'OKActions.member.1': topicArn,
      }),
    set: (name, state) =>
      call({
        Action: 'SetAlarmState',
        AlarmName: name,
        StateValue: state,
        StateReason: 'the test of a deployment',
      }),
  };
}
