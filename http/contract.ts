import { z } from 'zod';
import type { Right, Scope } from '#core/access/right.ts';
import type { BodySchema } from './fields.ts';
import type { ProblemKind } from './problem.ts';

/*
 * What routes promise. The document of the API is made of it, and every answer of every test is
 * held against it. Functions import types of it only: nothing of it is in their bundles.
 */

/** Who may ask. */
type Access =
  /** Whoever has this right: by a key in the header Authorization, or signed in. */
  | { readonly right: Right }
  /** A key or whoever has signed in, whatever they may do. */
  | 'whoever is known'
  /** A key with this scope, in the header Authorization: nobody who has signed in. */
  | { readonly key: Scope }
  /** A key with the scope `samples`, which the protocol carries in its path or body. */
  | 'key elsewhere'
  /** Whoever has the address, which holds a secret. */
  | 'secret address'
  | 'anybody';

/** One form of a body, by its media type. */
export type Content = z.ZodType | 'text' | 'bytes';

export interface AnswerContract {
  readonly description: string;
  /** Left out where there is no body. */
  readonly content?: Readonly<Record<string, Content>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** What can be asked next, by its operation id, and which parameter is where in the answer. */
  readonly links?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface BodyContract {
  readonly content: Readonly<Record<string, Content | BodySchema>>;
  /** What each field is for, in words; of a body whose fields say it by their names, nothing. */
  readonly words?: Readonly<Record<string, string>>;
  readonly required?: boolean;
}

/** A request that is shown, and sent to find out what it is answered with. */
interface ExampleContract {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** How a protocol tells problems. */
export interface FormContract {
  readonly content: Readonly<Record<string, Content>>;
  /** Where the protocol has other statuses than ours. */
  readonly statuses?: Readonly<Partial<Record<ProblemKind, number>>>;
}

export interface Operation {
  /**
   * Where it stands in the document.
   * @default where its route is
   */
  readonly at?: string;
  readonly operationId: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly path?: Readonly<Record<string, z.ZodType>>;
  readonly query?: Readonly<Record<string, z.ZodType>>;
  readonly headers?: Readonly<Record<string, z.ZodType>>;
  readonly body?: BodyContract;
  readonly answers: Readonly<Record<number, AnswerContract>>;
  /** Beside those that its access, query and body bring along. */
  readonly problems?: readonly ProblemKind[];
  /** @default problem documents */
  readonly form?: FormContract;
  readonly example?: ExampleContract;
}

/** What stands in the document, in the order of its tags: how it is called, and what it is. */
export const TAGS = {
  incidents: {
    title: 'Incidents',
    text: 'What people are paged about: open incidents and those of the last days, and what is done to them.',
  },
  pages: {
    title: 'Log of pages',
    text: 'All that was sent: to whom, by what, why, and what became of it.',
  },
  silences: {
    title: 'Silences',
    text: 'Alerts that are recorded and page nobody: silences and planned maintenance windows.',
  },
  'on call': {
    title: 'On call',
    text: 'Who is on call, and who takes a schedule for a while.',
  },
  heartbeats: {
    title: 'Heartbeats',
    text: 'What must be heard from in time, and how it stands.',
  },
  slos: {
    title: 'Service levels',
    text: 'Service level objectives, and what is left of their error budgets.',
  },
  reports: {
    title: 'Reports',
    text: 'What the alarms of a span of time have asked of people, and what months came to for error budgets.',
  },
  subjects: {
    title: 'Subjects',
    text: 'What was measured, what is remembered of it, and what no rule reads.',
  },
  keys: {
    title: 'Keys',
    text: 'Keys of agents and tools. A key is shown once, when it is made.',
  },
  contacts: {
    title: 'Contacts',
    text: 'Phones and mailboxes of the people who are paged.',
  },
  audit: {
    title: 'Audit trail',
    text: 'Who has changed what, who has looked at whom, and who was refused.',
  },
  platform: {
    title: 'Platform',
    text: 'How the platform stands, for monitors and tools.',
  },
  samples: {
    title: 'Samples',
    text: 'Samples in JSON, for whatever can post.',
  },
  prometheus: {
    title: 'Prometheus',
    text: 'Remote write, as Prometheus and Telegraf send.',
  },
  alertmanager: {
    title: 'Alertmanager',
    text: 'The API of Alertmanager v2: external alerts, and its silences.',
  },
  pagerduty: {
    title: 'PagerDuty',
    text: 'The Events API of PagerDuty, v1 and v2, and its change events.',
  },
  opentelemetry: {
    title: 'OpenTelemetry',
    text: 'Metrics by OTLP over HTTP.',
  },
  fhir: {
    title: 'FHIR',
    text: 'Observations of FHIR R4.',
  },
  pings: {
    title: 'Pings',
    text: 'Pings as Healthchecks takes them.',
  },
  links: {
    title: 'Links in pages',
    text: 'The pages behind the links of SMS and e-mails, for browsers.',
  },
} as const;

type Tag = keyof typeof TAGS;

/**
 * What an answer of this schema is made of. The functions that make it return this, so that the
 * compiler holds them to their contract.
 */
export type ViewOf<Schema extends z.ZodType> = DeepReadonly<z.input<Schema>>;

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** A moment in answers: RFC 3339 in UTC. */
export const moment = z.iso.datetime();

export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item);
}

/** An answer of this status in JSON. */
export function jsonAnswer(description: string, schema: z.ZodType): AnswerContract {
  return { description, content: { 'application/json': schema } };
}

/** The same of what has got an id, and what can be asked of it. */
export function madeAnswer(
  description: string,
  schema: z.ZodType,
  ...operations: readonly string[]
): AnswerContract {
  const links = operations.map((operationId) => [operationId, { id: '$response.body#/id' }]);
  return { ...jsonAnswer(description, schema), links: Object.fromEntries(links) };
}

/** A body in JSON, read by this schema; `words` say what its fields are for. */
export function jsonBody<B extends BodySchema>(
  schema: B,
  words: Readonly<Record<keyof B['fields'] & string, string>>,
): BodyContract {
  return { content: { 'application/json': schema }, words };
}
