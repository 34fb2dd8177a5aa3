/**
 * Tables, queues and routes, declared once for the deployed stack and for the platform on one
 * machine. No imports.
 */

interface TableDeclaration {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly indexes: readonly {
    readonly name: string;
    readonly partitionKey: string;
    readonly sortKey: string;
    readonly sortType: 'N' | 'S';
  }[];
}

/**
 * Sparse: only items that are due have `lane` and `due`. Every index holds keys only, so that a
 * write of the document costs it nothing.
 */
const dueIndex = { name: 'due', partitionKey: 'lane', sortKey: 'due', sortType: 'N' } as const;

export const TABLES = {
  subjects: { name: 'subjects', partitionKey: 'pk', indexes: [dueIndex] },
  incidents: {
    name: 'incidents',
    partitionKey: 'pk',
    sortKey: 'sk',
    indexes: [dueIndex, { name: 'day', partitionKey: 'day', sortKey: 'openedAt', sortType: 'N' }],
  },
  controls: { name: 'controls', partitionKey: 'pk', sortKey: 'sk', indexes: [] },
} as const satisfies Record<string, TableDeclaration>;

interface QueueDeclaration {
  readonly name: string;
  /**
   * With order, deduplication and throughput by message group (`DeduplicationScope`,
   * `FifoThroughputLimit`); its dead letters too.
   */
  readonly fifo: boolean;
  /** Three times the time-out of the function that reads it: see docs/decisions/0006-queues.md. */
  readonly visibilityTimeoutSeconds: number;
  readonly maxReceiveCount: number;
  readonly batchSize: number;
  /**
   * Whether the next message makes up for one that was lost: such are kept for minutes, and their
   * dead letters for an hour.
   */
  readonly overtaken: boolean;
}

export const QUEUES = {
  incidents: {
    name: 'incidents.fifo',
    fifo: true,
    visibilityTimeoutSeconds: 30,
    maxReceiveCount: 10,
    batchSize: 10,
    overtaken: false,
  },
  pages: {
    name: 'pages.fifo',
    fifo: true,
    visibilityTimeoutSeconds: 30,
    maxReceiveCount: 10,
    batchSize: 10,
    overtaken: false,
  },
  /** Alarms of CloudWatch, as its topic delivers them: SNS keeps no order. */
  alarms: {
    name: 'alarms',
    fifo: false,
    visibilityTimeoutSeconds: 30,
    maxReceiveCount: 1_000,
    batchSize: 10,
    overtaken: false,
  },
  /** The clock's own: one message a tick, which waits for its turn there. */
  ticks: {
    name: 'ticks',
    fifo: false,
    visibilityTimeoutSeconds: 60,
    maxReceiveCount: 3,
    batchSize: 1,
    overtaken: true,
  },
} as const satisfies Record<string, QueueDeclaration>;

interface FunctionDeclaration {
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
}

/**
 * The deployed functions; each has its folder here. The time-outs of those behind a queue, but the
 * clock's, are a third of its visibility time-out.
 */
export const FUNCTIONS = {
  ingest: { timeoutSeconds: 10, memoryMegabytes: 1024 },
  alarms: { timeoutSeconds: 10, memoryMegabytes: 512 },
  incident: { timeoutSeconds: 10, memoryMegabytes: 512 },
  page: { timeoutSeconds: 10, memoryMegabytes: 512 },
  clock: { timeoutSeconds: 50, memoryMegabytes: 512 },
  respond: { timeoutSeconds: 10, memoryMegabytes: 512 },
  contacts: { timeoutSeconds: 25, memoryMegabytes: 256 },
  audit: { timeoutSeconds: 300, memoryMegabytes: 256 },
  canary: { timeoutSeconds: 100, memoryMegabytes: 256 },
  rehearsal: { timeoutSeconds: 180, memoryMegabytes: 256 },
} as const satisfies Record<string, FunctionDeclaration>;

export type FunctionName = keyof typeof FUNCTIONS;

/** Which function answers which route. `{name}` is one segment of the path. */
export const ROUTES = [
  { method: 'POST', path: '/v1/samples', function: 'ingest' },
  { method: 'POST', path: '/api/v1/write', function: 'ingest' },
  { method: 'POST', path: '/v1/metrics', function: 'ingest' },
  { method: 'POST', path: '/api/v2/alerts', function: 'ingest' },
  { method: 'POST', path: '/v2/enqueue', function: 'ingest' },
  { method: 'POST', path: '/v2/change/enqueue', function: 'ingest' },
  { method: 'POST', path: '/generic/2010-04-15/create_event.json', function: 'ingest' },
  { method: 'POST', path: '/fhir', function: 'ingest' },
  // Greedy, because clients post a Bundle to `/fhir/`, and no route may end with a slash.
  { method: 'POST', path: '/fhir/{proxy+}', function: 'ingest' },
  { method: 'PUT', path: '/fhir/{type}/{id}', function: 'ingest' },
  // `PUT Observation?identifier=…`: a conditional update.
  { method: 'PUT', path: '/fhir/{type}', function: 'ingest' },
  { method: 'GET', path: '/fhir/metadata', function: 'ingest' },
  { method: 'GET', path: '/fhir/{proxy+}', function: 'ingest' },
  // Greedy, because jobs end their addresses with a slash, and no route may.
  { method: 'GET', path: '/ping/{proxy+}', function: 'ingest' },
  { method: 'POST', path: '/ping/{proxy+}', function: 'ingest' },
  { method: 'GET', path: '/a/{token}', function: 'respond' },
  { method: 'POST', path: '/a/{token}', function: 'respond' },
  { method: 'GET', path: '/i/{token}', function: 'respond' },
  { method: 'POST', path: '/i/{token}', function: 'respond' },
  { method: 'GET', path: '/v1/health', function: 'respond' },
  { method: 'GET', path: '/metrics', function: 'respond' },
  { method: 'GET', path: '/v1/incidents', function: 'respond' },
  { method: 'GET', path: '/v1/incidents/{id}', function: 'respond' },
  { method: 'POST', path: '/v1/incidents/{id}/{action}', function: 'respond' },
  { method: 'GET', path: '/v1/oncall', function: 'respond' },
  { method: 'GET', path: '/v1/heartbeats', function: 'respond' },
  { method: 'DELETE', path: '/v1/heartbeats/{id}', function: 'respond' },
  { method: 'GET', path: '/v1/silences', function: 'respond' },
  { method: 'POST', path: '/v1/silences', function: 'respond' },
  { method: 'DELETE', path: '/v1/silences/{id}', function: 'respond' },
  { method: 'GET', path: '/v1/overrides', function: 'respond' },
  { method: 'POST', path: '/v1/overrides', function: 'respond' },
  { method: 'DELETE', path: '/v1/overrides/{id}', function: 'respond' },
  { method: 'GET', path: '/v1/keys', function: 'respond' },
  { method: 'POST', path: '/v1/keys', function: 'respond' },
  { method: 'DELETE', path: '/v1/keys/{id}', function: 'respond' },
  { method: 'GET', path: '/v1/subjects', function: 'respond' },
  { method: 'GET', path: '/v1/subjects/{subject}', function: 'respond' },
  { method: 'POST', path: '/v1/subjects/{subject}/retire', function: 'respond' },
  { method: 'GET', path: '/v1/unread', function: 'respond' },
  { method: 'GET', path: '/api/v2/alerts', function: 'respond' },
  { method: 'GET', path: '/api/v2/alerts/groups', function: 'respond' },
  { method: 'GET', path: '/api/v2/silences', function: 'respond' },
  { method: 'POST', path: '/api/v2/silences', function: 'respond' },
  { method: 'GET', path: '/api/v2/silence/{id}', function: 'respond' },
  { method: 'DELETE', path: '/api/v2/silence/{id}', function: 'respond' },
  { method: 'GET', path: '/api/v2/status', function: 'respond' },
  { method: 'GET', path: '/api/v2/receivers', function: 'respond' },
  { method: 'GET', path: '/-/healthy', function: 'respond' },
  { method: 'GET', path: '/-/ready', function: 'respond' },
  { method: 'GET', path: '/v1/contacts', function: 'contacts' },
  { method: 'POST', path: '/v1/contacts', function: 'contacts' },
  { method: 'POST', path: '/v1/contacts/confirm', function: 'contacts' },
  { method: 'POST', path: '/v1/contacts/test', function: 'contacts' },
  { method: 'DELETE', path: '/v1/contacts/{id}', function: 'contacts' },
] as const;

/** Where everything goes that no route takes, by API Gateway's name for it. */
export const ELSEWHERE = { key: '$default', function: 'respond' } as const;

/** A route as it is served. */
export interface ServedRoute {
  readonly method: string;
  readonly path: string;
  readonly function: (typeof ROUTES)[number]['function'];
}

/** The links of pages and of lists. */
const LINK = /^\/[ai]\//;

/**
 * Whether HEAD has a route of its own beside GET: for links, which scanners of mail open, and for
 * what another function answers. Elsewhere it comes by `ELSEWHERE`, which costs a stack none of the
 * 500 resources that it may have.
 */
function hasOwnHead({ method, path, function: name }: ServedRoute): boolean {
  return method === 'GET' && (name !== ELSEWHERE.function || LINK.test(path));
}

/**
 * The routes as they are served: what can be got can also be asked for without its body (RFC 9110,
 * 9.3.2), as scanners of mail, monitors and previews do.
 */
export const SERVED_ROUTES: readonly ServedRoute[] = [
  ...ROUTES,
  ...ROUTES.filter(hasOwnHead).map((got) => ({ ...got, method: 'HEAD' })),
];
