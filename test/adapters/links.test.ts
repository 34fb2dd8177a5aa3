import { expect, test } from '@jest/globals';
import { hmacLinks } from '#adapters/links.ts';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';

test('a signature is twelve url-safe characters, of the text and the secret alone', async () => {
  const { controls } = memoryPorts();
  const [one, two] = [hmacLinks(controls), hmacLinks(controls)];
  const signature = await one.sign('text');
  expect(signature).toMatch(/^[\w-]{12}$/);
  expect(await two.sign('text')).toBe(signature);
  expect(await two.verify('text', signature)).toBe(true);
  expect(await hmacLinks(memoryPorts().controls).verify('text', signature)).toBe(false);
});

test.each([
  ['', 'nothing'],
  ['AAAAAAAAAAAA', 'another'],
  ['AAAAAAAAAAA', 'one too short'],
  ['ÄÄÄÄÄÄ', 'as many bytes, but other characters'],
])('%j is no signature: %s', async (token) => {
  expect(await hmacLinks(memoryPorts().controls).verify('text', token)).toBe(false);
});

test('the secret is read once, and read again after a failure', async () => {
  let calls = 0;
  const links = hmacLinks({
    async linkSecret(candidate) {
      calls += 1;
      if (calls === 1) {
        throw new Error('unreachable');
      }
      return candidate;
    },
  });
  await expect(links.sign('text')).rejects.toThrow('unreachable');
  expect(await links.verify('text', await links.sign('text'))).toBe(true);
  expect(calls).toBe(2);
});

test('the code of a subject is of the subject and the secret alone', async () => {
  const { controls } = memoryPorts();
  const [one, two] = [hmacLinks(controls), hmacLinks(controls)];
  const code = (await one.subjectCodes())('Patient/4711');
  expect(code).toMatch(/^\w{4}-\w{4}$/);
  expect((await two.subjectCodes())('Patient/4711')).toBe(code);
  expect((await one.subjectCodes())('Patient/4712')).not.toBe(code);
  expect((await hmacLinks(memoryPorts().controls).subjectCodes())('Patient/4711')).not.toBe(code);
});
