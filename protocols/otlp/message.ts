import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { isObject } from '#http/json-object.ts';
import { type Kind, type Of, type Room, wrong } from './kinds.ts';

/**
 * A field of a message: its protobuf number, and its kind. Its JSON name is its key in the
 * message's table.
 */
interface Field<T> extends Kind<T> {
  readonly number: number;
  /** How a repeated field is appended to its list. */
  readonly add?: (list: T, more: T) => void;
  /** A packed list is one field for all numbers, otherwise one field for each. */
  readonly each?: Field<T>;
}

// biome-ignore lint/suspicious/noExplicitAny: fields of all types stand in one table, and `Message` tells them apart.
type Fields = Readonly<Record<string, Field<any>>>;

/** The parsed message: fields that were not sent are absent. */
type Message<F extends Fields> = { readonly [Name in keyof F]?: Of<F[Name]> };

/** The kind of a message, which may also be a whole body. */
interface MessageKind<T> extends Kind<T> {
  readonly fromBytes: (bytes: Uint8Array, room: Room) => T;
}

/** A field with one value. */
export function one<T>(number: number, kind: Kind<T>): Field<T> {
  return { ...kind, number };
}

/** A repeated field of messages. */
export function many<T>(number: number, kind: Kind<T>): Field<T[]> {
  return {
    number,
    wire: kind.wire,
    fromWire: (reader, room) => [kind.fromWire(reader, room)],
    fromJson: (value, room, name) =>
      Array.isArray(value)
        ? value.map((item) => kind.fromJson(item, room, name))
        : wrong(name, value, 'a list'),
    add: (list, more) => {
      for (const item of more) {
        list.push(item);
      }
    },
  };
}

/** A repeated field of numbers. */
export function packed<T>(number: number, kind: Kind<T>): Field<T[]> {
  const counted: Kind<T> = {
    wire: kind.wire,
    fromWire: (reader, room) => {
      take(room, 'numbers');
      return kind.fromWire(reader, room);
    },
    fromJson: (value, room, name) => {
      take(room, 'numbers');
      return kind.fromJson(value, room, name);
    },
  };
  const each = many(number, counted);
  const fromWire = (reader: BinaryReader, room: Room) => {
    const list: T[] = [];
    for (const end = endOf(reader); reader.pos < end; ) {
      list.push(counted.fromWire(reader, room));
    }
    return list;
  };
  return { ...each, wire: WireType.LengthDelimited, fromWire, each };
}

/** A message with this table of fields. Unknown fields are skipped. */
export function message<F extends Fields>(fields: F): MessageKind<Message<F>> {
  const named = Object.entries(fields);
  const numbered: Numbered[] = [];
  for (const entry of named) {
    numbered[entry[1].number] = entry;
  }
  const readTo = (reader: BinaryReader, end: number, room: Room) => {
    enter(room);
    const read = fromFields(reader, end, numbered, room);
    room.depth += 1;
    return read as Message<F>;
  };
  return {
    wire: WireType.LengthDelimited,
    fromBytes: (bytes, room) => readTo(new BinaryReader(bytes), bytes.length, room),
    fromWire: (reader, room) => readTo(reader, endOf(reader), room),
    fromJson: (value, room, name) => {
      enter(room);
      const read = fromMembers(value, named, room, name);
      room.depth += 1;
      return read as Message<F>;
    },
  };
}

type Numbered = readonly [name: string, field: Fields[string]];

function fromFields(
  reader: BinaryReader,
  end: number,
  numbered: readonly Numbered[],
  room: Room,
): object {
  const read: Record<string, unknown> = {};
  while (reader.pos < end) {
    const [number, wire] = reader.tag();
    const known = numbered[number];
    if (known === undefined) {
      reader.skip(wire, number);
      continue;
    }
    const [name, field] = known;
    const form = field.wire === wire ? field : field.each;
    // Skipping a known field as unknown would turn a value into 0.
    if (form?.wire !== wire) {
      throw new Error(`field ${number} is not of the type of ${name}`);
    }
    const value = form.fromWire(reader, room);
    const before = read[name];
    if (before === undefined || form.add === undefined) {
      read[name] = value;
    } else {
      form.add(before, value);
    }
  }
  if (reader.pos > end) {
    throw new Error('a field goes beyond its message');
  }
  return read;
}

function fromMembers(
  value: unknown,
  named: readonly Numbered[],
  room: Room,
  itsName: string,
): object {
  if (!isObject(value)) {
    return wrong(itsName, value, 'an object');
  }
  const read: Record<string, unknown> = {};
  for (const [name, field] of named) {
    const member = value[name];
    if (member !== undefined && member !== null) {
      read[name] = field.fromJson(member, room, name);
    }
  }
  return read;
}

function endOf(reader: BinaryReader): number {
  const length = reader.uint32();
  if (length > reader.len - reader.pos) {
    throw new Error(`a field of ${length} bytes goes beyond the body`);
  }
  return reader.pos + length;
}

function enter(room: Room): void {
  take(room, 'messages');
  room.depth -= 1;
  if (room.depth < 0) {
    throw new Error('values stand in one another too deep');
  }
}

function take(room: Room, what: keyof typeof FULL): void {
  room[what] -= 1;
  if (room[what] < 0) {
    throw FULL[what];
  }
}

/** Thrown if a body exceeds a limit. */
export const FULL = {
  messages: new Error('there is no room for more messages'),
  numbers: new Error('there is no room for more numbers'),
} as const;
