import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Wardbell } from '../../lib/wardbell.ts';

test('the description of every alarm links to an article that the runbook has', () => {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Pager');
  new Wardbell(stack, 'Wardbell', { config: 'examples/hospital/wardbell.yaml' });
  const linked = alarmDescriptions(stack).map((text) => /docs\/runbook\.md#(\S+)$/.exec(text)?.[1]);
  expect(linked).not.toEqual([]);
  expect(headings('docs/runbook.md')).toEqual(expect.arrayContaining(linked));
});

test.each(['docs/runbook.md', 'docs/deploy.md', 'docs/regions.md'])(
  'every link within %s leads to a heading of it',
  (file) => {
    const links = [...readFileSync(file, 'utf8').matchAll(/\]\(#([^)]+)\)/g)].map(
      ([, link]) => link,
    );
    expect(headings(file)).toEqual(expect.arrayContaining(links));
  },
);

function alarmDescriptions(stack: Stack): readonly string[] {
  const alarms = Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm');
  return Object.values(alarms).map(({ Properties }) => String(Properties.AlarmDescription));
}

/** The headings of a file as GitHub names them in links. */
function headings(file: string): readonly string[] {
  const titles = [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title]) => title);
  return titles.map((title = '') =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
