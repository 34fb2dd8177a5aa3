import { type CsvColumns, csvHead, csvLines } from '#core/text/csv.ts';
import { jsonLines } from '#core/text/json-lines.ts';
import { acceptedTypes } from './accept.ts';
import { type HttpEvent, type HttpResponse, json } from './http.ts';

/** The forms of a list that can be exported. */
export const EXPORT_FORMATS = ['json', 'jsonl', 'csv'] as const;

type Format = (typeof EXPORT_FORMATS)[number];

const TYPES: ReadonlyMap<string, Format> = new Map([
  ['application/json', 'json'],
  ['application/jsonl', 'jsonl'],
  ['application/x-ndjson', 'jsonl'],
  ['text/csv', 'csv'],
]);

/** A page of a list, and what it is as JSON. */
interface Exported<View> {
  /** The name of the list, and of the file. */
  readonly name: string;
  readonly views: readonly View[];
  readonly columns: CsvColumns<View>;
  /** The cursor of the next page, if there is one. */
  readonly next: string | undefined;
  readonly body: object;
}

/** Answers with a page in the form that is asked for by `format`, or by the header `Accept`. */
export function exported<View extends object>(
  event: HttpEvent,
  { name, views, columns, next, body }: Exported<View>,
): HttpResponse {
  const { queryStringParameters: query = {} } = event;
  const format = query['format'] ?? acceptedFormat(event);
  if (format === 'json') {
    return json(200, { ...body, ...(next !== undefined && { next }) });
  }
  const isFirst = (query['cursor'] ?? query['after'] ?? '') === '';
  const head = format === 'csv' && isFirst ? csvHead(columns) : '';
  const lines = format === 'csv' ? csvLines(columns, views) : jsonLines(views);
  const headers = {
    'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl',
    'content-disposition': `attachment; filename="${name}.${format}"`,
    'cache-control': 'no-store',
    vary: 'accept',
    ...(next !== undefined && { link: nextLink(event, next) }),
  };
  return { statusCode: 200, headers, body: head + lines };
}

function acceptedFormat({ headers }: HttpEvent): Format {
  const [first] = acceptedTypes(headers['accept']).flatMap(({ type }) => TYPES.get(type) ?? []);
  return first ?? 'json';
}

/** Where an export goes on (RFC 8288). */
function nextLink({ rawPath, rawQueryString }: HttpEvent, next: string): string {
  const query = new URLSearchParams(rawQueryString);
  query.delete('after');
  query.set('cursor', next);
  return `<${rawPath}?${query}>; rel="next"`;
}
