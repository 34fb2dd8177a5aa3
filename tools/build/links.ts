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

/** Returns the names by which links lead to the headings of a page. */
export function headingsOf(text: string): ReadonlySet<string> {
  const titles = text.match(/(?<=^#+ ).*$/gmu) ?? [];
  return anchorsOf(titles.map((title) => title.replaceAll(/\[([^\]]*)\]\([^)]*\)/gu, '$1')));
}

/** Returns the names of headings as GitHub makes them: a title that comes again has a number. */
export function anchorsOf(titles: readonly string[]): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const title of titles) {
    const slug = title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    let anchor = slug;
    for (let again = 1; anchors.has(anchor); again += 1) {
      anchor = `${slug}-${again}`;
    }
    anchors.add(anchor);
  }
  return anchors;
}
