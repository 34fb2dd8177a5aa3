import type { YAMLError } from 'yaml';

/** An error of YAML itself, in words. */
interface Fault {
  readonly message: string;
  readonly hint?: string;
}

/** Returns the probable mistake at the place where the parser failed, and what to do about it. */
export function yamlError(error: YAMLError, text: string): Fault {
  const [from] = error.pos;
  if (error.code === 'MULTIPLE_DOCS') {
    return {
      message: 'the file holds more than one document',
      hint: 'remove the line ---, or split the file',
    };
  }
  if (/call stack/u.test(error.message)) {
    return TOO_DEEP;
  }
  const line = lineAt(text, from);
  const tab = /^ *\t/u.exec(line);
  if (error.code === 'TAB_AS_INDENT' || tab !== null) {
    return { message: 'a tab is used to indent', hint: 'YAML is indented with spaces only' };
  }
  const message = `not valid YAML: ${error.message.replace(/\s+/gu, ' ')}`;
  const hint = hintFor(error, line, text.slice(from));
  return hint === undefined ? { message } : { message, hint };
}

const TOO_DEEP: Fault = {
  message: 'lists or mappings stand in each other a thousandfold',
  hint: 'is it the right file? No config needs more than ten levels',
};

function lineAt(text: string, offset: number): string {
  const begin = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(begin, end < 0 ? undefined : end);
}

/**
 * It is judged by the content of the line: the parser's own words help only those who know its
 * grammar.
 */
const SLIPS: readonly (readonly [written: RegExp, hint: string])[] = [
  [/^[^"'#]*[\u00a0\u202f\u3000]/u, 'the line holds a blank that is none (U+00A0): type it anew'],
  [/^\s*[–—•]\s/u, 'a list begins each entry with a plain hyphen: "- "'],
  [/^\s*\/\//u, 'a comment begins with #'],
  [/:\s*[<>]=?\s*-?[\d.]+/u, 'write the limit alone: below: 88 or above: 90'],
  [/!include|!ref|!secret/u, 'a config is one file: write the value itself here'],
  [
    /\$\{|\$\w/u,
    'variables are not put in: write the value itself; numbers and mailboxes may stay in SNS alone, with channels',
  ],
  [/:\s*\*[\s\d*/]/u, 'a text that begins with * needs quotes: cron: "* * * * *"'],
  [/:\s*([@`%&!|])/u, 'a text that begins with @, `, %, &, ! or | needs quotes'],
  [/[“”„‟]/u, 'these are typographic quotes: write straight ones, "…"'],
  [/^\s*(- )?[\w-]+:[^\s]/u, 'put a blank after the colon: below: 88'],
  [/^\s*(- )?[\w-]+\s*=/u, 'write a colon and a blank in place of =: below: 88'],
];

function hintFor({ code }: YAMLError, line: string, rest: string): string | undefined {
  const slip = SLIPS.find(([written]) => written.test(line))?.[1];
  if (slip !== undefined) {
    return slip;
  }
  switch (code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return /:\s+\S.*:\s/u.test(line)
        ? 'a text that holds a colon and a blank needs quotes: title: "Saturation: low"'
        : 'the line is indented unlike its neighbours: keys of one mapping begin in one column';
    case 'BAD_INDENT':
      return 'keys of one mapping, and entries of one list, begin in one column';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'write a key, a colon, a blank and the value: below: 88';
    case 'MISSING_CHAR':
      return /quote/u.test(rest) || /["']/u.test(line)
        ? 'a quote is opened and never closed, or is closed too early'
        : 'something that is opened is never closed: look for [, { or a quote';
    case 'BAD_ALIAS':
      return 'a text that begins with * needs quotes; elsewhere * repeats what & has named before';
    case 'UNEXPECTED_TOKEN':
      return 'something before it is not closed, or a text needs quotes: it holds one of [ ] { } , : #';
    default:
      return undefined;
  }
}
