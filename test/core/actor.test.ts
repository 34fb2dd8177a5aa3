import { describe, expect, test } from '@jest/globals';
import { type Author, actorInWords, authorInWords } from '#core/actor.ts';

describe('who did something', () => {
  test('is a person, a key, or a person and the key that was used', () => {
    expect(actorInWords({ by: 'ada' })).toBe('ada');
    expect(actorInWords({ by: 'key admin' })).toBe('key admin');
    expect(actorInWords({ by: 'ada', key: 'admin' })).toBe('ada, by key admin');
    expect(actorInWords({ by: 'ada', key: 'admin' }, 'Ada Berg')).toBe('Ada Berg, by key admin');
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
    expect(authorInWords(author)).toBe(words);
  });
});
