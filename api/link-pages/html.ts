/** Markup that is safe to send: made by `html` only. */
export interface Html {
  readonly markup: string;
}

type Part = string | number | Html | undefined | readonly Part[];

/**
 * Makes markup from a template. Every part is escaped, unless it is itself markup; `undefined` is
 * nothing.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const rest = parts.map((part, index) => write(part) + (strings[index + 1] ?? ''));
  return { markup: (strings[0] ?? '') + rest.join('') };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function write(part: Part): string {
  if (part === undefined) {
    return '';
  }
  if (isList(part)) {
    return part.map(write).join('');
  }
  if (typeof part === 'object') {
    return part.markup;
  }
  return String(part).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? '');
}

function isList(part: Part): part is readonly Part[] {
  return Array.isArray(part);
}
