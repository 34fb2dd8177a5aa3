import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Job {
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
  readonly steps: readonly Step[];
}

const workflow = (name: string) => parse(readFileSync(`.github/workflows/${name}.yml`, 'utf8'));
const jobs = (name: string): readonly Job[] => Object.values(workflow(name).jobs);
const runs = (name: string) => jobs(name).flatMap(({ steps }) => steps.map(({ run = '' }) => run));
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

describe('the workflows', () => {
  test('run the whole gate on Node 20, 22 and 24, for each pull request', () => {
    const { on } = workflow('gate');
    expect(Object.keys(on)).toContain('pull_request');
    expect(jobs('gate')[0]?.strategy?.matrix['node']).toEqual([20, 22, 24]);
    expect(runs('gate')).toContain('.ci/run');
  });

  test('play long histories with random seeds each night', () => {
    expect(workflow('nightly').on.schedule[0].cron).toMatch(/^\d+ \d+ \* \* \*$/);
    expect(runs('nightly').join('\n')).toContain('SEED=random');
  });

  test('publish with provenance what a tag names, and without a secret', () => {
    expect(workflow('release').permissions).toMatchObject({ 'id-token': 'write' });
    expect(runs('release').join('\n')).toContain('npm publish ./build/package --provenance');
    expect(readFileSync('.github/workflows/release.yml', 'utf8')).not.toContain('secrets.');
  });

  test.each(['gate', 'nightly', 'release'])('may only read unless said, in %s', (name) => {
    expect(workflow(name).permissions.contents).toBe('read');
  });

  test.each(['gate', 'nightly', 'release'])('call scripts that there are, in %s', (name) => {
    const called = runs(name).flatMap((run) => [...run.matchAll(/npm run ([a-z:]+)/g)]);
    const unknown = called.map(([, script = '']) => script).filter((one) => !(one in scripts));
    expect(unknown).toEqual([]);
    const named = runs(name).join('\n').includes('matrix.test')
      ? (jobs(name).flatMap(({ strategy }) => strategy?.matrix['test'] ?? []) as string[])
      : [];
    expect(named.filter((one) => !((one.split(' ')[0] ?? '') in scripts))).toEqual([]);
  });
});

describe('the repository has what contributors look for', () => {
  test.each([
    '.github/CODEOWNERS',
    '.github/dependabot.yml',
    '.github/pull_request_template.md',
    'SECURITY.md',
    'CODE_OF_CONDUCT.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'LICENSE',
    'NOTICE',
    '.editorconfig',
    '.devcontainer/devcontainer.json',
  ])('%s', (file) => expect(existsSync(file)).toBe(true));

  test('forms for issues, each with a name and fields', () => {
    const forms = globSync('.github/ISSUE_TEMPLATE/*.yml').filter((f) => !f.endsWith('config.yml'));
    expect(forms.length).toBeGreaterThanOrEqual(2);
    for (const form of forms) {
      expect(parse(readFileSync(form, 'utf8'))).toMatchObject({
        name: expect.any(String),
        body: expect.arrayContaining([expect.objectContaining({ type: 'textarea' })]),
      });
    }
  });

  test('updates for every folder that pins packages', () => {
    const { updates } = parse(readFileSync('.github/dependabot.yml', 'utf8'));
    const pip = updates.find((one: Record<string, unknown>) => one['package-ecosystem'] === 'pip');
    const pinned = globSync('tools/*/requirements*.txt').map(
      (f) => `/${f.replace(/\/[^/]*$/, '')}`,
    );
    expect([...pip.directories].sort()).toEqual([...new Set(pinned)].sort());
  });
});
