import type { Outcome } from './run-protocol.ts';

/** What a report says beside its steps. */
export interface Qualification {
  readonly run: string;
  readonly startedAt: string;
  /** Left out as long as it runs, and for good where it did not come to its end. */
  readonly endedAt?: string;
  readonly tester: string;
  readonly url: string;
  readonly version: string;
  readonly config: { readonly file: string; readonly sha256: string };
  readonly outcomes: readonly Outcome[];
}

/**
 * What no program can see: each is done by a person, who writes down what was seen.
 * docs/clinical-safety.md shows the same table.
 */
export const BY_HAND: readonly (readonly [does: string, expected: string])[] = [
  [
    '`npx --no-install wardbell simulate` with a recorded night of each ward',
    'the clinicians would have wanted each of these pages, and miss none',
  ],
  [
    '`npx --no-install wardbell contacts list`, and `contacts test` for each person',
    'everybody has the test page on the phone that they carry, with the sound on',
  ],
  [
    'ask each person whom a step of the program paged',
    'each page arrived, and says what was breached',
  ],
  [
    'breach each rule once from the real device or a simulator of it, in the unit that it sends',
    'a page to the right person, with the right bed; the answer says `"unread":0`',
  ],
  ['answer nothing', 'the next person, then the fallback, at the minutes that the policy says'],
  ['acknowledge, and wait longer than `ack_timeout`', 'it pages again'],
  ["turn off the first person's phone, and breach", 'the second is paged after `wait`'],
  ['unplug the device, and later the gateway', 'the rules with `absent` page'],
  [
    "set the gateway's clock two hours ahead, and then two hours behind",
    'each time the `technical_service` is paged after some refused requests, and nobody else',
  ],
  [
    'silence one bed, and breach it and the one beside it',
    'the silenced one is on record and pages nobody, the other pages',
  ],
  [
    'stop the platform for five minutes with an incident open (on AWS the clock function)',
    "the platform's own alarm arrives at whoever runs it; after the start the escalation goes on, and no page is lost",
  ],
  ['ask the staff what they would do if no page came', 'they name the bedside alarm'],
];

/** The report for people, in Markdown: what was expected and seen, and where to sign. */
export function reportText(qualification: Qualification): string {
  const { run, startedAt, endedAt, tester, url, version, config, outcomes } = qualification;
  const facts = [
    ['run', run],
    ['from, to', `${startedAt}, ${endedAt ?? 'has not come to its end'}`],
    ['tester', tester],
    ['platform', url],
    ['version', version],
    ['config', `${config.file}, SHA-256 ${config.sha256}`],
    ['result', resultOf(outcomes)],
  ];
  return `# Qualification of a Wardbell deployment

${table(['', ''], facts)}

## Steps of the program

${table(
  ['step', 'does', 'expected', 'seen', 'result', 'at'],
  outcomes.map((one) => [one.id, one.title, one.expected, one.seen, one.result, one.at]),
)}

## Steps by hand

${table(
  ['step', 'does', 'expected', 'seen', 'result', 'by, at'],
  BY_HAND.map(([does, expected], index) => [`PQ-${index + 1}`, does, expected, '', '', '']),
)}

Steps above that were not run, or not reached, are done by hand, too.

## Deviations, and what was decided about each



## Signatures

${table(
  ['role', 'name', 'date', 'signature'],
  [
    ['tester', tester, '', ''],
    ['clinical safety', '', '', ''],
    ['whoever runs the platform', '', '', ''],
  ],
)}
`;
}

/** In one line: how many steps came out how. */
export function resultOf(outcomes: readonly Outcome[]): string {
  const count = (result: Outcome['result']) =>
    outcomes.filter((outcome) => outcome.result === result).length;
  const missing = count('not reached');
  const unreached = missing === 0 ? '' : `, ${missing} not reached`;
  return `${count('passed')} passed, ${count('failed')} failed, ${count('not run')} not run${unreached}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** A bar or a line break would end the cell. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/gu, '<br>');
}
