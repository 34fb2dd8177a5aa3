import { words } from '../words/index.ts';

/** So many pages of an export are put together; what is longer is for the command line. */
const MOST_PAGES = 300;

/** How long one of them may take, in ms. */
const PATIENCE = 30_000;

/** What was downloaded. */
interface Downloaded {
  readonly lines: number;
  /** There is more, which was left out. */
  readonly isCut: boolean;
}

/**
 * Downloads an export of the API, which goes on from page to page by its header `Link`, as one
 * file. `heads` is how many of its lines are no entries.
 */
export async function download(
  address: string,
  { name, heads = 0 }: { readonly name: string; readonly heads?: number },
): Promise<Downloaded> {
  const parts: string[] = [];
  let type = '';
  let next: string | undefined = address;
  while (next !== undefined && parts.length < MOST_PAGES) {
    const response: Response = await fetch(next, { signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) {
      const { title = response.statusText, detail = '' } = await response.json().catch(() => ({}));
      throw new Error(`${title}. ${detail}`);
    }
    parts.push(await response.text());
    type = response.headers.get('content-type') ?? '';
    next = /<([^>]*)>;\s*rel="next"/u.exec(response.headers.get('link') ?? '')?.[1];
  }
  save(new Blob(parts, { type }), name);
  const lines = parts
    .join('')
    .split('\n')
    .filter((line) => line !== '').length;
  return { lines: Math.max(0, lines - heads), isCut: next !== undefined };
}

/** Tells what was downloaded, as `perform` does. */
export function downloadedText({ lines, isCut }: Downloaded): string {
  return isCut ? words.value.downloadCut(lines) : words.value.downloaded(lines);
}

/** Saves a text that is made here as a file. */
export function saveText(text: string, type: string, name: string): void {
  save(new Blob([text], { type }), name);
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has taken the file by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
