/**
 * The options with which esbuild bundles every function, for the deployed stack and for the bench;
 * oxc-minify makes them small then. No imports. The SDK is included as ES modules, so that unused
 * parts are dropped. Its credential search is left out, since Lambda sets credentials in the
 * environment, and so are its event streams, its checksums without Node's, its endpoint discovery
 * and its store of several invocations at once. RE2's library lies beside a bundle (see
 * docs/decisions/0007-bundles.md).
 */
export const BUNDLING = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minifySyntax: true,
  mainFields: ['module', 'main'] as string[],
  // Node 24 has no Temporal of its own: the half of the polyfill that would use it stays behind.
  define: { 'globalThis.Temporal': 'undefined' },
  // Each client of the SDK brings its whole package.json to name its version to AWS.
  loader: { '.json': 'empty' },
  alias: {
    '@aws-sdk/credential-provider-node': './deployment/stand-ins/lambda-credentials.ts',
    '@smithy/core/config': './deployment/stand-ins/lambda-settings.ts',
    '@smithy/core/checksum': './deployment/stand-ins/checksums.ts',
    '@smithy/core/event-streams': './deployment/stand-ins/no-event-streams.ts',
    '@aws/lambda-invoke-store': './deployment/stand-ins/no-invoke-store.ts',
    '@aws-sdk/middleware-endpoint-discovery': './deployment/stand-ins/no-endpoint-discovery.ts',
    re2js: './deployment/stand-ins/re2.ts',
  },
  // Some packages of the SDK are CommonJS inside and call `require` for Node's own modules. It
  // is imported by a name that no module has, since esbuild does not see this line.
  banner: {
    js: "import { createRequire as requireBeside } from 'node:module'; const require = requireBeside(import.meta.url);",
  },
} as const;

/** The options with which oxc-minify makes that small. */
export const MINIFYING = {
  // What is read and not used goes: no getter here is there for what it does besides.
  compress: { target: BUNDLING.target, treeshake: { propertyReadSideEffects: false } },
  mangle: { toplevel: true },
  codegen: { removeWhitespace: true, legalComments: 'none' },
} as const;
