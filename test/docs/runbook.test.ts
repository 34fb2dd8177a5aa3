import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { MIN_QUOTA, planConcurrency } from '../../lib/concurrency.ts';
import { Wardbell } from '../../lib/wardbell.ts';
import { DOCUMENTS } from '../support/documents.ts';

const RUNBOOK = 'docs/runbook.md';

test('every alarm names an article of the runbook, and its first table has that article for it', () => {
  const app = new App({ builtinCloudFormationValidation: false });
  const stack = new Stack(app, 'Pager', { env: { region: 'eu-west-1' } });
  const domain = {
    name: 'pager.example.org',
    hostedZoneId: 'Z1',
    certificateArns: { 'eu-west-1': 'arn:aws:acm:eu-west-1:111111111111:certificate/1' },
  };
  new Wardbell(stack, 'Wardbell', {
    config: 'examples/hospital/wardbell.yaml',
    name: 'pager',
    domain,
  });
  const alarms = alarmsOf(stack);
  expect(alarms).not.toEqual([]);
  const articles = DOCUMENTS.find(({ file }) => file === RUNBOOK)?.anchors ?? new Set();
  expect(alarms.filter(({ article }) => !articles.has(article))).toEqual([]);
  const rows = firstTable(RUNBOOK);
  const missing = alarms.filter(
    ({ name, article }) =>
      !rows.some((row) => row.includes(`\`${name}\``) && row.includes(`(#${article})`)),
  );
  expect(missing).toEqual([]);
});

test('no page of the documentation holds what a merge left undecided', () => {
  const pages = DOCUMENTS.map(({ file }) => file);
  expect(pages.length).toBeGreaterThan(20);
  const undecided = pages.filter((page) => /^(<{7}|={7}|>{7})/m.test(readFileSync(page, 'utf8')));
  expect(undecided).toEqual([]);
});

/**
 * Returns the alarms of the deployment `pager`, each by the name that the runbook has for it, with
 * the article that its mail links to.
 */
function alarmsOf(stack: Stack): readonly { readonly name: string; readonly article: string }[] {
  const alarms = Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm');
  return Object.values(alarms).map(({ Properties: { AlarmName, AlarmDescription } }) => ({
    name: String(AlarmName).replace(/^pager-/, ''),
    article: /docs\/runbook\.md#(\S+)$/.exec(String(AlarmDescription))?.[1] ?? 'none',
  }));
}

/** Returns the rows of the runbook's overview of alarms. */
function firstTable(file: string): readonly string[] {
  const [, table = ''] = readFileSync(file, 'utf8').split('\n| alarm `');
  return (table.split('\n\n')[0] ?? '').split('\n').slice(2);
}

test('docs/deploy.md says what each function has of a quota of 1,000, as it is planned', () => {
  const text = readFileSync('docs/deploy.md', 'utf8');
  const { rooms } = planConcurrency(new Stack(new App(), 'Pager'), { quota: 1_000 });
  const rows = [
    `| \`ingest\`: what agents send | ${rooms.ingest.reserved} |`,
    `| \`incident\`, \`page\`, \`answer\`, \`respond\` | ${rooms.incident.reserved}, ${rooms.page.reserved}, ${rooms.answer.reserved}, ${rooms.respond.reserved} |`,
    `| \`clock\`, \`alarms\`, \`console\`, \`reports\`, \`contacts\` | ${rooms.clock.reserved}, ${rooms.alarms.reserved}, ${rooms.console.reserved}, ${rooms.reports.reserved}, ${rooms.contacts.reserved} |`,
  ];
  expect(rows.filter((row) => !text.includes(row))).toEqual([]);
  expect(text).toContain(`From a quota of ${MIN_QUOTA} on every function`);
});
