import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { killAll, launch, startCommand } from '../support/command-line.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardbell-'));
});

afterAll(() => {
  killAll();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly incidents?: readonly object[];
}

type Started = Awaited<ReturnType<typeof startCommand>>;

async function call({ env }: Started, path: string, body?: string) {
  const answer = await fetch(env.WARDBELL_URL + path, {
    ...(body !== undefined && { method: 'POST', body }),
    headers: { authorization: `Bearer ${env.WARDBELL_KEY}`, 'content-type': 'application/json' },
  });
  return { status: answer.status, json: (await answer.json()) as Answer };
}

/** A client that sends half a request, and holds it. */
async function holdHalf({ env }: Started): Promise<void> {
  const socket = connect(Number(new URL(env.WARDBELL_URL).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write('POST /v1/samples HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
}

describe('a platform in a process of its own', () => {
  test('that is killed as soon as it has answered has what it answered when it starts again', async () => {
    const data = join(folder, 'killed');
    const first = await startCommand(data);
    expect((await call(first, '/v1/samples', first.trial)).status).toBe(200);
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await startCommand(data);
    await second.output(/sms to /);
    expect((await call(second, '/v1/incidents')).json.incidents).toHaveLength(1);
    second.child.kill('SIGTERM');
    expect(await second.ended).toMatchObject({ code: 0, err: '' });
  }, 60_000);

  test('ends at once with the second signal, though a client holds half a request', async () => {
    const stage = await startCommand(join(folder, 'twice'));
    await holdHalf(stage);
    await call(stage, '/v1/incidents');
    stage.child.kill('SIGTERM');
    await stage.output(/Stopping: requests under way/);
    stage.child.kill('SIGINT');
    expect(await stage.ended).toMatchObject({
      code: 130,
      err: expect.stringMatching(/^Stopped at once\. What was answered is stored/),
    });
    // Nothing is left that would prevent the next start.
    const next = await startCommand(join(folder, 'twice'));
    next.child.kill('SIGTERM');
    expect(await next.ended).toMatchObject({ code: 0 });
  }, 60_000);

  test('goes on where nobody reads what it prints', async () => {
    const stage = await startCommand(join(folder, 'unread'));
    stage.child.stdout?.destroy();
    for (let i = 0; i < 2; i++) {
      expect((await call(stage, '/v1/samples', stage.trial)).status).toBe(200);
    }
    stage.child.kill('SIGTERM');
    expect(await stage.ended).toMatchObject({ code: 0 });
  }, 60_000);
});

test('repair says where there is nothing to repair, and of a folder that is whole what it kept', async () => {
  const nowhere = join(folder, 'nowhere');
  expect(await launch(['repair', '--data', nowhere]).ended).toMatchObject({
    code: 1,
    err: `wardbell: There is no folder ${nowhere}.\n`,
  });
  const done = await launch(['repair', '--data', join(folder, 'killed')]).ended;
  expect(done).toMatchObject({ code: 0, out: expect.stringMatching(/incidents +1 +nothing/) });
}, 60_000);
