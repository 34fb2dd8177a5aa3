import { type BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { formatValue } from '#http/format-value.ts';

/**
 * The remaining limits of a body while it is read: a few bytes can encode many messages, deeply
 * nested ones, or compressed zeros.
 */
export interface Room {
  messages: number;
  /** Numbers in lists. */
  numbers: number;
  depth: number;
}

/**
 * Reads values of one type, from protobuf's wire format and from parsed JSON. Both throw what is
 * wrong with the input.
 */
export interface Kind<T> {
  readonly wire: WireType;
  readonly fromWire: (reader: BinaryReader, room: Room) => T;
  /** `name` is the name of the value in error messages. */
  readonly fromJson: (value: unknown, room: Room, name: string) => T;
}

/** The TypeScript type of a kind's value. */
export type Of<K> = K extends Kind<infer T> ? T : never;

/** A text must be UTF-8: replacing invalid bytes would merge two series. */
export const TEXT: Kind<string> = {
  wire: WireType.LengthDelimited,
  fromWire: (reader) => reader.string(true),
  fromJson: (value, _, name) => (typeof value === 'string' ? value : wrong(name, value, 'a text')),
};

export const BOOL: Kind<boolean> = {
  wire: WireType.Varint,
  fromWire: (reader) => reader.bool(),
  fromJson: (value, _, name) =>
    typeof value === 'boolean' ? value : wrong(name, value, 'true or false'),
};

export const UINT32: Kind<number> = {
  wire: WireType.Varint,
  fromWire: (reader) => reader.uint32(),
  fromJson: wholeNumber,
};

/** AggregationTemporality of metrics/v1, which JSON may write by number or by name. */
export const TEMPORALITY: Kind<number> = {
  wire: WireType.Varint,
  fromWire: (reader) => reader.uint32(),
  fromJson: (value, room, name) =>
    value === 'AGGREGATION_TEMPORALITY_DELTA'
      ? DELTA
      : typeof value === 'string' && value.startsWith('AGGREGATION_TEMPORALITY_')
        ? 0
        : wholeNumber(value, room, name),
};

/** AGGREGATION_TEMPORALITY_DELTA: each value is the increase since the one before. */
export const DELTA = 1;

/** Beyond 2^53 it is rounded to the nearest number, as in JSON. */
export const FIXED64: Kind<number> = {
  wire: WireType.Bit64,
  fromWire: (reader) => reader.fixed32() + reader.fixed32() * 2 ** 32,
  fromJson: wholeNumber,
};

export const SFIXED64: Kind<number> = {
  wire: WireType.Bit64,
  fromWire: (reader) => reader.fixed32() + reader.sfixed32() * 2 ** 32,
  fromJson: wholeNumber,
};

export const DOUBLE: Kind<number> = {
  wire: WireType.Bit64,
  fromWire: (reader) => reader.double(),
  fromJson: (value, _, name) => {
    const number = typeof value === 'string' && DOUBLE_TEXT.test(value) ? Number(value) : value;
    return typeof number === 'number' ? number : wrong(name, value, 'a number');
  },
};

const DOUBLE_TEXT = /^(NaN|-?Infinity|-?\d+(\.\d+)?([eE][+-]?\d+)?)$/;

/**
 * Kept exact, as digits: it is part of a name, and two ids that differ beyond 2^53 must stay
 * different.
 */
export const INT64: Kind<string> = {
  wire: WireType.Varint,
  fromWire: (reader) => String(reader.int64()),
  fromJson: (value, room, name) =>
    typeof value === 'string' ? digits(value, name) : String(wholeNumber(value, room, name)),
};

/** Bytes, as base64. */
export const BYTES: Kind<string> = {
  wire: WireType.LengthDelimited,
  fromWire: (reader) => Buffer.from(reader.bytes()).toString('base64'),
  fromJson: TEXT.fromJson,
};

/** JSON encodes 64-bit integers as text, since many of its readers keep 53 bits. */
function wholeNumber(value: unknown, _: Room, name: string): number {
  const number = typeof value === 'string' ? Number(digits(value, name)) : value;
  return Number.isInteger(number) ? (number as number) : wrong(name, value, WHOLE);
}

function digits(text: string, name: string): string {
  return /^-?\d{1,20}$/.test(text) ? text : wrong(name, text, WHOLE);
}

const WHOLE = 'a whole number, as a number or as a text';

/** Throws what was sent, and what is expected. */
export function wrong(name: string, value: unknown, expected: string): never {
  throw new Error(`${name} is ${formatValue(value)}; it must be ${expected}`);
}
