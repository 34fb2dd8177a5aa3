import type { TimelineEntry } from '#api/client/index.ts';
import type { Words } from '../words.ts';
import type { Telling, Told } from './told.ts';

/** A reader: the language, what people are called, and how times are written. */
export interface Reader extends Pick<Telling, 'nameOf' | 'joined' | 'timeOf' | 'lengthOf'> {
  readonly words: Words;
  readonly told: Told;
}

type Say = (data: unknown, telling: Telling) => string;

/** An entry in words; in the platform's own where it has a code that is not known here, or none. */
export function entryText({ code, data, by, text }: TimelineEntry, reader: Reader): string {
  const say = sayer(reader.told.entries, code);
  return say === undefined ? text : say(data, telling(reader, by));
}

/** Something with a code, its data, and what the platform calls it. */
interface Result {
  readonly code: string;
  readonly data: unknown;
  readonly text: string;
}

/** What became of a page or of an attempt. */
export function resultText({ code, data, text }: Result, reader: Reader): string {
  const say = sayer(reader.told.results, code);
  return say === undefined ? text : say(data, telling(reader));
}

/** Why a page that was sent may reach nobody. */
export function doubtText({ code, text }: Omit<Result, 'data'>, { told }: Reader): string {
  return own(told.doubts, code) ?? text;
}

function telling(reader: Reader, by?: string): Telling {
  const { words, told, nameOf } = reader;
  const { incident } = words;
  const actor: Telling['actor'] = ({ by: name, key }) =>
    key === undefined ? nameOf(name) : `${nameOf(name)}, ${incident.byKey(key)}`;
  const made: Telling = {
    ...reader,
    who: by === undefined ? told.somebody : nameOf(by),
    alert: ({ title, severity, unconfirmed }) =>
      [title, words.severity[severity], ...(unconfirmed ? [incident.unconfirmed] : [])].join(', '),
    severity: (severity) => words.severity[severity],
    stop: (stop) => {
      if (stop.kind === 'fallback') {
        return incident.fallback;
      }
      const { step, round } = stop;
      return round === undefined
        ? incident.step(step)
        : incident.stepAgain(step, round.number, round.of);
    },
    channel: (channel) => own(words.channels, channel)?.name ?? channel,
    contact: (person, channel) =>
      own(words.channels, channel)?.contactOf(nameOf(person)) ?? `${nameOf(person)}, ${channel}`,
    pageReason: (reason) => own(incident.reason, reason) ?? later({ code: reason }),
    actor,
    author: (author) =>
      'text' in author ? author.text : actor({ by: author.createdBy, key: author.createdByKey }),
    end: (reason) => own(told.ends, reason) ?? later({ code: reason }),
    empty: (why) => sayer(told.empty, why.code)?.(why, made) ?? later(why),
    result: (why) => sayer(told.results, why.code)?.(why, made) ?? later(why),
    doubt: (doubt) => own(told.doubts, doubt.code) ?? later(doubt),
  };
  return made;
}

/** What has no words here: those of the version that wrote it, or else its code. */
function later({ code, text }: { readonly code: string; readonly text?: string }): string {
  return text ?? code.replaceAll('_', ' ');
}

/** Codes come from outside, and one may be called `constructor`. */
function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** What says this code; whoever asks has data of it. */
function sayer(all: object, code: string): Say | undefined {
  return own(all as Readonly<Record<string, Say>>, code);
}
