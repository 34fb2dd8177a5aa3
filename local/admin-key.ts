import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '#core/time/instant.ts';
import { createApiKey, parseApiKey } from '#http/api-key.ts';
import { isSecretOf } from '#http/secret-token.ts';
import type { ControlStore } from '#usecases/ports.ts';

/**
 * Returns the key of the person who started the platform. With a folder it is kept there, readable
 * only by its owner, and stays the same over restarts.
 */
export async function adminKey(
  controls: ControlStore,
  now: Instant,
  data?: string,
): Promise<string> {
  const file = data === undefined ? undefined : join(data, 'admin-key');
  const kept = file === undefined ? undefined : await readKept(file);
  if (kept !== undefined && (await isValid(kept, controls))) {
    return kept;
  }
  const { token, key } = createApiKey('local administrator', ['admin'], now);
  await controls.putKey(key);
  if (file !== undefined) {
    // It is renamed into place, so that a crash leaves either the old key or the new one.
    await writeFile(`${file}.new`, `${token}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
  return token;
}

async function readKept(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

async function isValid(token: string, controls: ControlStore): Promise<boolean> {
  const parsed = parseApiKey(token);
  const key = parsed && (await controls.key(parsed.id));
  return (
    parsed !== undefined &&
    key !== undefined &&
    key.revokedAt === undefined &&
    isSecretOf(key, parsed.secret)
  );
}
