import { describe, expect, test } from '@jest/globals';
import { hclReader, moveIn } from '#config/moving/import.ts';
import { configurationOf } from '#config/moving/terraform/configuration.ts';
import { configOf, textOf } from './exports.ts';

const read = await hclReader();

if (read === undefined) {
  throw new Error('The reader of HCL is not installed: npm ci.');
}

/** Returns what a resource has, and the reasons why it has no more, of a file of configuration. */
function configured(text: string, more: Readonly<Record<string, string>> = {}) {
  const files = Object.entries({ 'main.tf': text, ...more });
  const all = configurationOf(
    files.map(([name, content]) => ({ name, text: content })),
    read ?? (() => ({ fault: '' })),
  );
  const gaps = all.gaps.map(({ entry }) => entry);
  return { ...all, reasons: [...all.entries, ...gaps].flatMap(({ notes }) => notes) };
}

function valueIn(expression: string) {
  const names = `
    variable "zone" { default = "Europe/Oslo" }
    variable "none" {}
    locals {
      list = ["b", "a", "b"]
      map  = { x = 1, y = { z = [true] } }
    }
    resource "a_user" "anna" { name = "Anna" }
    resource "a_user" "many" {
      for_each = toset(["q", "p"])
      name     = each.key
    }
    resource "a_user" "counted" {
      count = 2
      name  = "n\${count.index}"
    }`;
  const { resources, reasons } = configured(
    `${names}\nresource "a_value" "is" {\n  value = ${expression}\n}\n`,
  );
  return resources.find(({ type }) => type === 'a_value')?.values['value'] ?? reasons.join();
}

describe('an expression of Terraform', () => {
  test.each<[string, unknown]>([
    [`"\${var.zone} - \${local.map.x} $\${no} \\"q\\"\\u00e5"`, `Europe/Oslo - 1 \${no} "q"å`],
    [`"\${local.list}"`, ['b', 'a', 'b']],
    ['60 * 60 * 24 - 2 * -1', 86_402],
    ['!(1 + 1 == 2 && 3 <= 2) || false', true],
    ['var.zone != null ? [1] : [2]', [1]],
    ['local.map.y.z[0]', true],
    ['local.map["y"]["z"]', [true]],
    ['a_user.anna.id', 'a_user.anna'],
    ['a_user.many["p"].name', 'p'],
    ['[for one in a_user.many : one.id]', ['a_user.many["p"]', 'a_user.many["q"]']],
    ['a_user.counted[*].name', ['n0', 'n1']],
    ['a_user.counted.*.id', ['a_user.counted[0]', 'a_user.counted[1]']],
    ['a_user.counted.1.name', 'n1'],
    [`[for i, one in local.list : "\${i}\${one}" if one != "a"]`, ['0b', '2b']],
    ['{ for one in toset(local.list) : upper(one) => one }', { A: 'a', B: 'b' }],
    ['{ for i, one in local.list : one => i... }', { a: [1], b: [0, 2] }],
    ['{ "a" : 1, (var.zone) = 2 }', { a: 1, 'Europe/Oslo': 2 }],
    ['merge({ a = 1, b = 1 }, { b = 2 })', { a: 1, b: 2 }],
    ['flatten([["a"], [["b"], []]])', ['a', 'b']],
    ['zipmap(["a", "b"], [1, 2])', { a: 1, b: 2 }],
    ['try(local.map.nothing, local.map.y.none, "else")', 'else'],
    ['can(local.map.nothing)', false],
    ['lookup(local.map, "w", 7)', 7],
    ['coalesce(null, "", "c")', 'c'],
    ['concat([local.list, ["c"]]...)', ['b', 'a', 'b', 'c']],
    ['element(local.list, 4)', 'a'],
    ['slice(local.list, 1, 3)', ['a', 'b']],
    [
      'setproduct(["a", "b"], [1, 2])',
      [
        ['a', 1],
        ['a', 2],
        ['b', 1],
        ['b', 2],
      ],
    ],
    ['setsubtract(["a", "b"], ["a"])', ['b']],
    ['format("%s-%02d%%", "w", 7)', 'w-07%'],
    ['title("lena van voss")', 'Lena Van Voss'],
    ['trim(trimsuffix("--a-b--x", "x"), "-")', 'a-b'],
    ['replace("a.b.c", ".", "-")', 'a-b-c'],
    ['timeadd("2026-01-05T00:00:00Z", "-1h30m")', '2026-01-04T22:30:00Z'],
    ['<<-EOT\n    in lines\n  EOT\n', 'in lines'],
    ['yamldecode("- a: 1\\n- b")', [{ a: 1 }, 'b']],
    ['jsondecode(jsonencode(local.map)).y.z[0]', true],
    [`"\${path.module} \${path.root}"`, '. .'],
  ])('%s is %j', (expression, value) => {
    expect(valueIn(expression)).toEqual(value);
  });

  test.each([
    ['var.none', 'value: var.none has no value: give the .tfvars that has it'],
    [`"\${var.none}/x"`, 'value: var.none has no value: give the .tfvars that has it'],
    ['[a_user.anna.id, var.none]', 'value: var.none has no value: give the .tfvars that has it'],
    ['try(var.none, 1)', 'value: var.none has no value: give the .tfvars that has it'],
    ['a_user.anna.time_zone', 'value: a_user.anna.time_zone is known to the state alone'],
    ['a_user.bert.id', 'value: a_user.bert is not in these files'],
    ['local.map.nothing', 'value: local.map.nothing is not there'],
    ['local.list[9]', 'value: local.list[9] is not in its list'],
    ['uuid()', 'value: uuid() is known to Terraform alone'],
    ['constructor(1)', 'value: constructor() is known to Terraform alone'],
    ['length(true)', 'value: length() does not fit what it is given'],
    ['"%{ if true }a%{ endif }"', 'value: a text with %{…} in it is known to Terraform alone'],
    ['terraform.workspace', 'value: terraform.workspace is known to Terraform alone'],
    ['file("a.yaml")', 'value: the file a.yaml is not among those that are given: give it too'],
    ['jsondecode("{")', expect.stringMatching(/^value: what is decoded is neither JSON nor YAML/)],
    ['module.ward.id', 'value: module.ward is not in these files'],
  ])('%s tells %j', (expression, reason) => {
    expect(valueIn(expression)).toEqual(reason);
  });
});

describe('configuration of Terraform', () => {
  test('takes values from the last .tfvars, in either form, over those in the file', () => {
    const text = 'variable "a" { default = 1 }\nresource "a_b" "c" { value = var.a }';
    const more = { 'a.tfvars': 'a = "two"', 'b.tfvars.json': '{"a": ["three"]}' };
    expect(configured(text, more).resources[0]?.values['value']).toEqual(['three']);
  });

  test('reads other files by file(), from where Terraform runs or where a module stands', () => {
    const module = `resource "a_b" "d" { value = file("\${path.module}/names.json") }`;
    const text = `
      module "inner" { source = "./inner" }
      resource "a_b" "c" { value = yamldecode(file("./team.yaml")).people }`;
    const { resources, used } = configured(text, {
      'inner/main.tf': module,
      'inner/names.json': '["b"]',
      'team.yaml': 'people: [a]',
      'state.json': '{}',
    });
    expect(resources.map(({ values }) => values['value'])).toEqual([['a'], '["b"]']);
    expect([...used].sort()).toEqual(['inner/names.json', 'team.yaml']);
  });

  test('tells a module that calls itself, and one that is not there', () => {
    const text = 'module "me" { source = "./" }\nmodule "far" { source = "far/away/aws" }';
    const other = { 'x/main.tf': 'module "up" { source = "../" }\nresource "a_b" "c" {}' };
    const told = ['"./" are not given', '"far/away/aws" are not given'].map(
      (source) => `the files of its source ${source}`,
    );
    expect(configured(text).reasons).toEqual(told);
    expect(configured(text, other)).toMatchObject({ reasons: told, resources: [{}] });
  });

  const twice = (first: string, next: (last: string) => string) =>
    [
      `locals {\n  a0 = ${first}`,
      ...Array.from({ length: 60 }, (_, i) => `  a${i + 1} = ${next(`local.a${i}`)}`),
      `}\nresource "a_b" "c" { value = local.a60 }`,
    ].join('\n');
  const nested = (depth: number): string =>
    depth === 0 ? '1' : `[for one in range(1000) : ${nested(depth - 1)}]`;
  const calls = (folder: string) => `module "m" {\n source = "${folder}"\n count = 1000\n}`;

  test.each<[string, string, Readonly<Record<string, string>>]>([
    ['lists in lists', twice('["x"]', (last) => `[${last}, ${last}]`), {}],
    ['lists behind lists', twice('["x"]', (last) => `concat(${last}, ${last})`), {}],
    ['texts', twice('"x"', (last) => `"\${${last}}\${${last}}"`), {}],
    ['loops in loops', `resource "a_b" "c" { for_each = toset(flatten(${nested(4)})) }`, {}],
    [
      'modules in modules',
      calls('./x'),
      { 'x/main.tf': calls('./y'), 'x/y/main.tf': calls('./z'), 'x/y/z/main.tf': '' },
    ],
    ['brackets', `resource "a_b" "c" { value = ${'['.repeat(9_000)}${']'.repeat(9_000)} }`, {}],
  ])('of which too much comes, as %s, is refused', (_, text, more) => {
    const { resources, reasons } = configured(text, more);
    expect(resources).toEqual([]);
    expect(new Set(reasons)).toEqual(
      new Set([expect.stringMatching(/^more comes of these files together/)]),
    );
  });

  test('tells what it has too many of', () => {
    expect(configured('resource "a_b" "c" { count = 1001 }').reasons).toEqual([
      'there are 1001 of it, and 1000 are read at most',
    ]);
    const all = 'range(1000)';
    expect(valueIn(`setproduct(${all}, ${all})`)).toBe(
      'value: setproduct() does not fit what it is given',
    );
  });

  test('names where a file is not in its language, and reads the others', () => {
    const { resources, reasons } = configured('resource "a_b" "c" {}', { 'b.tf': 'x {\n y = [\n' });
    expect(resources).toHaveLength(1);
    expect(reasons).toEqual(['line 1 is not in the language of Terraform']);
  });

  test('is refused by name where what reads it is not installed', () => {
    const file = { name: 'main.tf', text: 'resource "opsgenie_user" "a" {}' };
    const [first] = moveIn('opsgenie', [file], 0).entries;
    expect(first?.notes).toEqual([
      'what reads it is not installed here: give what terraform show -json tells',
    ]);
  });

  test('has people who are looked up where they are made, by e-mail', () => {
    const { schedules, people } = configOf('pagerduty', 'typed-terraform');
    expect(Object.keys(people)).toEqual(['caio-melo', 'rita-alves']);
    expect(people['rita-alves'].contacts.sms).toBe('+5511900000001');
    expect(schedules.weekdays.layers).toMatchObject([
      { name: 'Week', people: ['rita-alves', 'caio-melo'], only: [{}, {}, {}] },
      { name: 'Office', people: ['caio-melo'], only: [{ from: '08:00', to: '17:00' }] },
      { name: 'Always', people: ['rita-alves'] },
    ]);
  });

  test('has what modules make, each time that they are called', () => {
    const { services, policies } = configOf('pagerduty', 'modules-terraform');
    expect(Object.keys(policies)).toEqual(['theatre-02', 'kitchen-01', 'pharmacy-01']);
    expect(services.kitchen).toMatchObject({ policy: 'kitchen-01' });
  });

  test('keeps a delay of the first rule where a policy has a service of its own', () => {
    const { services } = configOf('opsgenie', 'counted-terraform');
    expect(services['imaging-prod-escalation']).toMatchObject({ group_wait: '4m' });
  });

  test.each([
    ['opsgenie', 'old-syntax-terraform', '"Europe/Norway" is no time zone'],
    ['opsgenie', 'sites-terraform', '✓ integration (Prometheus) "north-lab-prometheus"'],
    ['opsgenie', 'tenants-terraform', '✓ rotation of schedule "north-renal-schedule"'],
    ['opsgenie', 'optional-terraform', '✗ opsgenie_notification_policy "lab-prod-policy"'],
    ['opsgenie', 'contacts-terraform', '"last-year": it ended at 2025-12-04 09:00 CET'],
    ['opsgenie', 'yaml-terraform', '✓ person "Anna Lind" → people.anna-lind'],
    ['pagerduty', 'nights-terraform', '✓ rotation of schedule "Interface engine" "Night Shift"'],
    ['pagerduty', 'orchestrated-terraform', '✗ business_service "Dispensing": a service has no'],
    ['pagerduty', 'unknown-terraform', 'layer[0].users: var.second has no value'],
    ['pagerduty', 'unknown-terraform', '✗ pagerduty_user "pagerduty_user.rostered"'],
    ['pagerduty', 'unknown-terraform', 'local.circle asks for itself'],
    ['pagerduty', 'wards-terraform', 'it is looked up, and made elsewhere'],
    ['grafana-oncall', 'rotations-terraform', '✓ rotation of schedule "Follow the sun" "EMEA"'],
    ['grafana-oncall', 'teams-terraform', '✓ rotation of schedule "Wards" "Day shift"'],
  ] as const)('of %s, %s, tells %s', (source, name, told) => {
    expect(textOf(source, name)).toContain(told);
  });

  test('tells nothing of a file by itself whose text it uses', () => {
    const { people } = configOf('opsgenie', 'yaml-terraform');
    expect(Object.keys(people)).toEqual(['anna-lind', 'bo-ek', 'lead']);
    expect(textOf('opsgenie', 'yaml-terraform')).not.toContain('config.yaml');
  });
});
