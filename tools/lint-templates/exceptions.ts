/** An accepted finding, with its reason. */
export interface Exception {
  readonly rule: string;
  /** Logical ids of the resources that it applies to. */
  readonly resources: RegExp;
  /** @default all stages */
  readonly stages?: readonly string[];
  readonly reason: string;
}

/**
 * Accepted findings of cfn-lint and checkov. An exception that matches nothing any more fails too.
 */
export const EXCEPTIONS: readonly Exception[] = [
  {
    rule: 'W3005',
    resources: /Function[0-9A-F]{8}$/u,
    reason:
      'The CDK lets each function wait for its role by name beside the reference to it. It says the same twice, and cannot be told otherwise.',
  },
  {
    rule: 'CKV_AWS_117',
    resources: /Function[0-9A-F]{8}$/u,
    reason:
      "The functions call AWS's own APIs, the platform's and the heartbeat, all with TLS. A VPC holds nothing that they need, and would put NAT gateways that can fail on the way of a page.",
  },
  {
    rule: 'CKV_AWS_116',
    resources:
      /(Ingest|Incident|Page|Answer|Respond|Reports|Console|Contacts|Alarms|Rehearsal)Function[0-9A-F]{8}$/u,
    reason:
      'Whoever calls these waits for the answer: a queue keeps what failed and has dead letters of its own, a sender hears it and tries again, and CodeDeploy takes a rollout back.',
  },
  {
    rule: 'CKV_AWS_86',
    resources: /CloudFrontDistribution[0-9A-F]{8}$/u,
    reason:
      "CloudFront's log has the paths, and that of a link in a page is a secret. The API logs each request by its route; what a web ACL stops is in its own log.",
  },
  {
    rule: 'CKV_AWS_115',
    resources: /Function[0-9A-F]{8}$/u,
    stages: ['dev', 'prod', 'bare'],
    reason:
      'These stages fit a new account, in which AWS refuses every reservation. Where a quota is told every function has one: docs/decisions/0030-room-of-their-own.md.',
  },
  {
    rule: 'CKV_AWS_18',
    resources: /^Bucket[0-9A-F]{8}$/u,
    reason:
      "Who reads the archive is in CloudTrail, where the account records data events of buckets; a bucket's own access log would need another bucket, and name no less.",
  },
  {
    rule: 'CKV_AWS_21',
    resources: /^Bucket[0-9A-F]{8}$/u,
    reason:
      'Firehose writes each object of the archive once, under a name of its own, and no function may write or remove any: there are no versions, and what is too old is to be gone.',
  },
];
