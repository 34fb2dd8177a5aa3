import { Stack, Token } from 'aws-cdk-lib';
import { ApiMapping, DomainName, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnHealthCheck, CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import { CloudFront, type CloudFrontProps } from './cloud-front.ts';
import type { HttpFront } from './http-front.ts';
import type { PlatformAlarms } from './platform-alarms.ts';
import { Refusal } from './refusal.ts';
import type { RegionsProps } from './regions.ts';

/** A domain of the team's own for the API and for the links in pages. */
export interface DomainProps {
  /** Such as `wardbell.hospital.example`. */
  readonly name: string;
  /** The hosted zone of Route 53 that the name is in. */
  readonly hostedZoneId: string;
  /** The ARN of the name's certificate in ACM, for each Region that serves it. */
  readonly certificateArns: Readonly<Record<string, string>>;
}

export interface DomainConstructProps {
  readonly front: HttpFront;
  readonly domain: DomainProps;
  readonly watch: PlatformAlarms;
  /** @default the name leads to the API itself */
  readonly behind?:
    | { readonly cloudFront: CloudFrontProps; readonly originSecret: string }
    | undefined;
  /** @default one Region: the record has no alternative */
  readonly regions?: RegionsProps | undefined;
}

/** ACM renews 60 days before expiry: by this time renewal has failed for a month. */
const EXPIRES_SOON_DAYS = 30;

/**
 * The interval of Route 53's health checks in seconds, and how many failures in a row trigger the
 * failover: a minute, and then as long as clients cache the old address.
 */
const ASKED_EVERY = 30;
const ANSWERS = 2;

/**
 * The Regions of the health checkers: three, the minimum of Route 53. Each uses several checkers,
 * and every check is a billed request.
 */
const ASKED_FROM = ['us-east-1', 'eu-west-1', 'ap-southeast-1'];

/**
 * Gives the API its domain name. With two Regions the name leads to the healthy one, preferably the
 * primary.
 */
export class Domain extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { front, domain, regions, watch, behind }: DomainConstructProps,
  ) {
    super(scope, id);
    const { region } = Stack.of(this);
    const certificateArn = domain.certificateArns[region];
    if (certificateArn === undefined) {
      throw new Refusal(
        `The domain ${domain.name} has no certificate for ${Token.isUnresolved(region) ? 'a stack in no particular Region' : `the Region ${region}`}: name its ARN in "domain.certificateArns". There are some for: ${Object.keys(domain.certificateArns).join(', ') || 'no Region'}.`,
      );
    }
    const certificate = Certificate.fromCertificateArn(this, 'Certificate', certificateArn);
    watch.alarm(this, {
      name: 'certificate-expires',
      metric: certificate.metricDaysToExpiry(),
      threshold: EXPIRES_SOON_DAYS,
      comparison: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
      periods: 1,
      means: `The certificate of ${domain.name} expires within ${EXPIRES_SOON_DAYS} days: no sample and no answer gets in then.`,
      article: 'the-certificate-expires',
    });
    const name = new DomainName(this, 'Name', {
      domainName: domain.name,
      certificate,
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    new ApiMapping(this, 'Mapping', { api: front.api, domainName: name, stage: front.stage });
    const { hostedZoneId } = domain;
    const record = { name: domain.name, hostedZoneId };
    if (behind !== undefined) {
      const { distribution } = new CloudFront(this, 'CloudFront', { ...behind, domain: name });
      const aliasTarget = {
        dnsName: distribution.distributionDomainName,
        hostedZoneId: CloudFrontTarget.getHostedZoneId(this),
      };
      for (const type of ['A', 'AAAA']) {
        new CfnRecordSet(this, `Record${type}`, { ...record, type, aliasTarget });
      }
      return;
    }
    new CfnRecordSet(this, 'Record', {
      ...record,
      type: 'A',
      aliasTarget: {
        dnsName: name.regionalDomainName,
        hostedZoneId: name.regionalHostedZoneId,
      },
      ...(regions !== undefined && this.failover(front, regions)),
    });
  }

  private failover(front: HttpFront, { primary }: RegionsProps) {
    const { region } = Stack.of(this);
    const check = new CfnHealthCheck(this, 'Health', {
      healthCheckConfig: {
        type: 'HTTPS',
        // The Region's own address, not the domain name, which may lead to the other Region.
        fullyQualifiedDomainName: `${front.api.apiId}.execute-api.${region}.${Stack.of(this).urlSuffix}`,
        resourcePath: '/v1/health',
        port: 443,
        requestInterval: ASKED_EVERY,
        failureThreshold: ANSWERS,
        regions: ASKED_FROM,
        enableSni: true,
      },
    });
    return {
      setIdentifier: region,
      failover: region === primary ? 'PRIMARY' : 'SECONDARY',
      healthCheckId: check.attrHealthCheckId,
    };
  }
}
