import type { Command } from 'commander';

/**
 * The examples in the `--help` of each command; a test checks that they parse and that none is
 * missing.
 */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  init: [
    'init',
    'init our-hospital --name our-hospital --zone Europe/Stockholm --region eu-north-1 --first "Anna Lind" --second "Bo Ek"',
  ],
  validate: ['validate wardbell.yaml', 'validate wardbell.yaml --from 2026-07-01'],
  'away set': [
    'away set anna --from 2026-07-06 --until 2026-07-20 --comment holiday',
    'away set anna --from 07:00 --for 12h --force "the day team stays on"',
  ],
  'away import': [
    'away import vacation.ics --person anna --plan',
    'away import https://calendar.example/team.ics --calendar team --config wardbell.yaml --title vacation --title holiday',
  ],
  'away list': ['away list'],
  'away end': ['away end 0b5f6f0e-1f0c-4b7e-9f57-0a5c3c1f5c1e'],
  'hand-off': [
    'hand-off icu-nurses "the network is slow on ward 3, IT knows" --by anna',
    'hand-off icu-nurses --remove --by anna',
  ],
  'calendar create': [
    'calendar create --person anna --by anna',
    'calendar create --schedule icu-nurses',
  ],
  'calendar list': ['calendar list', 'calendar list --person anna'],
  'calendar revoke': ['calendar revoke 0123456789ab --by anna'],
  'cover ask': [
    'cover ask icu-nurses anna --from "2026-07-06 19:00" --until 07:00 --by anna',
    'cover ask icu-nurses anna --of bo --from "2026-07-06 19:00" --until 07:00 --comment "a wedding"',
  ],
  'cover list': ['cover list', 'cover list --all'],
  'cover accept': ['cover accept 0b5f6f0e-1f0c-4b7e-9f57-0a5c3c1f5c1e --by bo'],
  'cover decline': ['cover decline 0b5f6f0e-1f0c-4b7e-9f57-0a5c3c1f5c1e --by bo'],
  'cover withdraw': ['cover withdraw 0b5f6f0e-1f0c-4b7e-9f57-0a5c3c1f5c1e --by anna'],
  'swap ask': [
    'swap ask icu-nurses anna bo --from "2026-07-06 19:00" --until 07:00 --for-from "2026-07-08 19:00" --for-until 07:00 --by anna',
  ],
  'swap list': ['swap list'],
  'swap accept': ['swap accept 0b5f6f0e-1f0c-4b7e-9f57-0a5c3c1f5c1e --by bo'],
  'swap decline': ['swap decline 0b5f6f0e-1f0c-4b7e-9f57-0a5c3c1f5c1e --by bo'],
  'swap withdraw': ['swap withdraw 0b5f6f0e-1f0c-4b7e-9f57-0a5c3c1f5c1e'],
  holidays: [
    'holidays SE 2027',
    'holidays DE 2027 --state BY --types public,bank --write wardbell.yaml',
    'holidays --from days-off.ics --list clinic --write wardbell.yaml',
  ],
  import: [
    'import alertmanager alertmanager.yml --plan',
    'import opsgenie users.json teams.json schedules.json escalations.json --out moved.yaml',
    'import pagerduty state.json --force',
  ],
  simulate: [
    'simulate night.csv --config wardbell.yaml',
    'simulate night.csv --from "2026-05-04 02:00" --json',
  ],
  backtest: [
    'backtest month.jsonl --config new.yaml --against wardbell.yaml',
    'backtest month.jsonl --suggest spo2-low --for 0s..1m --limit 86..90',
  ],
  forecast: [
    'forecast --surge 40',
    'forecast march.jsonl --surge 40 --config wardbell.yaml',
    'forecast --surge 40 --subjects 800 --every 30s --incidents-per-day 60',
  ],
  'slo list': ['slo list', 'slo list --service icu --json'],
  'slo check': ['slo check', 'slo check record-fast record-there'],
  'slo show': ['slo show record-fast', 'slo show record-fast --window 1d --json'],
  'slo report': ['slo report', 'slo report --month 2026-10 --csv'],
  'slo import': ['slo import openslo.yaml'],
  'slo simulate': [
    'slo simulate quarter.jsonl --config wardbell.yaml',
    'slo simulate month.csv --metric response_time --json',
  ],
  start: ['start --config wardbell.yaml', 'start --config wardbell.yaml --data ./state --port 0'],
  probe: [
    'probe --config wardbell.yaml --place data-centre --once',
    'probe health-record --config wardbell.yaml --place ward-9',
  ],
  repair: ['repair --data ./state'],
  demo: ['demo'],
  'incidents list': ['incidents', 'incidents list --all --days 31', 'incidents list --json'],
  'incidents show': ['incidents show 0123456789abcdef-1'],
  ack: ['ack 0123456789abcdef-1 --by anna'],
  'take-over': ['take-over 0123456789abcdef-1 --by bo'],
  decline: ['decline 0123456789abcdef-1 --by anna'],
  escalate: ['escalate 0123456789abcdef-1'],
  noise: ['noise 0123456789abcdef-1 --by anna'],
  'not-noise': ['not-noise 0123456789abcdef-1 --by anna'],
  undo: ['undo 0123456789abcdef-1 --by anna'],
  resolve: [
    'resolve 0123456789abcdef-1 --by anna',
    'resolve 0123456789abcdef-1 --silence 1h    # what still fires is quiet for an hour',
  ],
  snooze: [
    'snooze 0123456789abcdef-1 --for 30m --by anna',
    'snooze 0123456789abcdef-1 --until "2026-05-04 07:00"',
  ],
  reassign: [
    'reassign 0123456789abcdef-1 bo --by anna',
    'reassign 0123456789abcdef-1 schedule:icu-doctors',
  ],
  note: ['note 0123456789abcdef-1 "the sensor was changed" --by anna'],
  pages: [
    'pages',
    'pages --person anna --status failed',
    'pages --from 2026-11-01 --to 2026-11-30 --csv',
  ],
  'report burden': [
    'report burden',
    'report burden --from 2026-11-01 --to 2026-12-01 --csv > november.csv',
  ],
  'report on-call': ['report on-call', 'report on-call --from 2026-11-01 --csv > november.csv'],
  'report response': [
    'report response --service icu',
    'report response --from 2026-01-01 --csv > response.csv',
  ],
  pseudonym: ['pseudonym Patient/123', 'pseudonym --user "urn:oid:1.2.3|4711"'],
  oncall: [
    'oncall',
    'oncall icu-nurses --at "2026-05-04 02:00"',
    'oncall --config wardbell.yaml    # from the file alone',
    'oncall icu-nurses --compare old.ics --map "Dr Lind=anna"',
  ],
  'override create': [
    'override create icu-nurses bo --from "2026-05-04 19:00" --until "2026-05-05 07:00"',
  ],
  'override list': ['override list'],
  'override remove': ['override remove 0e37df36-f698-11e6-8dd4-cb9ced3df976'],
  'silence create': [
    `silence create 'subject="bed-1"' --for 2h --comment "washing"`,
    `silence create 'ward=~"icu.*"' 'severity!="critical"' --from "2026-05-04 02:00" --for 1h --comment "network" --maintenance`,
    `silence create 'service="ehr"' --cron "30 1 * * *" --each 1h --comment "backup" --preview`,
    `silence create 'service="ehr"' --rrule "FREQ=MONTHLY;BYDAY=2TU" --from "2027-01-12 22:00" --each 2h --comment "patches"`,
  ],
  'silence list': ['silence list'],
  'silence windows': ['silence windows'],
  'silence expire': ['silence expire 0e37df36-f698-11e6-8dd4-cb9ced3df976'],
  'subjects list': ['subjects list', 'subjects list --service icu --json'],
  'subjects show': ['subjects show bed-7'],
  'subjects unread': ['subjects unread', 'subjects unread --json'],
  'subjects retire': ['subjects retire bed-7'],
  'limits list': ['limits list'],
  'limits set': [
    'limits set bed-7 spo2-low --below 85 --for 12h --reason "COPD, target 88 to 92 %" --by anna',
    'limits set bed-7 pulse-range --outside 40,130 --until "2026-05-04 07:00" --reason athlete',
  ],
  'limits end': ['limits end bed-7 spo2-low --by anna'],
  'heartbeats list': ['heartbeats list'],
  'heartbeats forget': ['heartbeats forget nightly-backup'],
  'heartbeats uuid': ['heartbeats uuid --url https://pager.example.org'],
  'keys create': [
    'keys create icu-gateway --scope samples',
    'keys create console --scope read respond',
  ],
  'keys list': ['keys list'],
  audit: [
    'audit --person anna --from 2026-11-01',
    'audit --subject bed-7 --action subject.look',
    'audit --from 2026-01-01 --to 2026-12-31 --csv',
  ],
  'keys revoke': ['keys revoke a1b2c3d4'],
  'keys first': ['keys first --table wardbell-prod-controls --region eu-north-1'],
  qualify: ['qualify wardbell.yaml --tester "Anna Lind" --page-people --report report.md'],
  'contacts add': [
    'contacts add anna sms +46701234567',
    'contacts add anna email anna@example.org',
  ],
  'contacts confirm': [
    'contacts confirm anna "https://sns.eu-north-1.amazonaws.com/confirmation.html?TopicArn=arn:aws:sns:eu-north-1:111111111111:wardbell-anna-email&Token=2336412f37"',
  ],
  'contacts remove': ['contacts remove anna-sms:0e37df36-f698-11e6-8dd4-cb9ced3df976'],
  'contacts list': ['contacts list', 'contacts list anna'],
  'contacts test': ['contacts test anna --channel sms'],
  version: ['version', 'version --check --config wardbell.yaml'],
};

/** Returns the commands that do something, with the words that call them. */
export function leafCommands(
  program: Command,
  above = '',
): readonly (readonly [string, Command])[] {
  return program.commands
    .filter((command) => command.name() !== 'help')
    .flatMap((command) => {
      const name = `${above}${command.name()}`;
      return command.commands.length > 0
        ? leafCommands(command, `${name} `)
        : [[name, command] as const];
    });
}

/** Adds examples to the help of every command. */
export function withExamples(program: Command): Command {
  for (const [name, command] of leafCommands(program)) {
    const lines = (EXAMPLES[name] ?? []).map(
      (example) => `  npx --no-install ${program.name()} ${example}`,
    );
    if (lines.length > 0) {
      command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
    }
  }
  return program;
}
