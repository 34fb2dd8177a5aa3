import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Queue } from '#usecases/ports.ts';

export interface Note {
  readonly group: string;
  readonly text: string;
}

/** A queue and its poller's side, on any engine. */
export interface QueueUnderTest {
  readonly queue: Queue<Note>;
  /** Receives the messages available now, in one call of the poller. */
  take(): Promise<readonly Taken[]>;
}

interface Taken {
  readonly note: Note;
  handled(): Promise<void>;
  failed(): Promise<void>;
}

/** Contract tests for every queue. Each test has its own queue. */
export function queueContract(
  start: () => Promise<{ open(): Promise<QueueUnderTest>; stop(): Promise<void> }>,
): void {
  let open: () => Promise<QueueUnderTest>;
  let stop: () => Promise<void> = async () => {};
  beforeAll(async () => ({ open, stop } = await start()));
  afterAll(() => stop());

  test('hands over everything, in the order sent within each group', async () => {
    const { queue, take } = await open();
    const sent = Array.from({ length: 67 }, (_, i) => ({ group: `g${i % 5}`, text: `${i}` }));
    await queue.send(sent.map((body) => ({ body, deduplication: `d${body.text}` })));
    const taken = await drain(take);
    expect(taken).toHaveLength(67);
    for (const group of ['g0', 'g1', 'g2', 'g3', 'g4']) {
      expect(ofGroup(taken, group)).toEqual(ofGroup(sent, group));
    }
  });

  test('carries every character as it is, whatever an engine thinks of it', async () => {
    const { queue, take } = await open();
    const text = 'Backup 🚑 \u0000\u0007\u007f\u0085\u2028\ufffe\uffff\ud83d end "\\ud83d"';
    await queue.send([{ body: { group: 'ä🚑', text }, deduplication: '🚑' }]);
    expect((await drain(take)).map((note) => note.text)).toEqual([text]);
  });

  test('sends nothing when there is nothing to send', async () => {
    const { queue, take } = await open();
    await queue.send([]);
    expect(await take()).toEqual([]);
  });

  test('makes one message of a repeat, even after the first was handled', async () => {
    const { queue, take } = await open();
    const body = { group: 'g', text: 'once' };
    await queue.send([
      { body, deduplication: 'same' },
      { body, deduplication: 'same' },
      { body: { group: 'g', text: 'other' }, deduplication: 'another' },
    ]);
    expect((await drain(take)).map(({ text }) => text)).toEqual(['once', 'other']);
    await queue.send([{ body, deduplication: 'same' }]);
    expect(await drain(take)).toEqual([]);
  });

  test('deduplicates within a group, not across groups', async () => {
    const { queue, take } = await open();
    await queue.send(
      ['g1', 'g2'].map((group) => ({ body: { group, text: 'x' }, deduplication: 'same' })),
    );
    expect(await drain(take)).toHaveLength(2);
  });

  test('gives out nothing of a group while an earlier message of it is under way', async () => {
    const { queue, take } = await open();
    await queue.send([{ body: { group: 'g', text: 'a' }, deduplication: 'a' }]);
    const [first] = await take();
    await queue.send([
      { body: { group: 'g', text: 'b' }, deduplication: 'b' },
      { body: { group: 'h', text: 'c' }, deduplication: 'c' },
    ]);
    const meanwhile = await take();
    expect(meanwhile.map(({ note }) => note.text)).toEqual(['c']);
    await first?.failed();
    const [again] = await take();
    expect(again?.note.text).toBe('a');
    await again?.handled();
    expect((await drain(take)).map(({ text }) => text)).toEqual(['b']);
  });

  test('keeps any text and any name of a group or message as it is', async () => {
    const { queue, take } = await open();
    const texts = ['"bed" åäö ☎', 'line\nbreak\t\u0001', 'odd \uFFFE \uFFFF \uD800', 'x'];
    const sent = texts.map((text, i) => ({ group: `ward ${i} å ${'w'.repeat(200)}`, text }));
    await queue.send(
      sent.map((body) => ({ body, deduplication: `${body.text} ${'d'.repeat(200)}` })),
    );
    const taken = await drain(take);
    expect(new Set(taken.map(({ text }) => text))).toEqual(new Set(texts));
  });

  test('hands over messages that are too large for one batch together', async () => {
    const { queue, take } = await open();
    const sent = ['a', 'b', 'c', 'd'].map((name) => ({ group: 'g', text: name.repeat(400_000) }));
    await queue.send(sent.map((body) => ({ body, deduplication: body.text.slice(0, 1) })));
    expect((await drain(take)).map(({ text }) => text[0])).toEqual(['a', 'b', 'c', 'd']);
  });
}

async function drain(take: () => Promise<readonly Taken[]>): Promise<Note[]> {
  const notes: Note[] = [];
  for (let taken = await take(); taken.length > 0; taken = await take()) {
    for (const { note, handled } of taken) {
      notes.push(note);
      await handled();
    }
  }
  return notes;
}

function ofGroup(notes: readonly Note[], group: string): readonly Note[] {
  return notes.filter((note) => note.group === group);
}
