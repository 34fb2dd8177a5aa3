import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ENV } from '#deployment/env.ts';
import { publishingRuntimeFromEnv } from '#lambdas/support/runtime-from-env.ts';
import { hospital } from '../../support/config.ts';

test('the runtime of a deployed function is made from its environment, and a missing variable is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-'));
  try {
    const configFile = join(folder, 'config.json');
    writeFileSync(configFile, JSON.stringify(hospital()));
    const env: Record<string, string> = { AWS_REGION: 'eu-north-1' };
    for (const name of Object.values(ENV)) {
      env[name] = 'x';
    }
    env[ENV.configFile] = configFile;
    const runtime = publishingRuntimeFromEnv(env);
    expect(runtime.config).toEqual(hospital());
    expect(Object.keys(runtime.ports)).toHaveLength(15);
    for (const name of Object.values(ENV)) {
      expect(() => publishingRuntimeFromEnv({ ...env, [name]: '' })).toThrow(name);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
