import { Duration, Token } from 'aws-cdk-lib';
import type { DomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  type IDistribution,
  OriginProtocolPolicy,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  OriginSslPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { ORIGIN_HEADER } from '#deployment/env.ts';
import { Refusal } from './refusal.ts';
import { suppressFindings } from './suppress-findings.ts';
import type { WardbellProps } from './wardbell.ts';

/**
 * CloudFront in front of the API: a web application firewall (WAF) can be put on it, and on an HTTP
 * API it cannot.
 */
export interface CloudFrontProps {
  /** The ARN of the domain's certificate in ACM in us-east-1, where CloudFront looks for it. */
  readonly certificateArn: string;
  /**
   * The ARN of a web ACL of WAF with the scope CLOUDFRONT.
   * @default none
   */
  readonly webAclArn?: string | undefined;
}

/** Refuses settings that could not be deployed, or would not do what they seem to. */
export function checkCloudFront({ cloudFront, domain, regions }: WardbellProps): void {
  if (cloudFront === undefined) {
    return;
  }
  if (domain === undefined) {
    throw new Refusal(
      '"cloudFront" needs a "domain": the API is then closed at its own address, and answers by that name only.',
    );
  }
  if (regions !== undefined) {
    throw new Refusal(
      '"cloudFront" cannot be had with "regions": the name must lead to whichever Region is well, and Route 53 asks each at its own address, which would be closed.',
    );
  }
  const { certificateArn, webAclArn } = cloudFront;
  if (!Token.isUnresolved(certificateArn) && !/^arn:[\w-]+:acm:us-east-1:/u.test(certificateArn)) {
    throw new Refusal(
      `"cloudFront.certificateArn" is ${certificateArn}; CloudFront takes certificates of us-east-1 only.`,
    );
  }
  const isGlobal = /^arn:[\w-]+:wafv2:us-east-1:\d{12}:global\/webacl\//u;
  if (webAclArn !== undefined && !Token.isUnresolved(webAclArn) && !isGlobal.test(webAclArn)) {
    throw new Refusal(
      `"cloudFront.webAclArn" is ${webAclArn}; CloudFront takes a web ACL with the scope CLOUDFRONT, whose ARN begins with arn:aws:wafv2:us-east-1:<account>:global/webacl/.`,
    );
  }
}

/** A secret that only CloudFront and the functions know. */
export class OriginSecret extends Construct {
  /** A reference that CloudFormation resolves; the template does not hold the secret. */
  readonly reference: string;

  constructor(scope: Construct, id: string, { key }: { readonly key: IKey }) {
    super(scope, id);
    const secret = new Secret(this, 'Secret', {
      description: "What Wardbell's CloudFront proves itself by to the API behind it",
      encryptionKey: key,
      generateSecretString: { passwordLength: 43, excludePunctuation: true },
    });
    const reason =
      'CloudFront and the functions must change it at the same moment, which only a deployment does. It opens nothing by itself: whoever knows it still needs a key or a link.';
    suppressFindings(secret, {
      'AwsSolutions-SMG4': reason,
      'HIPAA.Security-SecretsManagerRotationEnabled': reason,
    });
    this.reference = secret.secretValue.unsafeUnwrap();
  }
}

export interface FrontProps {
  readonly cloudFront: CloudFrontProps;
  /** The API's domain, under whose name clients call CloudFront and CloudFront calls the API. */
  readonly domain: DomainName;
  readonly originSecret: string;
}

/**
 * Error answers are not cached either: CloudFront would keep them for ten seconds by default, also
 * a 503 of the health check.
 */
const ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/** Forwards every request unchanged, and caches nothing. */
export class CloudFront extends Construct {
  readonly distribution: IDistribution;

  constructor(scope: Construct, id: string, props: FrontProps) {
    super(scope, id);
    const { cloudFront, domain, originSecret } = props;
    // Forwards the client's own Host, which is the name that the API knows, and the client's
    // address.
    const asItCame = new OriginRequestPolicy(this, 'AsItCame', {
      headerBehavior: OriginRequestHeaderBehavior.all('CloudFront-Viewer-Address'),
      queryStringBehavior: OriginRequestQueryStringBehavior.all(),
      cookieBehavior: OriginRequestCookieBehavior.all(),
    });
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Wardbell at ${domain.name}`,
      domainNames: [domain.name],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', cloudFront.certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(cloudFront.webAclArn !== undefined && { webAclId: cloudFront.webAclArn }),
      defaultBehavior: {
        origin: new HttpOrigin(domain.regionalDomainName, {
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          originSslProtocols: [OriginSslPolicy.TLS_V1_2],
          customHeaders: { [ORIGIN_HEADER]: originSecret },
        }),
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: asItCame,
        compress: false,
      },
      errorResponses: ERRORS.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
    });
    suppressFindings(distribution, {
      'AwsSolutions-CFR1':
        'Staff answer pages from wherever they are; a team that wants less puts it into its web ACL.',
      'AwsSolutions-CFR2': 'A web ACL is the team\'s own, given in "cloudFront.webAclArn".',
      'AwsSolutions-CFR3':
        "CloudFront's log has the paths, and that of a link in a page is a secret. The API logs each request by its route; what a web ACL stops is in its own log.",
    });
    this.distribution = distribution;
  }
}
