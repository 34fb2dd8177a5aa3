import type { AnyValue } from './export-request.ts';

/**
 * Converts the value of an attribute to the text of a label, as the OTLP mapping for Prometheus
 * does: a text as it is, lists and maps as JSON. Empty if there is none.
 */
export function textOf(value: AnyValue = {}): string {
  const { stringValue, bytesValue, intValue, boolValue, doubleValue } = value;
  const plain = stringValue ?? bytesValue ?? intValue ?? boolValue ?? doubleValue;
  if (plain !== undefined) {
    return String(plain);
  }
  const nested = value.arrayValue ?? value.kvlistValue;
  return nested === undefined ? '' : jsonOf(value);
}

/**
 * It builds the JSON itself: a key may be `__proto__`, or appear twice. Its recursion is as deep as
 * what could be parsed.
 */
function jsonOf(value: AnyValue = {}): string {
  const { stringValue, bytesValue, doubleValue, arrayValue, kvlistValue } = value;
  if (arrayValue !== undefined) {
    return `[${(arrayValue.values ?? []).map(jsonOf).join()}]`;
  }
  if (kvlistValue !== undefined) {
    const members = (kvlistValue.values ?? []).map(
      ({ key = '', value: inner }) => `${JSON.stringify(key)}:${jsonOf(inner)}`,
    );
    return `{${members.join()}}`;
  }
  const isText = stringValue !== undefined || bytesValue !== undefined;
  const text = textOf(value);
  // JSON has no NaN.
  return isText || (doubleValue !== undefined && !Number.isFinite(doubleValue))
    ? JSON.stringify(text)
    : text || 'null';
}
