import { describe, expect, test } from '@jest/globals';
import { ENV, ORIGIN_HEADER, OWN_ENV } from '#deployment/env.ts';
import type { WardbellProps } from '../../lib/wardbell.ts';
import { DOMAIN, deployedIn, functionIn, REGIONS, refTo } from './synth.ts';

const CLOUD_FRONT = {
  certificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/1',
  webAclArn: 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/wardbell/1',
} as const;

const behind = (props: Partial<WardbellProps> = {}) =>
  deployedIn(REGIONS.primary, { regions: undefined, cloudFront: CLOUD_FRONT, ...props });

const { resources } = behind();
const { DistributionConfig } = resources.one('CloudFront::Distribution').Properties;
const secretOf = (name: Parameters<typeof functionIn>[1]) =>
  functionIn(resources, name).Properties.Environment.Variables[OWN_ENV.originSecret];

describe('CloudFront in front of the API', () => {
  test('has the domain with its certificate, the web ACL, and TLS alone', () => {
    expect(DistributionConfig).toMatchObject({
      Aliases: [refTo(resources.one('ApiGatewayV2::DomainName'))],
      WebACLId: CLOUD_FRONT.webAclArn,
      ViewerCertificate: {
        AcmCertificateArn: CLOUD_FRONT.certificateArn,
        MinimumProtocolVersion: 'TLSv1.2_2021',
      },
      DefaultCacheBehavior: { ViewerProtocolPolicy: 'https-only' },
    });
    expect(DistributionConfig.DefaultCacheBehavior.AllowedMethods).toContain('DELETE');
  });

  test('keeps no answer, errors included', () => {
    // AWS's policy CachingDisabled.
    expect(DistributionConfig.DefaultCacheBehavior.CachePolicyId).toBe(
      '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    );
    const kept: readonly { readonly ErrorCode: number; readonly ErrorCachingMinTTL: number }[] =
      DistributionConfig.CustomErrorResponses;
    expect(kept.map(({ ErrorCode }) => ErrorCode)).toEqual(expect.arrayContaining([404, 503]));
    for (const { ErrorCachingMinTTL } of kept) {
      expect(ErrorCachingMinTTL).toBe(0);
    }
  });

  test('hands requests on as they came, with whose they were and its own secret', () => {
    const { HeadersConfig } = resources.one('CloudFront::OriginRequestPolicy').Properties
      .OriginRequestPolicyConfig;
    expect(HeadersConfig).toEqual({
      HeaderBehavior: 'allViewerAndWhitelistCloudFront',
      Headers: ['CloudFront-Viewer-Address'],
    });
    const [origin] = DistributionConfig.Origins;
    expect(origin.OriginCustomHeaders).toEqual([
      { HeaderName: ORIGIN_HEADER, HeaderValue: secretOf('ingest') },
    ]);
    expect(origin.DomainName['Fn::GetAtt'][1]).toBe('RegionalDomainName');
  });

  test('is where the name leads, by both kinds of addresses', () => {
    const records = resources.of('Route53::RecordSet').map(({ Properties }) => Properties);
    expect(records.map(({ Type }) => Type)).toEqual(['A', 'AAAA']);
    for (const { AliasTarget } of records) {
      expect(JSON.stringify(AliasTarget.DNSName)).toContain(
        resources.one('CloudFront::Distribution').id,
      );
    }
  });
});

describe('behind CloudFront', () => {
  test('the API is closed at its own address', () => {
    const api = (from: typeof resources) => from.one('ApiGatewayV2::Api').Properties;
    expect(api(resources).DisableExecuteApiEndpoint).toBe(true);
    const { resources: open } = deployedIn(REGIONS.primary, { regions: undefined });
    expect(api(open).DisableExecuteApiEndpoint).toBe(false);
  });

  test('the functions that answer requests know the secret, and no template holds it', () => {
    for (const name of [
      'ingest',
      'answer',
      'respond',
      'contacts',
      'console',
      'rehearsal',
    ] as const) {
      expect(JSON.stringify(secretOf(name))).toContain('{{resolve:secretsmanager:');
    }
    for (const name of ['page', 'incident', 'clock', 'audit'] as const) {
      expect(secretOf(name)).toBeUndefined();
    }
  });

  test('the canary posts by the name, as agents do', () => {
    const { Variables } = functionIn(resources, 'canary').Properties.Environment;
    expect(Variables[ENV.publicUrl]).toBe(`https://${DOMAIN.name}`);
  });
});

describe('CloudFront is refused', () => {
  test.each([
    ['without a domain', { domain: undefined }, /^"cloudFront" needs a "domain"/u],
    ['with two Regions', { regions: REGIONS }, /^"cloudFront" cannot be had with "regions"/u],
    [
      'with a certificate of another Region',
      { cloudFront: { certificateArn: DOMAIN.certificateArns[REGIONS.primary] } },
      /takes certificates of us-east-1 only/u,
    ],
    [
      'with a web ACL of a Region',
      {
        cloudFront: {
          ...CLOUD_FRONT,
          webAclArn: 'arn:aws:wafv2:eu-west-1:111111111111:regional/webacl/x/1',
        },
      },
      /takes a web ACL with the scope CLOUDFRONT/u,
    ],
  ])('%s', (_, props, why) => {
    expect(() => behind(props)).toThrow(why);
  });
});
