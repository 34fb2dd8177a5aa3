import { expect, test } from '@jest/globals';
import { memoryControls } from '#adapters/memory/controls.ts';
import { hmacPseudonyms } from '#adapters/pseudonyms.ts';
import { isPseudonym } from '#core/privacy/monitoring.ts';

test('a pseudonym is of whom it stands for and of the secret alone', async () => {
  const controls = memoryControls();
  const [one, two] = [hmacPseudonyms(controls), hmacPseudonyms(controls)];
  const [of, again] = [await one.load(), await two.load()];
  const pseudonym = of('patient', 'Patient/4711');
  expect(isPseudonym(pseudonym)).toBe(true);
  expect(again('patient', 'Patient/4711')).toBe(pseudonym);
  expect(of('user', 'Patient/4711')).not.toBe(pseudonym);
  expect(of('patient', 'Patient/4712')).not.toBe(pseudonym);
  const elsewhere = await hmacPseudonyms(memoryControls()).load();
  expect(elsewhere('patient', 'Patient/4711')).not.toBe(pseudonym);
});

test('the secret of pseudonyms is none that signs links', async () => {
  const controls = memoryControls();
  expect(await controls.pseudonymSecret('a')).toBe('a');
  expect(await controls.linkSecret('b')).toBe('b');
  expect(await controls.pseudonymSecret('c')).toBe('a');
});
