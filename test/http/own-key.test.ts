import { expect, test } from '@jest/globals';
import { memoryControls } from '#adapters/memory/controls.ts';
import { parseApiKey } from '#http/api-key.ts';
import { ownKey } from '#http/own-key.ts';
import { isSecretOf } from '#http/secret-token.ts';
import { START } from '../support/world.ts';

test('every instance makes the same key, which may post samples and no more', async () => {
  const controls = memoryControls();
  const token = await ownKey('canary', controls, START);
  expect(await ownKey('canary', controls, START + 1)).toBe(token);
  const { id = '', secret = '' } = parseApiKey(token) ?? {};
  const [key, ...others] = await controls.keys();
  expect(key).toMatchObject({ id, scopes: ['samples'], createdAt: START });
  expect(key !== undefined && isSecretOf(key, secret)).toBe(true);
  expect(others).toEqual([]);
});

test('a key from before the secret of links was lost is replaced, unless it was revoked', async () => {
  const controls = memoryControls();
  await ownKey('canary', controls, START);
  const [key] = await controls.keys();
  if (key === undefined) {
    throw new Error('no key');
  }
  const old = { ...key, hash: 'of another secret' };
  await controls.putKey(old);
  await ownKey('canary', controls, START);
  expect((await controls.key(key.id))?.hash).toBe(key.hash);
  const revoked = { ...old, revokedAt: START };
  await controls.putKey(revoked);
  await ownKey('canary', controls, START);
  expect(await controls.key(key.id)).toEqual(revoked);
});
