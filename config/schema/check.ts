import { isIP } from 'node:net';
import { z } from 'zod';
import { SEVERITIES } from '#core/alert/severity.ts';
import { ACCOUNT, type Endpoint, hostOf, RECORD_TYPES } from '#core/check/check.ts';
import { readsEnvironment, VARIABLE_PREFIX } from '#core/check/environment.ts';
import { isPointer } from '#core/collections/json-pointer.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { type Coherence, coherent } from './coherent.ts';
import { duration } from './formats.ts';
import { id, type Names, reference } from './names.ts';
import { pageText, printable } from './page-text.ts';
import { runbook } from './runbook.ts';
import { quoted, type Reading, textFormat } from './text-format.ts';

/** Beside "does not answer" there is room for no more in a page. */
const TITLE_SEPTETS = 36;

/** Node 20, on which a config is read as well, has no `URL.parse`. */
function addressOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

const webAddress = textFormat({
  title: 'an address of HTTP, such as https://ehr.example.org/health',
  examples: ['https://ehr.example.org/health'],
  read: readAddress,
});

function readAddress(text: string): Reading<string> {
  const url = addressOf(text);
  if (url === undefined || !/^https?:$/u.test(url.protocol)) {
    return { wrong: `${quoted(text)} is no address of HTTP`, hint: 'begin with https://' };
  }
  return url.username === '' && url.password === ''
    ? { value: text }
    : {
        wrong: 'an address must hold no password',
        hint: 'write a header, whose value the environment may hold',
      };
}

const fhirBase = textFormat({
  title: 'the base of a FHIR server, such as https://ehr.example.org/fhir',
  examples: ['https://ehr.example.org/fhir'],
  read: (text) =>
    /[?#]/u.test(text)
      ? { wrong: `${quoted(text)} is no base`, hint: 'a base has no query and no fragment' }
      : readAddress(text),
});

const endpoint = textFormat<Endpoint>({
  title: 'a host and a port, such as hl7.example.org:2575',
  examples: ['hl7.example.org:2575'],
  read: (text) => {
    const url = /^[^/?#@]+:\d+$/u.test(text) ? addressOf(`tcp://${text}`) : undefined;
    const host = url === undefined ? '' : hostOf(url);
    const port = Number(url?.port);
    return host === '' || port < 1
      ? { wrong: `${quoted(text)} is not a host and a port`, hint: 'such as hl7.example.org:2575' }
      : { value: { host, port } };
  },
});

const DNS_PORT = 53;

const nameServer = textFormat<Endpoint>({
  title: 'an IP address, with its port if that is not 53',
  examples: ['10.0.0.53', '10.0.0.53:8600', '[fd00::53]:8600'],
  read: (text) => {
    const [, inBrackets, bare, written] = /^(?:\[(.+)\]|([^:]+)):(\d{1,5})$/u.exec(text) ?? [];
    const host = inBrackets ?? bare ?? text;
    const port = Number(written ?? DNS_PORT);
    return isIP(host) === 0 || port < 1 || port > 65_535
      ? { wrong: `${quoted(text)} is no IP address`, hint: 'such as 10.0.0.53, or 10.0.0.53:8600' }
      : { value: { host, port } };
  },
});

const network = textFormat({
  title: 'a network in CIDR notation, such as 10.20.0.0/16',
  examples: ['10.20.0.0/16', 'fd00::/8'],
  read: (text) => {
    const [address = '', length, ...rest] = text.split('/');
    const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
    const isLength = length === undefined || (/^\d{1,3}$/u.test(length) && Number(length) <= bits);
    return bits > 0 && isLength && rest.length === 0
      ? { value: text }
      : { wrong: `${quoted(text)} is no network`, hint: 'such as 10.20.0.0/16, or an address' };
  },
});

const pointer = textFormat({
  title: 'a JSON Pointer (RFC 6901), such as /status',
  examples: ['/status'],
  read: (text) =>
    isPointer(text)
      ? { value: text }
      : { wrong: `${quoted(text)} is no JSON Pointer`, hint: 'such as /status, or /parts/0/name' },
});

const headerName = textFormat({
  title: 'the name of a header',
  pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$",
  read: (text) =>
    /^[\w!#$%&'*+.^`|~-]+$/u.test(text)
      ? { value: text }
      : { wrong: `${quoted(text)} is not the name of a header` },
});

/** A value that no header can hold would make every probe fail. */
const headerValue = textFormat({
  title: 'the value of a header',
  examples: [`Bearer $${VARIABLE_PREFIX}EHR_TOKEN`],
  read: (text) => {
    if (!/^[\t\x20-\x7e\x80-\xff]{1,2000}$/u.test(text)) {
      return {
        wrong: `${quoted(text)} cannot be the value of a header`,
        hint: '1 to 2,000 characters of Latin-1 on one line',
      };
    }
    const [variable] = /\$[A-Za-z_]\w*/u.exec(text.replaceAll(`$${VARIABLE_PREFIX}`, '')) ?? [];
    return variable === undefined
      ? { value: text }
      : {
          wrong: `${quoted(text)} names ${variable}, which is not for checks`,
          hint: `write a variable that begins with ${VARIABLE_PREFIX}`,
        };
  },
});

const http = z
  .strictObject({
    url: webAddress.describe('What it asks for.'),
    method: z
      .enum(['GET', 'HEAD'])
      .default('GET')
      .meta({ title: 'GET or HEAD' })
      .describe('HEAD asks for no body.'),
    headers: z
      .record(headerName, headerValue)
      .default({})
      .meta({ title: 'a mapping of headers' })
      .describe(
        `What it sends beside; $${VARIABLE_PREFIX}TOKEN in a value is that of the environment.`,
      ),
    status: z
      .array(z.number().int().min(100).max(599).meta({ title: 'a status of HTTP' }))
      .default([])
      .meta({ title: 'a list of statuses, such as [200, 204]' })
      .describe('Which statuses are good. Default: every 2xx.'),
    contains: printable(500).optional().describe('What the body must contain.'),
    json: z
      .record(
        pointer,
        z.union([z.string(), z.number(), z.boolean(), z.null()]).meta({
          title: 'a text, a number, true, false or null',
        }),
      )
      .default({})
      .meta({ title: 'a mapping of JSON Pointers and values, such as { /status: UP }' })
      .describe('What the body must be as JSON, at these places.'),
    redirects: z
      .number()
      .int()
      .min(0)
      .max(10)
      .default(5)
      .meta({ title: 'a whole number from 0 to 10' })
      .describe('How many redirects it follows.'),
  })
  .meta({ title: 'a mapping with url' });

const dns = z
  .strictObject({
    name: printable(253).describe('Which name it asks for.'),
    type: z
      .enum(RECORD_TYPES)
      .default('A')
      .meta({ title: `one of ${RECORD_TYPES.join(', ')}` })
      .describe('Which records.'),
    contains: printable(500).optional().describe('What one of them must contain.'),
    server: nameServer
      .optional()
      .describe('The name server that it asks. Default: those of the machine.'),
  })
  .meta({ title: 'a mapping with name' });

const TARGETS = ['http', 'fhir', 'tcp', 'tls', 'dns'] as const;

function fields(names: Names) {
  return z.strictObject({
    name: id.describe('Its own among all rules, scores and checks; samples have it as subject.'),
    title: pageText(TITLE_SEPTETS, 'The health record').describe(
      'What is checked, in the words of a page: "… does not answer".',
    ),
    service: reference(names, 'services').describe('Who is paged when it fails.'),
    severity: z
      .enum(SEVERITIES)
      .default('error')
      .meta({ title: `one of ${SEVERITIES.join(', ')}` })
      .describe('How bad that is.'),
    http: http.optional().describe('An address of HTTP or HTTPS answers, and as it should.'),
    fhir: fhirBase.optional().describe('The base of a FHIR server that tells what it can do.'),
    tcp: endpoint.optional().describe('A port takes connections.'),
    tls: endpoint.optional().describe('A port takes TLS connections, with a valid certificate.'),
    dns: dns.optional().describe('A name has records.'),
    every: duration({ min: 10 * SECOND, max: HOUR })
      .prefault('1m')
      .describe('How often it is probed from each place.'),
    timeout: duration({ min: SECOND, max: 60 * SECOND })
      .prefault('10s')
      .describe('How long a probe may take, all in all.'),
    for: duration()
      .optional()
      .describe('How long it must fail before it pages. Default: two periods, and at least 2m.'),
    slow: duration({ min: SECOND })
      .optional()
      .describe('A warning when each probe takes longer than this.'),
    certificate: duration({ min: DAY })
      .optional()
      .describe('A warning so long before the certificate ends.'),
    places: z
      .array(id)
      .default([])
      .meta({ title: 'a list of places, such as [data-centre, ward]' })
      .describe(
        `From where it is probed; ${ACCOUNT}: from the account. Default: wherever wardbell probe runs.`,
      ),
    reach: z
      .array(network)
      .default([])
      .meta({ title: 'a list of networks, such as [10.20.0.0/16]' })
      .describe('What it may reach beside public addresses: private ones are refused otherwise.'),
    runbook: runbook.optional().describe('What to do. Default: the runbook of the service.'),
  });
}

type Written = z.output<ReturnType<typeof fields>>;

const COHERENT: readonly Coherence<Written>[] = [
  {
    of: TARGETS,
    missing: true,
    holds: (check) => TARGETS.filter((kind) => check[kind] !== undefined).length === 1,
    wrong: (check) =>
      TARGETS.every((kind) => check[kind] === undefined)
        ? 'nothing says what it checks'
        : 'it checks more than one thing',
    hint: `write one of ${TARGETS.join(', ')}`,
  },
  {
    of: ['every', 'timeout'],
    at: 'timeout',
    holds: ({ every, timeout }) => timeout <= every,
    wrong: () => 'the timeout is longer than every',
    hint: 'a probe must have ended when the next one begins',
  },
  {
    of: ['slow', 'timeout'],
    at: 'slow',
    holds: ({ slow = 0, timeout }) => slow < timeout,
    wrong: () => 'no probe takes so long: it fails by its timeout before',
    hint: 'shorter than timeout',
  },
  {
    of: ['certificate', ...TARGETS],
    at: 'certificate',
    holds: ({ certificate, tls, fhir, http: asked }) =>
      certificate === undefined || tls !== undefined || /^https:/iu.test(fhir ?? asked?.url ?? ''),
    wrong: () => 'nothing shows it a certificate',
    hint: 'it belongs to tls, and to addresses of https',
  },
  {
    of: ['places', 'every'],
    at: 'every',
    holds: ({ places, every }) => !places.includes(ACCOUNT) || every >= MINUTE,
    wrong: () => 'from the account it is probed each minute at most',
    hint: `write 1m or more, or leave ${ACCOUNT} out of places`,
  },
  {
    of: ['places', 'http'],
    at: 'http',
    holds: ({ places, http: asked }) =>
      !places.includes(ACCOUNT) || !readsEnvironment(asked?.headers ?? {}),
    wrong: () => 'a header asks for a value of the environment, and the account has none',
    hint: `leave ${ACCOUNT} out of places`,
  },
  {
    of: ['http'],
    at: 'http',
    holds: ({ http: asked }) =>
      asked?.method !== 'HEAD' ||
      (asked.contains === undefined && Object.keys(asked.json).length === 0),
    wrong: () => 'an answer to HEAD has no body that could contain anything',
    hint: 'write method: GET',
  },
];

/** Something that is asked again and again whether it is there. */
export function check(names: Names) {
  const schema = fields(names).meta({
    title: 'a mapping with name, title, service, and one of http, fhir, tcp, tls and dns',
    oneOf: TARGETS.map((kind) => ({ required: [kind] })),
  });
  return coherent(schema, COHERENT);
}
