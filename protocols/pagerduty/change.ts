import {
  EXTERNAL_ALERT_LIMITS,
  isWebAddress,
  truncateAnnotations,
} from '#core/alert/external-alert.ts';
import { type Change, changeId } from '#core/change/change.ts';
import { type Rejection, SAMPLE_LIMITS } from '#core/sample/validate-sample.ts';
import { formatValue } from '#http/format-value.ts';
import { isObject, type JsonObject } from '#http/json-object.ts';
import { malformed } from '../decoded.ts';
import { annotationsFrom, linksFrom } from './annotations.ts';
import { type From, momentFrom, textFault, textFrom } from './parse-fields.ts';

/** A decoded change event, or what is wrong with it. */
export interface DecodedChange {
  readonly change?: Change;
  readonly events: readonly [];
  readonly errors: readonly Rejection[];
}

/** Decodes a change event (`/v2/change/enqueue`). */
export function decodeChange(sent: JsonObject, { key, now }: From): DecodedChange {
  const { payload } = sent;
  if (!isObject(payload)) {
    return refused([`'payload' is ${formatValue(payload)}; it must be an object`]);
  }
  const summary = textFrom(payload['summary'], EXTERNAL_ALERT_LIMITS.title);
  if (summary === undefined) {
    return refused(textFault('payload.summary', payload['summary']));
  }
  const links = linksFrom(sent['links'], sent['images']);
  const source = textFrom(payload['source'], SAMPLE_LIMITS.name);
  const details = annotationsFrom([], payload['custom_details']);
  const change = {
    at: momentFrom(payload['timestamp'], now),
    summary,
    ...(source !== undefined && { source }),
    key,
    details: truncateAnnotations(details),
    links: links.map(({ address }) => address).filter(isWebAddress),
  };
  return { change: { id: changeId(change), ...change }, events: [], errors: [] };
}

function refused(faults: readonly string[]): DecodedChange {
  return { events: [], errors: faults.map(malformed) };
}
