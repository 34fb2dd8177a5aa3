import type { Manifest } from './manifest.ts';
import { archiveOf } from './own-archive.ts';

/** The answers from which a hospital's own repository is made. */
export interface Hospital {
  /** The name of the deployment, the prefix of its stack and alarms. */
  readonly name: string;
  readonly timeZone: string;
  readonly region: string;
  /** One or two people with different ids. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** The first day of the rotation, `YYYY-MM-DD`. */
  readonly starts: string;
}

/** The versions of the package and of the CDK to depend on. */
export interface Versions {
  readonly package: string;
  /** A version, or `file:` and the path of an archive in the repository. */
  readonly spec: string;
  readonly cdk: Readonly<Record<string, string>>;
}

/**
 * Returns the files of a new repository by their paths. A package.json that `npm install` has left
 * in the folder is completed: what it says stays as it is.
 */
export function newRepository(
  hospital: Hospital,
  versions: Versions,
  present: Manifest = {},
): ReadonlyMap<string, string> {
  return new Map([
    ['wardbell.yaml', config(hospital, versions)],
    ['app.mjs', app(hospital, versions)],
    ['cdk.json', json({ app: 'node app.mjs' })],
    ['package.json', json(completed(present, manifest(hospital, versions), versions))],
    ['README.md', readme(hospital, versions)],
    ['.gitignore', 'node_modules/\ncdk.out/\nstate/\n'],
    ['.github/workflows/wardbell.yml', workflow(hospital)],
  ]);
}

function config({ timeZone, people, starts }: Hospital, { package: name }: Versions): string {
  const ids = people.map(({ id }) => id);
  const listed = people.map(
    ({ id, name: said }) => `  ${id}: { name: ${quoted(said)}, channels: [sms, email] }\n`,
  );
  const everyone = ids.map((id) => `person: ${id}`).join(', ');
  return `# yaml-language-server: $schema=node_modules/${name}/schema/wardbell.schema.json
#
# Who is paged, about what, and when. Check it with: npx --no-install wardbell validate wardbell.yaml

time_zone: ${timeZone}
technical_service: ward

# Numbers and addresses stand in no file: "npx --no-install wardbell contacts add" gives them to SNS.
people:
${listed.join('')}
schedules:
  on-call:
    layers:
      - { people: [${ids.join(', ')}], shift: 1w, hand_off: "08:00", starts: ${starts} }

# Whoever is on call has five minutes to answer; then everybody is paged, and once more.
policies:
  ward:
    steps:
      - { page: [schedule: on-call], wait: 5m }
      - { page: [${everyone}], wait: 5m }
    repeat: 1

services:
  ward: { name: Ward, policy: ward }

rules:
  - name: spo2-low
    title: Oxygen saturation low
    service: ward
    severity: critical
    metric: spo2
    below: 92 # a red score of NEWS2 is 91 or less
    clear: 93
`;
}

function app({ name, region }: Hospital, versions: Versions): string {
  return `import { App, Stack } from 'aws-cdk-lib';
import { Wardbell } from '${versions.package}';

const app = new App();
const stack = new Stack(app, '${name}', {
  env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: '${region}' },
  terminationProtection: true,
});
new Wardbell(stack, 'Pager', {
  config: 'wardbell.yaml',
  name: '${name}',
  // Mailboxes that hear the platform's own alarms; each confirms by the link in a mail from SNS.
  // alarmEmails: ['it-on-call@hospital.example'],
  // A monitor outside AWS, asked for each minute while all is well. It alarms when that ceases.
  // heartbeatUrl: 'https://monitor.example/ping/…',
  // How many calls of functions the account runs at once, as its quota says; a new one has 10.
  // concurrency: { quota: 1000 },
});
`;
}

/**
 * The environment of GitHub in which the workflow deploys; GitHub creates it with the first run.
 */
const ENVIRONMENT = 'production';

/** The scripts of a new repository, which its README and its workflow call. */
export const SCRIPTS = {
  validate: 'wardbell validate wardbell.yaml',
  start: 'wardbell start --config wardbell.yaml',
  deploy: 'cdk deploy',
};

function manifest({ name }: Hospital, versions: Versions): Manifest {
  return {
    name,
    private: true,
    scripts: SCRIPTS,
    dependencies: { [versions.package]: versions.spec, ...versions.cdk },
    devDependencies: { 'aws-cdk': '^2' },
  };
}

/** An archive that lies outside of the repository is replaced by the copy in it. */
function completed(
  present: Manifest,
  wanted: Manifest,
  { package: own, spec }: Versions,
): Manifest {
  return {
    ...wanted,
    ...present,
    scripts: { ...wanted.scripts, ...present.scripts },
    dependencies: {
      ...wanted.dependencies,
      ...present.dependencies,
      ...(spec.startsWith('file:') && { [own]: spec }),
    },
    devDependencies: { ...wanted.devDependencies, ...present.devDependencies },
  };
}

function readme({ name, region, people }: Hospital, { spec }: Versions): string {
  const archive = archiveOf(spec);
  const commits = ['package-lock.json', ...(archive === undefined ? [] : [archive])].join(' and ');
  const add = people.map(({ id, name: said }) => contactLines(id, said));
  return `# ${name}

Who is paged here, about what and when, stands in \`wardbell.yaml\`; \`app.mjs\` deploys it to AWS.

    npm install                # once; commit ${commits}
    npm run validate           # says what is wrong, and proves that somebody is reached at every minute
    npm start                  # the whole platform on this machine: pages appear in the terminal

## Deploy

With credentials of your AWS account in the shell:

    npx --no-install cdk bootstrap aws://<account>/${region}      # once
    npm run deploy

\`app.mjs\` has what else can be set as comments: who hears the platform's own alarms, a monitor outside AWS, the
account's quota. Set at least the first before patients depend on it.

The outputs have the address of the platform, and the command that makes the first key. Then give everybody their contacts:

    export WARDBELL_URL=… WARDBELL_KEY=…
${add.join('')}    npx --no-install wardbell contacts list      # what is missing
    npx --no-install wardbell contacts test ${people[0]?.id ?? ''}

A mailbox gets a mail from SNS. Do not open its link: copy it, and confirm the mailbox with it as above.
Each person has \`channels: [sms, email]\` in the config; leave out there what somebody does not have.

\`npx --no-install\` runs what \`npm install\` has put into this folder, and never what a registry has under that name.

## Deploy by merging

The workflow in \`.github/workflows\` checks each pull request, and deploys what is merged where the variable \`AWS_ROLE\`
of the repository names a role that GitHub may assume. It deploys in the environment \`${ENVIRONMENT}\`: in the
repository's settings, under Environments, say who must approve a deployment and that only \`main\` may deploy.
The role trusts GitHub's provider for the audience \`sts.amazonaws.com\` and the subject
\`repo:<owner>/<repository>:environment:${ENVIRONMENT}\`, and may assume the roles that \`cdk bootstrap\` has made.
`;
}

function contactLines(id: string, name: string): string {
  const command = `    npx --no-install wardbell contacts`;
  return `${command} add ${id} sms +…                  # ${name}'s phone
${command} add ${id} email …@…               # a mailbox, and what its mail says:
${command} confirm ${id} "<the link in it, copied, not opened>"
`;
}

function workflow({ region }: Hospital): string {
  return `name: wardbell
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  validate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with: { node-version: 24, cache: npm }
      - run: npm ci
      - run: npm run validate
      - run: npx --no-install cdk synth --quiet
  deploy:
    needs: validate
    if: github.event_name == 'push' && vars.AWS_ROLE != ''
    # One after the other, and what a pull request runs makes none of them give way.
    concurrency: deploy
    # Only what is merged may ask for the role.
    permissions: { contents: read, id-token: write }
    # Its protection rules say who approves, and which branches may deploy.
    environment: ${ENVIRONMENT}
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with: { node-version: 24, cache: npm }
      - run: npm ci
      - uses: aws-actions/configure-aws-credentials@v5
        with: { role-to-assume: "\${{ vars.AWS_ROLE }}", aws-region: ${region} }
      - run: npx --no-install cdk deploy --require-approval never
`;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Quotes a text for YAML, which accepts JSON strings. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
