import { describe, expect, test } from '@jest/globals';
import { OWN_PACKAGE } from '#config/own-package.ts';
import { OWN_ENV } from '#deployment/env.ts';
import { TABLES } from '#deployment/tables.ts';
import {
  arnOf,
  DEPLOYED,
  DOMAIN,
  deployedIn,
  REGIONS,
  type Resources,
  refTo,
  sorted,
} from './synth.ts';

const primary = deployedIn(REGIONS.primary).resources;
const secondary = deployedIn(REGIONS.secondary).resources;
const both: readonly [string, Resources][] = [
  ['primary', primary],
  ['secondary', secondary],
];
const TABLE_KEYS = Object.entries(TABLES)
  .filter(([, declared]) => !('perRegion' in declared))
  .map(([key]) => key);

const environment = ({ of }: Resources, name: string) =>
  of('Lambda::Function').find(({ Properties }) => Properties.Description === `Wardbell ${name}`)
    ?.Properties.Environment.Variables;

describe('the tables of two Regions', () => {
  test('are made by the stack of the primary one alone', () => {
    expect(primary.of('DynamoDB::GlobalTable')).toHaveLength(TABLE_KEYS.length);
    expect(secondary.of('DynamoDB::GlobalTable')).toEqual([]);
  });

  test.each(both)(
    'of the %s one: it has points of trends of its own, which expire',
    (_, resources) => {
      const { id, Properties } = resources.one('DynamoDB::Table');
      expect(id).toContain('Tablestrends');
      expect(Properties.TimeToLiveSpecification.Enabled).toBe(true);
      expect(environment(resources, 'ingest')).toMatchObject({
        WARDBELL_TRENDS_TABLE: { Ref: id },
      });
    },
  );

  test.each(TABLE_KEYS)('%s: what one Region has answered, the others have', (key) => {
    const { Properties } = primary.one('DynamoDB::GlobalTable', `Tables${key}`);
    expect(Properties).toMatchObject({
      TableName: `ward-${key}`,
      BillingMode: 'PAY_PER_REQUEST',
      MultiRegionConsistency: 'STRONG',
      GlobalTableWitnesses: [{ Region: REGIONS.witness }],
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    });
    // Strongly consistent tables allow none.
    expect(Properties).not.toHaveProperty('TimeToLiveSpecification');
    expect(Properties).not.toHaveProperty('LocalSecondaryIndexes');
  });

  test.each(TABLE_KEYS)(
    '%s: both copies are restorable, protected, and encrypted with the key of their Region',
    (key) => {
      const table = primary.one('DynamoDB::GlobalTable', `Tables${key}`);
      const replicas: readonly { readonly Region: string }[] = table.Properties.Replicas;
      expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      const kept = {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      };
      const alias = [
        'arn:',
        { Ref: 'AWS::Partition' },
        ':kms:eu-central-1:111111111111:alias/ward',
      ];
      expect(replicas).toHaveLength(2);
      expect(replicas.find(({ Region }) => Region === REGIONS.primary)).toMatchObject({
        ...kept,
        SSESpecification: { KMSMasterKeyId: arnOf(primary.one('KMS::Key')) },
      });
      expect(replicas.find(({ Region }) => Region === REGIONS.secondary)).toMatchObject({
        ...kept,
        SSESpecification: { KMSMasterKeyId: { 'Fn::Join': ['', alias] } },
      });
      expect(secondary.one('KMS::Alias').Properties.AliasName).toBe('alias/ward');
    },
  );

  test('are known to the functions of the secondary one, which may use its copies and no others', () => {
    expect(environment(secondary, 'ingest')).toMatchObject({
      WARDBELL_VERSION: OWN_PACKAGE.version,
      WARDBELL_SUBJECTS_TABLE: 'ward-subjects',
      WARDBELL_CONTROLS_TABLE: 'ward-controls',
    });
    const { Statement } = secondary.one('IAM::ManagedPolicy', 'Ingest').Properties.PolicyDocument;
    expect(Statement[0].Resource).toEqual({
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          ':dynamodb:eu-central-1:111111111111:table/ward-subjects',
        ],
      ],
    });
  });
});

describe('the Region that stands by', () => {
  test('has a dashboard of its own, though dashboards of an account have one list for all Regions', () => {
    const named = ({ one }: Resources) => one('CloudWatch::Dashboard').Properties.DashboardName;
    expect([primary, secondary].map(named)).toEqual(['ward', 'ward-eu-central-1']);
  });

  test('has all the rest for itself', () => {
    const counted = ({ all }: Resources) =>
      sorted(all.map(({ Type }) => Type).filter((type) => !type.includes('DynamoDB')));
    expect(counted(secondary)).toEqual(counted(primary));
  });

  test('leaves what is due to the other for half a minute', () => {
    expect(environment(primary, 'clock')[OWN_ENV.standbySeconds]).toBe('0');
    expect(environment(secondary, 'clock')[OWN_ENV.standbySeconds]).toBe('30');
  });
});

test("the Regions' canaries take turns, so that neither hears the other's page", () => {
  const schedule = ({ one }: Resources) =>
    one('Events::Rule', 'CanaryRegularly').Properties.ScheduleExpression;
  expect([primary, secondary].map(schedule)).toEqual([
    'cron(0/5 * * * ? *)',
    'cron(2/5 * * * ? *)',
  ]);
});

describe.each(both)('the name leads to the %s Region', (role, { one, of }) => {
  const api = one('ApiGatewayV2::Api').id;
  const region = role === 'primary' ? REGIONS.primary : REGIONS.secondary;

  test('while it is well, as its own address tells', () => {
    const health = one('Route53::HealthCheck');
    expect(one('Route53::RecordSet').Properties).toMatchObject({
      Name: DOMAIN.name,
      Type: 'A',
      HostedZoneId: DOMAIN.hostedZoneId,
      Failover: role.toUpperCase(),
      SetIdentifier: region,
      HealthCheckId: { 'Fn::GetAtt': [health.id, 'HealthCheckId'] },
      AliasTarget: {
        DNSName: { 'Fn::GetAtt': [one('ApiGatewayV2::DomainName').id, 'RegionalDomainName'] },
      },
    });
    expect(health.Properties.HealthCheckConfig).toMatchObject({
      Type: 'HTTPS',
      Port: 443,
      ResourcePath: '/v1/health',
      RequestInterval: 30,
      FailureThreshold: 2,
      FullyQualifiedDomainName: {
        'Fn::Join': ['', [{ Ref: api }, `.execute-api.${region}.`, { Ref: 'AWS::URLSuffix' }]],
      },
    });
  });

  test('with a certificate of its own, and TLS 1.2 at least', () => {
    expect(one('ApiGatewayV2::DomainName').Properties.DomainNameConfigurations).toEqual([
      {
        CertificateArn: DOMAIN.certificateArns[region],
        EndpointType: 'REGIONAL',
        SecurityPolicy: 'TLS_1_2',
      },
    ]);
    expect(one('ApiGatewayV2::ApiMapping').Properties).toMatchObject({
      ApiId: { Ref: api },
      DomainName: refTo(one('ApiGatewayV2::DomainName')),
    });
  });

  test('whose end is told a month before', () => {
    const [alarm] = of('CloudWatch::Alarm').filter(({ Properties }) =>
      Properties.AlarmName.endsWith('-certificate-expires'),
    );
    expect(alarm?.Properties).toMatchObject({
      Namespace: 'AWS/CertificateManager',
      MetricName: 'DaysToExpiry',
      Dimensions: [{ Name: 'CertificateArn', Value: DOMAIN.certificateArns[region] }],
      Statistic: 'Minimum',
      ComparisonOperator: 'LessThanOrEqualToThreshold',
      Threshold: 30,
    });
  });

  test('and so do links, but the canary listens at this Region alone', () => {
    const urls = of('Lambda::Function').map(({ Properties }) => [
      Properties.Description,
      Properties.Environment.Variables.WARDBELL_PUBLIC_URL,
    ]);
    expect(urls).toHaveLength(DEPLOYED.length);
    for (const [name, url] of urls) {
      expect(url).toEqual(
        name === 'Wardbell canary'
          ? { 'Fn::GetAtt': [api, 'ApiEndpoint'] }
          : `https://${DOMAIN.name}`,
      );
    }
  });
});

test('a domain of one Region leads there whatever its health', () => {
  const { of, one } = deployedIn(REGIONS.primary, { regions: undefined }).resources;
  expect(of('Route53::HealthCheck')).toEqual([]);
  expect(one('Route53::RecordSet').Properties).not.toHaveProperty('Failover');
  expect(of('DynamoDB::Table')).toHaveLength(Object.keys(TABLES).length);
});

describe('what cannot work is refused', () => {
  test.each([
    [
      'three Regions that are no set',
      () => deployedIn('eu-west-1', { regions: { ...REGIONS, witness: 'us-east-1' } }),
      /cannot share tables: primary eu-west-1, secondary eu-central-1, witness us-east-1\. Choose three different ones of one of these sets: us-east-1, us-east-2, us-west-2; eu-west-1/u,
    ],
    [
      'a Region twice',
      () => deployedIn('eu-west-1', { regions: { ...REGIONS, witness: 'eu-west-1' } }),
      /cannot share tables.*Choose three different ones/u,
    ],
    ['a stack in the witness', () => deployedIn('eu-west-3'), /this one is in eu-west-3\./u],
    [
      'a stack in no particular Region',
      () => deployedIn(undefined),
      /needs a stack in each of the first two, with "env: \{ account, region \}"; this one is in no particular Region\./u,
    ],
    ['no domain', () => deployedIn('eu-west-1', { domain: undefined }), /needs a "domain"/u],
    [
      'no certificate',
      () =>
        deployedIn('eu-west-1', { domain: { ...DOMAIN, certificateArns: { 'eu-north-1': 'x' } } }),
      /wardbell\.hospital\.example has no certificate for the Region eu-west-1: name its ARN in "domain\.certificateArns"\. There are some for: eu-north-1\./u,
    ],
    [
      'a domain of a stack in no particular Region',
      () => deployedIn(undefined, { regions: undefined }),
      /has no certificate for a stack in no particular Region/u,
    ],
  ])('%s', (_, deploy, why) => {
    expect(deploy).toThrow(why);
  });
});
