import { describe, expect, test } from '@jest/globals';
import { parseMatcher } from '#core/alert/parse-matcher.ts';
import { knownLabels, matcherWarnings } from '#core/suppression/known-labels.ts';
import { hospital } from '../../support/config.ts';
import { alert } from '../../support/incident.ts';

const CONFIG = hospital({ config: { aliases: { 'bed-1': 'Bed 1' } } });
const ALERTS = [alert('bed-7', { labels: { ward: 'icu-1', severity: 'page' } })];

function doubts(...texts: readonly string[]): readonly string[] {
  const matchers = texts.map((text) => {
    const parsed = parseMatcher(text);
    if (!parsed.ok) {
      throw new Error(parsed.reason);
    }
    return parsed.matcher;
  });
  return matcherWarnings(matchers, knownLabels(CONFIG, ALERTS));
}

describe('what a silence asks for', () => {
  test.each<[string, string, RegExp]>([
    ['a label that nothing has', 'wrad="icu-1"', /has this label\. Did you mean "ward"\?$/],
    ['one that nothing has, left out', 'room!="3"', /^room!="3": no rule, and no alert/],
    ['a severity that is none', 'severity="hgh"', /there is no severity "hgh"; .* critical, error/],
    ['a service that is none', 'service="icuu"', /did you mean "icu"\?/],
    ['a rule that is none', 'alertname="spo2-lo"', /did you mean "spo2-low"\?/],
    ['a metric that no rule reads', 'metric="sp02"', /there is no metric of a rule "sp02"/],
    ['a pattern of services', 'service=~"ic"', /there is no service "ic"/],
  ])('is doubted where it is %s', (_, text, said) => {
    expect(doubts('subject="bed-1"', text)).toEqual([expect.stringMatching(said)]);
  });

  test('is doubted where no value satisfies two conditions together', () => {
    expect(doubts('severity=~"c.*"', 'severity=~"w.*"')).toEqual([
      expect.stringMatching(/^no severity satisfies severity=~"c\.\*" and severity=~"w\.\*"/),
    ]);
  });

  test.each([
    ['a subject that is to come', 'subject="bed-99"'],
    ['a value of a label that alerts have', 'ward="icu-9"'],
    ['what a sender has called a severity', 'severity="page"'],
    ['a rule', 'alertname="spo2-low"'],
    ['any service', 'service=~".+"'],
    ['a label that a resource of OTLP may bring', '"service.name"="ehr"'],
  ])('is taken as it is where it is %s', (_, text) => {
    expect(doubts(text)).toEqual([]);
  });
});
