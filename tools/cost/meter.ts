import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { AwsClients } from '#adapters/aws-clients.ts';
import { topicRecipient } from '#adapters/sns/topic-arn.ts';
import { CANARY } from '#core/canary/canary.ts';
import type { Channel } from '#core/responder/channel.ts';
import { KEY_REQUESTS_PER_PUBLISH, SQS_CHUNK_BYTES } from '#deployment/capacity/assumptions.ts';
import { sum, type Unit, type Usage } from '#deployment/capacity/usage.ts';
import { type Answer, type Call, dynamodbUsage, isWrite, refusedUsage } from './dynamodb-usage.ts';
import { unitsByPlace } from './item-units.ts';

/** Calls of an invocation. */
export type Calls = Record<'dynamodb' | 'sqs' | 'sns', number>;

/** Sums up the clients' calls as AWS would bill them. */
export interface Meter {
  used: Usage;
  /** Of the invocation that is under way: whoever begins or ends one changes it. */
  calls: Calls;
  /** Number of messages put into queues. */
  sent: number;
  /** The text of the last page. */
  lastPage: string;
  add(usage: Usage): void;
  /**
   * What was asked of single resources, each by a name of its own: for their limits, not for the
   * bill.
   */
  readonly loads: ReadonlyMap<string, number>;
  note(resource: string, amount: number): void;
}

/** Meters every call of these clients from now on. */
export function meter({ dynamodb, sqs, sns }: AwsClients): Meter {
  const loads = new Map<string, number>();
  const meter: Meter = {
    used: {},
    loads,
    note(resource, amount) {
      loads.set(resource, (loads.get(resource) ?? 0) + amount);
    },
    calls: { dynamodb: 0, sqs: 0, sns: 0 },
    sent: 0,
    lastPage: '',
    add(usage) {
      meter.used = sum(meter.used, usage);
    },
  };
  meterDynamodb(dynamodb, meter);
  meterSqs(sqs, meter);
  meterSns(sns, meter);
  return meter;
}

const WHERE = { step: 'initialize', name: 'meter' } as const;

function meterDynamodb({ middlewareStack }: AwsClients['dynamodb'], meter: Meter): void {
  middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        meter.calls.dynamodb += 1;
        const input = { ...args.input, ...(isWrite(commandName) && { ReturnValues: 'ALL_OLD' }) };
        const call = input as Call;
        const answer = await next({ ...args, input } as typeof args).catch((error: unknown) => {
          if (error instanceof ConditionalCheckFailedException) {
            meter.add(refusedUsage(call));
          } else if (error instanceof Error && error.name === 'AbortError') {
            // AWS bills what nobody waits for any more, and on a busy machine more is given up.
            noteAnswered(meter, commandName, call, {});
          }
          throw error;
        });
        noteAnswered(meter, commandName, call, answer.output as Answer);
        return answer;
      },
    WHERE,
  );
}

function noteAnswered(meter: Meter, command: string, call: Call, answer: Answer): void {
  const usage = dynamodbUsage(command, call, answer);
  meter.add(usage);
  if (isWrite(command)) {
    for (const [place, units] of unitsByPlace(call.TableName, answer.Attributes, call.Item)) {
      meter.note(`write ${place}`, units);
    }
  } else {
    const { readUnits = 0, writeUnits = 0 } = usage;
    meter.note(`${writeUnits > 0 ? 'write' : 'read'} ${placeOf(call)}`, readUnits + writeUnits);
  }
}

function placeOf({ TableName, IndexName, RequestItems = {} }: Call): string {
  const [table = TableName] = Object.keys(RequestItems);
  return IndexName === undefined ? table : `${table}/${IndexName}`;
}

function meterSqs({ middlewareStack }: AwsClients['sqs'], meter: Meter): void {
  middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        meter.calls.sqs += 1;
        const { QueueUrl = '', Entries = [] } = args.input as Partial<SqsCall>;
        if (commandName === 'SendMessageBatchCommand') {
          meter.sent += Entries.length;
        }
        const bytes = Entries.reduce((n, entry) => n + (entry.MessageBody?.length ?? 0), 0);
        const requests = Math.max(1, Math.ceil(bytes / SQS_CHUNK_BYTES));
        meter.add({ [QueueUrl.endsWith('.fifo') ? 'sqsFifo' : 'sqsStandard']: requests });
        meter.note(`calls ${QueueUrl.split('/').at(-1)}`, 1);
        return next(args);
      },
    WHERE,
  );
}

function meterSns({ middlewareStack }: AwsClients['sns'], meter: Meter): void {
  middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        meter.calls.sns += 1;
        meter.add({ snsRequests: 1 });
        meter.note(`calls ${commandName}`, 1);
        if (commandName === 'PublishCommand') {
          published(args.input as SnsCall, meter);
        }
        return next(args);
      },
    WHERE,
  );
}

/** What AWS bills for a page by each channel. An SMS of ours has one part. */
const BILLED: Readonly<Record<Channel, Unit>> = { sms: 'smsParts', email: 'emails' };

/** The canary's mailbox is a queue, which SNS delivers to for nothing. */
function published({ TopicArn, Message }: SnsCall, meter: Meter): void {
  meter.add({ kmsRequests: KEY_REQUESTS_PER_PUBLISH });
  const to = topicRecipient('', TopicArn);
  if (to !== undefined && !TopicArn.includes(CANARY.id)) {
    meter.add({ [BILLED[to.channel]]: 1 });
    meter.lastPage = Message;
  }
}

interface SqsCall {
  readonly QueueUrl: string;
  readonly Entries: readonly { readonly MessageBody?: string }[];
}

interface SnsCall {
  readonly TopicArn: string;
  readonly Message: string;
}
