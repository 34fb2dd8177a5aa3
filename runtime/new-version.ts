import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda';
import type { Rehearsed } from '#core/canary/canary.ts';
import type { Instant } from '#core/time/instant.ts';
import type { NewVersion, Ports, PostSamples } from '#usecases/ports.ts';

/** Calls the new version with an event and returns its answer. */
export type Call = (event: object) => Promise<unknown>;

interface Posting {
  /** The canary's key. */
  readonly token: string;
  /** Further headers of each request, such as those that CloudFront adds. */
  readonly headers: Readonly<Record<string, string>>;
  readonly clock: () => Instant;
}

/** How many characters of a refusal are reported. */
const TOLD = 500;

/** The new version of the function, called as API Gateway and SQS call it. */
export function newVersion(
  name: Rehearsed,
  call: Call,
  { formats, ...posting }: Posting & Pick<Ports, 'formats'>,
): NewVersion {
  if (name === 'ingest') {
    return { name, hand: postTo(call, posting) };
  }
  const hand = async (bodies: readonly string[]) => handTo(call, bodies, posting.clock());
  return name === 'incident'
    ? { name, hand: (messages) => hand(messages.map(formats.incident.write)) }
    : { name, hand: (messages) => hand(messages.map(formats.page.write)) };
}

function postTo(call: Call, posting: Posting): PostSamples {
  return async (samples) => {
    const body = JSON.stringify({
      samples: samples.map(({ at, ...sample }) => ({ ...sample, time: at })),
    });
    const answer = (await call(requestOf(body, posting))) as
      | APIGatewayProxyStructuredResultV2
      | undefined;
    if (answer?.statusCode !== 200) {
      throw new Error(
        `the new version of "ingest" refused a sample: ${answer?.statusCode} ${answer?.body?.slice(0, TOLD)}`,
      );
    }
  };
}

function requestOf(body: string, { token, headers, clock }: Posting): APIGatewayProxyEventV2 {
  const now = clock();
  const [method, path] = ['POST', '/v1/samples'];
  const routeKey = `${method} ${path}`;
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...headers,
    },
    requestContext: {
      accountId: '',
      apiId: 'rehearsal',
      domainName: 'rehearsal',
      domainPrefix: 'rehearsal',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'rehearsal' },
      requestId: `rehearsal-${now}`,
      routeKey,
      stage: '$default',
      time: new Date(now).toISOString(),
      timeEpoch: now,
    },
    body,
    isBase64Encoded: false,
  };
}

async function handTo(call: Call, bodies: readonly string[], now: Instant): Promise<void> {
  if (bodies.length === 0) {
    return;
  }
  const event: SQSEvent = { Records: bodies.map((body, at) => recordOf(body, at, now)) };
  const answer = (await call(event)) as SQSBatchResponse | null | undefined;
  if ((answer?.batchItemFailures ?? []).length > 0) {
    throw new Error('the new version failed on a message; its own log has the reason');
  }
}

function recordOf(body: string, at: number, now: Instant): SQSRecord {
  return {
    messageId: `rehearsal-${now}-${at}`,
    receiptHandle: '',
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: String(now),
      SenderId: 'rehearsal',
      ApproximateFirstReceiveTimestamp: String(now),
      MessageGroupId: 'rehearsal',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: '',
  };
}
