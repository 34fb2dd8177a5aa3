import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Rehearsed } from '#core/canary/canary.ts';
import type { Instant } from '#core/time/instant.ts';
import type { HttpEvent, HttpResponse } from '#http/http.ts';
import { originHeaders } from '#http/require-cloudfront.ts';
import type { Ports } from '#usecases/ports.ts';
import type { NewVersion } from '#usecases/rehearse.ts';
import type { PostSamples } from '#usecases/run-canary.ts';

/** Calls the new version with an event and returns its answer. */
export type Call = (event: object) => Promise<unknown>;

interface Posting {
  /** The canary's key. */
  readonly token: string;
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

function postTo(call: Call, { token, clock }: Posting): PostSamples {
  return async (samples) => {
    const body = JSON.stringify({
      samples: samples.map(({ at, ...sample }) => ({ ...sample, time: at })),
    });
    const answer = (await call(requestOf(body, token, clock()))) as HttpResponse | undefined;
    if (answer?.statusCode !== 200) {
      throw new Error(
        `the new version of "ingest" refused a sample: ${answer?.statusCode} ${answer?.body?.slice(0, TOLD)}`,
      );
    }
  };
}

function requestOf(body: string, token: string, now: Instant): HttpEvent {
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
      ...originHeaders(),
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
