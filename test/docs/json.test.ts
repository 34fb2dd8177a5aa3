import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { readSamples } from '#cli/samples-file.ts';
import { ELSEWHERE } from '#deployment/routes.ts';
import { isObject, type JsonObject } from '#http/json-object.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import { decodeArchived, decodeJson } from '#protocols/samples/decode.ts';
import { STAGE } from '../../lib/stage.ts';
import { BLOCKS, DOCUMENTS, type Example, INLINE } from '../support/documents.ts';

/** The label of a stored document. */
const LABEL = z.strictObject({
  shape: z.strictObject({
    version: z.int(),
    oldestReader: z.int(),
    of: z.int().optional(),
    keeps: z.int().optional(),
  }),
});

const SETTINGS = Object.keys(STAGE.shape);
const JSON_BLOCKS = BLOCKS.filter(({ info }) => info === 'json');

/**
 * Completes JSON: documents show parts of a file without braces, and write `{ … }` for what the
 * reader knows.
 */
const readShown = ({ text }: Pick<Example, 'text'>): JsonObject => {
  const known = text.trim().replace(/"\w+": \{ … \},?/g, '');
  const written = known.replaceAll('"https://…"', '"https://wardbell.test"');
  return JSON.parse(written.startsWith('{') ? written : `{${written}}`);
};

/**
 * Returns what is wrong with what a document shows as JSON; undefined if it is none that we know.
 */
function faultsOf(shown: JsonObject): readonly unknown[] | undefined {
  if ('samples' in shown) {
    return faultsOfSamples(shown);
  }
  if ('received' in shown) {
    return faultsOfArchived(shown);
  }
  if (shown['resourceType'] === 'Subscription') {
    return faultsOfSubscription(shown);
  }
  if ('shape' in shown) {
    return LABEL.safeParse(shown).error?.issues ?? [];
  }
  const isStage = Object.keys(shown).every((key) => SETTINGS.includes(key));
  const stages = isStage ? [shown] : Object.values(shown);
  return stages.every(isObject) ? stages.flatMap(faultsOfStage) : undefined;
}

function faultsOfSamples(shown: JsonObject): readonly unknown[] {
  const decoded = decodeJson(JSON.stringify(shown), 0);
  return decoded.kind === 'malformed' ? [decoded.detail] : decoded.errors;
}

function faultsOfArchived(shown: JsonObject): readonly unknown[] {
  const decoded = decodeArchived(JSON.stringify({ samples: [shown] }));
  return decoded.kind === 'malformed' ? [decoded.detail] : decoded.errors;
}

/**
 * Builds the address that a server uses: it appends each Observation to the subscription's
 * endpoint.
 */
function faultsOfSubscription({ channel }: JsonObject): readonly unknown[] {
  const { endpoint } = channel as { readonly endpoint: string };
  const url = `${endpoint.replace('https://…', '')}/Observation/1`;
  const body = Buffer.from('');
  const request = { method: 'PUT', url, headers: {}, body, sourceIp: '', id: '', at: 0 };
  const { routeKey } = gatewayEvent(request).event;
  return routeKey === ELSEWHERE.key ? [`no route takes PUT ${url}`] : [];
}

function faultsOfStage(shown: JsonObject): readonly unknown[] {
  return STAGE.partial().safeParse(shown).error?.issues ?? [];
}

describe('JSON in a document', () => {
  test.each(JSON_BLOCKS)('is what the platform or cdk.json takes: $at', (block) => {
    expect(faultsOf(readShown(block))).toEqual([]);
  });

  test.each([
    '{"samples": [{"subject": "bed-1", "metric": "spo2", "value": "84"}]}',
    '{"samples": [{"subject": "bed-1", "metric": "spo2", "value": 84, "lables": {}}]}',
    '{"prod": {"config": "wardbell.yaml", "alarmMails": []}}',
    '"throttle": { "perSecond": 0, "burst": 1 }',
    '{"resourceType": "Subscription", "channel": {"endpoint": "https://…/fhirs"}}',
  ])('is found out where it is wrong: %s', (text) => {
    expect(faultsOf(readShown({ text }))).not.toEqual([]);
  });

  test.each(INLINE.filter(({ text }) => SETTINGS.includes(/^"(\w+)": /.exec(text)?.[1] ?? '')))(
    'is what a stage of cdk.json takes, in a sentence too: $at $text',
    (example) => expect(faultsOf(readShown(example))).toEqual([]),
  );
});

test.each(BLOCKS.filter(({ info }) => info === 'csv'))(
  'CSV in a document holds samples as the command line reads them: $at',
  ({ text }) => expect(readSamples(text, 'samples.csv', {}).rejected).toEqual([]),
);

test('docs/deploy.md has every setting of a stage in its table, and no other', () => {
  const deploy = DOCUMENTS.find(({ file }) => file === 'docs/deploy.md');
  const rows = deploy?.rows.filter(({ section }) => section === 'Deploy') ?? [];
  const named = rows.flatMap(({ cells: [keys = []] }) => keys);
  const settings = named.filter((name) => /^[a-z][A-Za-z]+$/.test(name));
  expect(new Set(settings)).toEqual(new Set(SETTINGS));
});
