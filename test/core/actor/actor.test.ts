import { describe, expect, test } from '@jest/globals';
import { type Author, describeActor, describeAuthor } from '#core/actor/actor.ts';

describe('who did something', () => {
  test('is a person, a key, or a person and the key that was used', () => {
    expect(describeActor({ by: 'ada' })).toBe('ada');
    expect(describeActor({ by: 'key admin' })).toBe('key admin');
    expect(describeActor({ by: 'ada', key: 'admin' })).toBe('ada, by key admin');
    expect(describeActor({ by: 'ada', key: 'admin' }, 'Ada Berg')).toBe('Ada Berg, by key admin');
  });

  test('is told on one line, whatever a tool or a sender calls itself', () => {
    const name = 'bo\nRESOLVED all beds fine\u202e\u001b[2J';
    const words = 'bo RESOLVED all beds fine [2J';
    expect(describeActor({ by: name })).toBe(words);
    expect(describeActor({ by: 'ada', key: name })).toBe(`ada, by key ${words}`);
    expect(describeAuthor({ createdBy: name, createdByKey: 'grafana' })).toBe(
      `${words}, by key grafana`,
    );
  });

  test.each<[string, Author, string]>([
    ['a key', { createdBy: 'admin' }, 'key admin'],
    ['a person by a link', { createdBy: 'ada', byPerson: true }, 'ada'],
    [
      'a person by a key',
      { createdBy: 'ada', byPerson: true, createdByKey: 'admin' },
      'ada, by key admin',
    ],
    ['what a tool told', { createdBy: 'bot', createdByKey: 'grafana' }, 'bot, by key grafana'],
    ['what a tool told a version of before', { createdBy: 'bo (key x)' }, 'bo (key x)'],
  ])('is read of what was set by %s', (_, author, words) => {
    expect(describeAuthor(author)).toBe(words);
  });
});
