import { describe, expect, test } from '@jest/globals';
import { EXCEPTIONS } from '../../../tools/lint-templates/exceptions.ts';
import {
  cfnLintFindings,
  checkovFindings,
  judgeFindings,
} from '../../../tools/lint-templates/findings.ts';

const CFN_LINT = JSON.stringify([
  {
    Filename: '/tmp/x/prod/Wardbell-prod.template.json',
    Message: 'too long',
    Rule: { Id: 'E3033' },
    Location: { Path: ['Resources', 'PageFunction0123ABCD', 'Properties'] },
  },
]);

const CHECKOV = JSON.stringify({
  results: {
    failed_checks: [
      {
        check_id: 'CKV_AWS_115',
        check_name: 'a limit of its own',
        resource: 'AWS::Lambda::Function.PageFunction0123ABCD',
        file_path: '/dev/Wardbell-dev.template.json',
      },
    ],
  },
  summary: { parsing_errors: 1 },
});

describe('what a tool finds', () => {
  test('is read from cfn-lint, with its stage and resource', () => {
    expect(cfnLintFindings(CFN_LINT)).toEqual([
      { rule: 'E3033', stage: 'prod', resource: 'PageFunction0123ABCD', text: 'too long' },
    ]);
    expect(cfnLintFindings('')).toEqual([]);
  });

  test('is read from checkov, and what it could not read is a finding', () => {
    expect(checkovFindings(CHECKOV)).toEqual([
      {
        rule: 'CKV_AWS_115',
        stage: 'dev',
        resource: 'PageFunction0123ABCD',
        text: 'a limit of its own',
      },
      expect.objectContaining({ rule: 'checkov', text: 'checkov cannot read 1 of the templates' }),
    ]);
  });
});

describe('an exception', () => {
  const [finding] = checkovFindings(CHECKOV);
  if (finding === undefined) {
    throw new Error('nothing was found');
  }
  const exception = { rule: 'CKV_AWS_115', resources: /^Page/u, reason: 'a reason' };

  test('excuses what it is about, and is needless where that is found no more', () => {
    expect(judgeFindings([finding], [exception])).toEqual({ unexcused: [], needless: [] });
    expect(judgeFindings([], [exception])).toEqual({ unexcused: [], needless: [exception] });
  });

  test.each([
    ['another rule', { rule: 'CKV_AWS_116' }],
    ['another resource', { resources: /^Ingest/u }],
    ['another stage', { stages: ['prod'] }],
  ])('for %s excuses nothing', (_, other) => {
    const { unexcused } = judgeFindings([finding], [{ ...exception, ...other }]);
    expect(unexcused).toEqual([finding]);
  });

  test('has a reason', () => {
    for (const { reason } of EXCEPTIONS) {
      expect(reason).toMatch(/^[A-Z].{40,}\.$/su);
    }
  });
});
