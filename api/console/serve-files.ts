import { CONSOLE_ROOT } from '#console/addresses.ts';
import { acceptedTypes } from '#http/accept.ts';
import { entityTag, isHeld } from '#http/conditional-get.ts';
import type { HttpEvent, HttpResponse, HttpRoute } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { consoleHeaders } from './headers.ts';

/** A file of the console, in every form in which it is sent. */
export interface ServedFile {
  /** The path of its address. */
  readonly path: string;
  /** Its media type. */
  readonly type: string;
  readonly body: Uint8Array;
  readonly brotli: Uint8Array;
  readonly gzip: Uint8Array;
  /** Its name holds a hash of what it is: whoever has it need never ask again. */
  readonly immutable: boolean;
}

/** The shell of every screen, and the prefix of files that are not shells. */
const FILES = `${CONSOLE_ROOT}files/`;

/**
 * Serves the files of the console, and its shell at every other address below `/console/`: which
 * screen is meant, the shell decides. Neither holds anything of the deployment, so everybody gets
 * them. `read` is called once.
 */
export function serveFiles(
  { publicUrl }: Pick<Runtime, 'publicUrl'>,
  read: () => readonly ServedFile[],
): HttpRoute {
  const headers = consoleHeaders(publicUrl);
  let files: ReadonlyMap<string, TaggedFile> | undefined;
  return async (event) => {
    files ??= new Map(read().map((file) => [file.path, tagged(file)]));
    const { rawPath: path } = event;
    const file = files.get(path.startsWith(FILES) ? path : CONSOLE_ROOT);
    return file === undefined ? missing(path) : answer(file, event, headers);
  };
}

interface TaggedFile extends ServedFile {
  readonly etag: string;
}

function tagged(file: ServedFile): TaggedFile {
  return { ...file, etag: entityTag(file.body) };
}

function missing(path: string) {
  return problem(
    'not_found',
    path.startsWith(FILES)
      ? `There is no file ${path.slice(0, 100)}: the platform has another version than your page. Load the page again.`
      : 'This copy of the platform was made without the console. "npm run build" makes both.',
  );
}

const A_YEAR = 'public, max-age=31536000, immutable';

function answer(
  file: TaggedFile,
  { headers: asked }: HttpEvent,
  headers: Readonly<Record<string, string>>,
): HttpResponse {
  const { encoding, bytes } = formFor(file, asked['accept-encoding']);
  const { etag } = file;
  const about = {
    ...headers,
    etag,
    vary: 'accept-encoding',
    'cache-control': file.immutable ? A_YEAR : 'no-cache',
  };
  if (isHeld(etag, asked)) {
    return { statusCode: 304, headers: about };
  }
  return {
    statusCode: 200,
    headers: {
      ...about,
      'content-type': file.type,
      ...(encoding !== undefined && { 'content-encoding': encoding }),
    },
    body: Buffer.from(bytes).toString('base64'),
    isBase64Encoded: true,
  };
}

/** Chooses the smallest form that the client takes (RFC 9110, 12.5.3). */
function formFor(file: ServedFile, acceptEncoding: string | undefined) {
  const taken = new Set(
    acceptedTypes(acceptEncoding).flatMap(({ type, parameter }) =>
      /^0(\.0*)?$/.test(parameter('q') ?? '') ? [] : [type],
    ),
  );
  if (taken.has('br')) {
    return { encoding: 'br', bytes: file.brotli };
  }
  return taken.has('gzip')
    ? { encoding: 'gzip', bytes: file.gzip }
    : { encoding: undefined, bytes: file.body };
}
