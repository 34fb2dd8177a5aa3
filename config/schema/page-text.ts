import { septets, toGsm7 } from '#core/messages/gsm7.ts';
import { oneLine } from '#core/text/one-line.ts';
import { quoted, type Reading, textFormat } from './text-format.ts';

/** Room for a title in a page of one SMS part, beside severity, place, time and link. */
const TITLE_SEPTETS = 60;
const ALIAS_SEPTETS = 40;

/** The title of an alert, as it appears in a page. */
export const title = textFormat({
  title: `a text of 1 to ${TITLE_SEPTETS} characters`,
  examples: ['Oxygen saturation is low'],
  read: (text) =>
    /\{\{|\$\{|\$labels|\$value/u.test(text)
      ? {
          wrong: `${quoted(text)} looks like a template, and a title is sent as it is`,
          hint: 'the page says by itself where, how bad and since when',
        }
      : readPageText(text, TITLE_SEPTETS),
});

/** The name of a subject in a page. */
export const alias = pageText(ALIAS_SEPTETS, 'ICU bed 4');

/** One line of page text, with a limit in characters of an SMS. */
export function pageText(longest: number, example?: string) {
  return textFormat({
    title: `a text of 1 to ${longest} characters`,
    ...(example !== undefined && { examples: [example] }),
    read: (text) => readPageText(text, longest),
  });
}

export const personName = printable(60);

export const label = printable(60);

/** The id of a device or bed, as its senders use it. */
export const subjectId = printable(256);

/** Dots are allowed for OpenTelemetry: `k8s.pod.name`. */
export const labelName = textFormat({
  title: 'the name of a label, such as ward',
  pattern: '^[A-Za-z_][A-Za-z0-9_.:/-]{0,127}$',
  read: (text) =>
    /^[A-Za-z_][\w.:/-]{0,127}$/u.test(text)
      ? { value: text }
      : { wrong: `${quoted(text)} is not the name of a label`, hint: 'such as ward, or host.name' },
});

/** One line of printable text. */
export function printable(longest: number) {
  return textFormat({
    title: `a text of 1 to ${longest} characters`,
    read: (text) => readLine(text) ?? tooLong(text, text.length, longest) ?? { value: text },
  });
}

function readPageText(text: string, longest: number): Reading<string> {
  const strange = Array.from(text.normalize('NFC')).find((c) => c !== ' ' && toGsm7(c) !== c);
  if (strange !== undefined && readLine(text) === undefined) {
    return {
      wrong: `${quoted(text)} holds ${quoted(strange)}, which halves the room of an SMS`,
      hint: `write ${quoted(toGsm7(strange))} or other characters of the SMS alphabet (GSM-7)`,
    };
  }
  return readLine(text) ?? tooLong(text, septets(text), longest) ?? { value: text };
}

function readLine(text: string): Reading<string> | undefined {
  if (text.trim() === '') {
    return { wrong: 'the text is empty' };
  }
  if (oneLine(text) === text) {
    return undefined;
  }
  return { wrong: `${quoted(text)} is not one line of readable characters` };
}

function tooLong(text: string, length: number, longest: number): Reading<string> | undefined {
  if (length <= longest) {
    return undefined;
  }
  const wrong = `${quoted(text)} takes ${length} characters; there is room for ${longest}`;
  return { wrong, hint: 'a page must fit one SMS, with place, time and link beside this' };
}
