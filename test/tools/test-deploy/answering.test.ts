import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { answering } from '../../../tools/test-deploy/answering.ts';

test('an emulator that does not answer in time is stopped', async () => {
  const emulator = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60_000)']);
  const ended = once(emulator, 'exit');
  try {
    await expect(answering('http://127.0.0.1:4', emulator, 0)).rejects.toThrow('does not answer');
    expect(emulator.killed).toBe(true);
  } finally {
    emulator.kill();
    await ended;
  }
});
