import type { Exception } from './exceptions.ts';

/** A finding of a tool about a resource in a stage's template. */
export interface Finding {
  readonly rule: string;
  readonly stage: string;
  readonly resource: string;
  readonly text: string;
}

/** The part of `cfn-lint --format json` that is read. */
type CfnLintOutput = readonly {
  readonly Filename: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path?: readonly (string | number)[] | null };
}[];

/**
 * The part of `checkov --output json` that is read. It counts unreadable templates without naming
 * them.
 */
interface CheckovReport {
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly resource: string;
      readonly file_path: string;
    }[];
  };
  readonly summary: { readonly parsing_errors: number };
}

/** Returns the stage of a template, which is the name of its folder. */
const stageOf = (file: string) => file.split('/').at(-2) ?? '';

export function cfnLintFindings(output: string): readonly Finding[] {
  const found = JSON.parse(output || '[]') as CfnLintOutput;
  return found.map(({ Filename, Message, Rule, Location }) => ({
    rule: Rule.Id,
    stage: stageOf(Filename),
    resource: String(Location.Path?.[1] ?? ''),
    text: Message,
  }));
}

export function checkovFindings(output: string): readonly Finding[] {
  const parsed = JSON.parse(output) as CheckovReport | readonly CheckovReport[];
  return [parsed].flat().flatMap(({ results, summary }: CheckovReport) => {
    const failed = results.failed_checks.map((check) => ({
      rule: check.check_id,
      stage: stageOf(check.file_path),
      resource: check.resource.split('.').at(-1) ?? '',
      text: check.check_name,
    }));
    const unread = summary.parsing_errors;
    const text = `checkov cannot read ${unread} of the templates`;
    return unread === 0 ? failed : [...failed, { rule: 'checkov', stage: '', resource: '', text }];
  });
}

/** Returns findings without a reason, and reasons that match no finding any more. */
export function judgeFindings(findings: readonly Finding[], exceptions: readonly Exception[]) {
  const used = new Set<Exception>();
  const unexcused = findings.filter((finding) => {
    const excuses = exceptions.filter((exception) => excusesFinding(exception, finding));
    for (const one of excuses) {
      used.add(one);
    }
    return excuses.length === 0;
  });
  return { unexcused, needless: exceptions.filter((one) => !used.has(one)) };
}

function excusesFinding(
  { rule, resources, stages }: Exception,
  { rule: found, resource, stage }: Finding,
): boolean {
  return rule === found && resources.test(resource) && (stages?.includes(stage) ?? true);
}
