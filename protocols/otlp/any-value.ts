import type { AnyValue } from './export-request.ts';

/**
 * The value of an attribute as the text of a label, as OTLP becomes Prometheus: a text as it is,
 * lists and maps as JSON. Empty where there is none.
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
 * Put together by hand: a key may be `__proto__`, or there twice. As deep as what could be read,
 * and no deeper.
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
