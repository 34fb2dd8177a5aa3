import { dirname, join, normalize } from 'node:path';

/** `[text](target)`, with no link inside of it. */
const LINK = /(?<!!)\[((?:[^[\]`]|`[^`]*`)+)\]\(([^()\s]+)\)/gu;

/**
 * Returns a page of the documents as the package has it: a link to what only the repository has
 * becomes its text. `has` tells whether the package has a file, or this heading of it.
 */
export function withoutDeadLinks(
  page: string,
  text: string,
  has: (file: string, heading?: string) => boolean,
): string {
  return text.replace(LINK, (link, label: string, to: string) => {
    if (/^[a-z]+:/u.test(to)) {
      return link;
    }
    const [path = '', heading] = decodeURIComponent(to).split('#');
    const file = path === '' ? page : normalize(join(dirname(page), path));
    return has(file, heading) ? link : label;
  });
}

/** Returns the names by which links lead to the headings of a page, as GitHub makes them. */
export function headingsOf(text: string): ReadonlySet<string> {
  const titles = text.match(/(?<=^#+ ).*$/gmu) ?? [];
  const names = titles.map((title) =>
    title
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return new Set(names);
}
