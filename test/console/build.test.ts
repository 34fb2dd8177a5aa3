import { describe, expect, test } from '@jest/globals';
import { buildConsole } from '#console/build.ts';

const { files, metafile } = buildConsole();
const text = (index: number) => Buffer.from(files[index]?.body ?? []).toString();

/** The most that a phone may have to load before it shows what is open, compressed. */
const BUDGET = 60_000;

/** Returns the names of a script and of all that it imports before it runs. */
function scriptsOf(name: string): readonly string[] {
  const imported = (metafile.outputs[name]?.imports ?? [])
    .filter(({ kind }) => kind === 'import-statement')
    .flatMap(({ path }) => scriptsOf(path));
  return [name, ...imported];
}

describe('the console, as it is built', () => {
  test('takes at most 60 KB of compressed script to the list of incidents, in each language', () => {
    const names = Object.entries(metafile.outputs);
    const sizeOf = (name: string) => files.find(({ path }) => path.endsWith(name))?.brotli.length;
    for (const language of ['sv', 'de']) {
      const parts = ['console/main.ts', 'console/now/now.ts', `console/words/${language}.ts`];
      const entries = names.filter(([, { entryPoint }]) => parts.includes(entryPoint ?? ''));
      expect(entries).toHaveLength(3);
      const needed = new Set(entries.flatMap(([name]) => scriptsOf(name)));
      const sizes = [...needed].map((name) => sizeOf(name) ?? Number.POSITIVE_INFINITY);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(BUDGET);
    }
  });

  test('loads nothing of core/, whose types alone it imports, but where reports are made of parts', () => {
    const holds = (name: string) =>
      Object.keys(metafile.outputs[name]?.inputs ?? {}).some((path) => path.startsWith('core/'));
    const loading = Object.entries(metafile.outputs).filter(([name]) =>
      scriptsOf(name).some(holds),
    );
    expect(loading.flatMap(([, { entryPoint }]) => entryPoint ?? []).sort()).toEqual([
      'console/burden/burden.ts',
      'console/reports/reports.ts',
    ]);
  });

  test('has a shell without anything inline, so that its policy can forbid it', () => {
    expect(text(0)).not.toMatch(/<script(?![^>]*src=)|<style| on\w+=|style=/u);
  });

  test('can be installed: its manifest names icons that are as large as it says', () => {
    const ending = (end: string) => files.find(({ path }) => path.endsWith(end));
    const manifest = JSON.parse(Buffer.from(ending('.webmanifest')?.body ?? []).toString());
    const pngs: { src: string; sizes: string; purpose: string }[] = manifest.icons.filter(
      ({ type }: { type: string }) => type === 'image/png',
    );
    expect(pngs.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
      '192x192 any',
      '512x512 any',
      '512x512 maskable',
    ]);
    for (const { src, sizes } of pngs) {
      const png = Buffer.from(ending(src)?.body ?? []);
      // The width and height of a PNG stand behind its signature and the head of its first chunk.
      expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes);
    }
  });

  test('loads nothing from elsewhere', () => {
    for (const { path, body } of files) {
      const told = Buffer.from(body).toString();
      const addresses = told.match(/https?:\/\/[^\s"'`)]+/gu) ?? [];
      // Names of XML are no addresses that are loaded.
      expect([path, addresses.filter((one) => !one.startsWith('http://www.w3.org/'))]).toEqual([
        path,
        [],
      ]);
    }
  });

  test('has the same names wherever it is built, and only the shell without a hash', () => {
    expect(buildConsole().files.map(({ path }) => path)).toEqual(files.map(({ path }) => path));
    const named = files.filter(({ path }) => /-[0-9A-Z]{8}\.\w+$/u.test(path));
    expect(named).toHaveLength(files.length - 1);
  });
});
