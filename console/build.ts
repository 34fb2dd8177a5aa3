import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { BuildResult, Metafile } from 'esbuild';
import { CONSOLE_ROOT, CONSOLE_START } from './addresses.ts';
import type { ConsoleFile } from './files.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const FILES = `${CONSOLE_ROOT}files/`;
const ENTRY = 'console/main.ts';

/** The files of the console, and what they were made of. */
export interface ConsoleBuild {
  /** The shell first. */
  readonly files: readonly ConsoleFile[];
  /** Which modules each script is made of, by esbuild's paths. */
  readonly metafile: Metafile;
}

/**
 * Bundles the console: scripts, its style, its icon and its manifest under hashed names, and the
 * shell that loads them. Nothing in the shell is inline, so that its Content-Security-Policy can
 * forbid it.
 */
export function buildConsole(): ConsoleBuild {
  const { outputFiles, metafile } = bundle();
  const shellFile = (name: string, type: string) =>
    hashed(name, type, readFileSync(join(HERE, 'shell', name)));
  const icon = shellFile('icon.svg', 'image/svg+xml');
  const small = shellFile('icon-192.png', 'image/png');
  const large = shellFile('icon-512.png', 'image/png');
  const manifest = hashed(
    'manifest.webmanifest',
    'application/manifest+json',
    Buffer.from(JSON.stringify(manifestOf(icon.path, small.path, large.path))),
  );
  const scripts = outputFiles.map(({ path, contents }) =>
    fileOf(FILES + basename(path), typeOf(path), contents),
  );
  const { script, style } = entryOf(metafile);
  const shell = fileOf(
    CONSOLE_ROOT,
    'text/html; charset=utf-8',
    Buffer.from(
      shellOf({ script, style, icon: icon.path, touchIcon: small.path, manifest: manifest.path }),
    ),
    false,
  );
  return { files: [shell, icon, small, large, manifest, ...scripts], metafile };
}

function bundle(): BuildResult<{ write: false; metafile: true }> {
  const { buildSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
  return buildSync({
    absWorkingDir: join(HERE, '..'),
    entryPoints: [ENTRY],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    // Browsers of spring 2024: the first in which all of them group lists by themselves.
    target: ['chrome117', 'firefox119', 'safari17.4'],
    minify: true,
    legalComments: 'none',
    outdir: 'files',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    write: false,
    metafile: true,
    logLevel: 'warning',
  });
}

function entryOf({ outputs }: Metafile): { readonly script: string; readonly style: string } {
  const [path, entry] =
    Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === ENTRY) ?? [];
  if (path === undefined || entry?.cssBundle === undefined) {
    throw new Error(`esbuild has made no script or no style of ${ENTRY}.`);
  }
  return { script: FILES + basename(path), style: FILES + basename(entry.cssBundle) };
}

function typeOf(path: string): string {
  return path.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8';
}

function hashed(name: string, type: string, body: Uint8Array): ConsoleFile {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 8).toUpperCase();
  return fileOf(FILES + name.replace(/\.(?=\w+$)/, `-${hash}.`), type, body);
}

function fileOf(path: string, type: string, body: Uint8Array, immutable = true): ConsoleFile {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return {
    path,
    type,
    body,
    brotli: brotliCompressSync(body, { params }),
    gzip: gzipSync(body, { level: 9 }),
    immutable,
  };
}

/** Its ground reaches the edges, so that the same picture serves where it is cut to a shape. */
function manifestOf(icon: string, small: string, large: string): object {
  return {
    name: 'Wardbell',
    short_name: 'Wardbell',
    id: CONSOLE_ROOT,
    start_url: CONSOLE_START,
    scope: CONSOLE_ROOT,
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: '#0a6640',
    icons: [
      { src: icon, sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      { src: small, sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: large, sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: large, sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  };
}

interface ShellParts {
  readonly script: string;
  readonly style: string;
  readonly icon: string;
  readonly touchIcon: string;
  readonly manifest: string;
}

/** `crossorigin` lets the browser ask for the manifest with the cookie of the session. */
function shellOf({ script, style, icon, touchIcon, manifest }: ShellParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#0a6640">
<title>Wardbell</title>
<link rel="stylesheet" href="${style}">
<link rel="icon" href="${icon}" type="image/svg+xml">
<link rel="apple-touch-icon" href="${touchIcon}">
<link rel="manifest" href="${manifest}" crossorigin="use-credentials">
<script type="module" src="${script}"></script>
</head>
<body>
<div id="console"></div>
<noscript>
<main>
<h1>Wardbell</h1>
<p>This page works by a script, which your browser does not run.</p>
<p><a href="/console/plain/now">What is open, without script</a></p>
<p>The links in pages work without it, too: they show an incident, and what can be done about it.</p>
<p>Wardbell is a secondary notification system. It does not replace the alarm at the bedside.</p>
</main>
</noscript>
</body>
</html>
`;
}
