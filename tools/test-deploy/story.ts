import { match, ok, rejects, strictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { pressedForm } from '#local/page-form.ts';
import { type AlarmCalls, alarmCalls } from './alarm-calls.ts';
import { consoleSteps } from './console.ts';
import { type Deployment, deployment } from './deployment.ts';
import { knockAtEveryDoor } from './doors.ts';
import type { Emulator } from './emulator.ts';
import { type CallFunction, functionCalls } from './function-calls.ts';
import type { Issuer } from './issuer.ts';
import { type Monitor, startMonitor } from './monitor.ts';
import { type AwsOptions, type Phones, phones } from './phones.ts';
import { type Portal, startPortal } from './portal.ts';
import type { Step } from './steps.ts';

const FILE = readFileSync(new URL('./wardbell.yaml', import.meta.url), 'utf8');

/** Returns the config, with the issuer at which people sign in, and what is probed. */
const configWith = ({ issuer, portal }: Pick<Stage, 'issuer' | 'portal'>) =>
  FILE.replace('issuer: "http://127.0.0.1"', `issuer: "${issuer.url}"`).replace(
    'http://127.0.0.2/',
    portal.url,
  );

/** This config has a rule that the first one lacks. */
const changedConfig = (config: string) =>
  `${config}  - { name: fast-heart, title: The heart beats too fast, service: ward, metric: pulse, above: 150, severity: critical }\n`;

/** This config names a policy that does not exist. */
const brokenConfig = (config: string) => config.replace('policy: ward', 'policy: wrad');

const ANNA = '-to-anna-sms';
const BO = '-to-bo-email';

/** Time limit for a page; the emulator starts a process for each function's first call. */
const SOON = 45_000;

/** EventBridge makes its first call within a minute of the deployment. */
const FIRST_MINUTE = 90_000;

/** The step waits 30 s, and without a look the next tick comes within 20 s. */
const STEP_MS = 30_000;
const STEP_AND_TICK = STEP_MS + 20_000;

/** `group_wait` of the service `lab`. */
const GROUP_WAIT_MS = 4_000;

/**
 * How late the step may be: a look comes within 1.1 s, and the emulator takes its time on a busy
 * machine. A tick would be later more often than not.
 */
const MOST_LATE_MS = 5_000;

/** State shared by the steps, each of which builds on those before it. */
interface Stage {
  readonly stack: Deployment;
  readonly call: CallFunction;
  readonly alarms: AlarmCalls;
  readonly monitor: Monitor;
  readonly portal: Portal;
  readonly issuer: Issuer;
  readonly options: AwsOptions;
  url: string;
  key: string;
  alarmTopic: string;
  ring: Phones;
}

/** Runs from an empty account to an answered incident, an escalated one, and a changed config. */
export async function story(
  emulator: Emulator,
  issuer: Issuer,
  folder: string,
): Promise<readonly Step[]> {
  const monitor = await startMonitor();
  const portal = await startPortal();
  const stage: Stage = {
    stack: deployment(emulator, folder, { heartbeatUrl: monitor.url }),
    call: functionCalls(emulator),
    alarms: alarmCalls(emulator),
    monitor,
    portal,
    issuer,
    options: emulator.options,
    url: '',
    key: '',
    alarmTopic: '',
    ring: { next: () => Promise.reject(new Error('Nobody is subscribed yet.')) },
  };
  return [
    ...beginning(stage),
    ...consoleSteps(stage),
    ...answered(stage),
    ...watched(stage),
    ...escalated(stage),
    ...alarmed(stage),
    ...probed(stage),
    ['the door of every protocol opens', () => knockAtEveryDoor(stage.url, stage.key)],
    ...changed(stage),
  ];
}

function beginning(stage: Stage): readonly Step[] {
  const { stack } = stage;
  return [
    ['an empty account is bootstrapped', () => stack.bootstrap()],
    [
      'the stack is deployed',
      async () => {
        const { url, controlsTable, alarmTopic } = await stack.deploy(configWith(stage));
        Object.assign(stage, { url, alarmTopic });
        stage.key = await firstLine(stack.wardbell('keys', 'first', '--table', controlsTable));
        return url;
      },
    ],
    [
      'its API answers, and its first key is valid',
      async () => {
        strictEqual((await ask(stage, 'GET', '/v1/health')).status, 'ok');
        await ask(stage, 'GET', '/v1/keys');
      },
    ],
    [
      'a phone and a mailbox are subscribed',
      async () => {
        stage.ring = await phones(stage.options, [ANNA, BO]);
        await cli(stage, 'contacts', 'list');
      },
    ],
  ];
}

function answered(stage: Stage): readonly Step[] {
  let page = '';
  return [
    [
      'a breach posted to the API pages Anna',
      async () => {
        await breach(stage, 'bed-1', 'spo2', 80);
        page = (await stage.ring.next(ANNA, SOON)).text;
        return page.split('\n')[0];
      },
    ],
    [
      'the link in her page acknowledges the incident',
      async () => {
        const link = /http\S+/.exec(page)?.[0] ?? '';
        ok(link.startsWith(stage.url), `The page has no link to the API: ${page}`);
        strictEqual((await fetch(link, { method: 'HEAD' })).status, 200);
        const form = pressedForm(await (await fetch(link)).text(), 'Acknowledge');
        strictEqual((await fetch(link, { method: 'POST', body: form })).status, 200);
        strictEqual((await openIncident(stage)).status, 'acknowledged');
      },
    ],
    [
      'whoever is lost gets a page, and a tool what it meant',
      async () => {
        const headers = { accept: 'text/html' };
        const start = await fetch(`${stage.url}/`, { headers });
        match(start.url, /\/console\/now$/);
        match(await start.text(), /<title>Wardbell/);
        const nowhere = await fetch(`${stage.url}/v1/sample`, { method: 'POST' });
        match(await nowhere.text(), /Did you mean \/v1\/samples\?/);
        strictEqual((await fetch(`${stage.url}/nowhere`, { headers })).status, 404);
      },
    ],
  ];
}

function watched({ call, monitor }: Stage): readonly Step[] {
  return [
    [
      'the canary breaches, is paged, and measures the time',
      async () => {
        await call('canary', {});
      },
    ],
    [
      'the auditor, called by EventBridge, finds nothing wrong and says so outside',
      () => until(async () => monitor.beats() > 0, FIRST_MINUTE),
    ],
  ];
}

function escalated(stage: Stage): readonly Step[] {
  return [
    [
      'an incident that nobody answers escalates to Bo in time, by the deployed clock',
      async () => {
        await breach(stage, 'bed-2', 'spo2', 80);
        await stage.ring.next(ANNA, SOON);
        await stage.ring.next(BO, STEP_AND_TICK + SOON);
        const late = await stepLateness(stage);
        ok(late <= MOST_LATE_MS, `The step came ${late} ms late.`);
        return `${late} ms late`;
      },
    ],
    [
      'a recovery resolves it',
      async () => {
        await breach(stage, 'bed-1', 'spo2', 97);
        await breach(stage, 'bed-2', 'spo2', 97);
        await until(async () => (await listed(stage)).length === 0, SOON);
      },
    ],
    [
      'a group that waits four seconds pages in time, since who saved it asked for a look',
      async () => {
        await breach(stage, 'fridge-1', 'temperature', 12);
        await stage.ring.next(ANNA, STEP_AND_TICK + SOON);
        const { id, openedAt } = await openIncident(stage);
        const [page] = (await logged(stage)).filter(({ incident }) => incident === id);
        const late = Date.parse(page?.at ?? '') - Date.parse(openedAt) - GROUP_WAIT_MS;
        ok(late <= MOST_LATE_MS, `The group was paged ${late} ms late.`);
        await breach(stage, 'fridge-1', 'temperature', 5);
        await until(async () => (await listed(stage)).length === 0, SOON);
        return `${late} ms late`;
      },
    ],
  ];
}

function alarmed(stage: Stage): readonly Step[] {
  const alarm = 'lab-db: CPU high';
  return [
    [
      'an alarm of CloudWatch pages Anna, and its end resolves the incident',
      async () => {
        await stage.alarms.make(alarm, stage.alarmTopic);
        await stage.alarms.set(alarm, 'ALARM');
        const { text } = await stage.ring.next(ANNA, SOON);
        match(text, /lab-db: CPU high/);
        await stage.alarms.set(alarm, 'OK');
        await until(async () => (await listed(stage)).length === 0, SOON);
        return text.split('\n')[0];
      },
    ],
  ];
}

function probed(stage: Stage): readonly Step[] {
  const { call, portal } = stage;
  return [
    [
      'the deployed probe asks what the config checks, and posts what it finds',
      async () => {
        await call('probe', {});
        // Nobody else knows this subject, and it is 404 until somebody posts a sample of it.
        await ask(stage, 'GET', '/v1/subjects/portal');
      },
    ],
    [
      'a check that fails pages Anna, and is over when it succeeds',
      async () => {
        portal.answer(503);
        await call('probe', {});
        const { text } = await stage.ring.next(ANNA, SOON);
        match(text, /The portal does not answer/);
        portal.answer(200);
        await call('probe', {});
        await until(async () => (await listed(stage)).length === 0, SOON);
        return text.split('\n')[0];
      },
    ],
  ];
}

function changed(stage: Stage): readonly Step[] {
  const { stack } = stage;
  return [
    [
      'a config that cannot work is refused with its line, and nothing is deployed',
      async () => {
        await rejects(
          stack.deploy(brokenConfig(configWith(stage))),
          /wardbell\.yaml:\d+:\d+: error: there is no policy/,
        );
        strictEqual((await ask(stage, 'GET', '/v1/health')).status, 'ok');
      },
    ],
    [
      'a changed config is deployed, and what was stored is still there',
      async () => {
        await stack.deploy(changedConfig(configWith(stage)));
        strictEqual((await listed(stage, 'all')).length, 5);
      },
    ],
    [
      'the new rule pages Anna',
      async () => {
        await breach(stage, 'bed-3', 'pulse', 180);
        return (await stage.ring.next(ANNA, SOON)).text.split('\n')[0];
      },
    ],
  ];
}

async function breach(stage: Stage, subject: string, metric: string, value: number): Promise<void> {
  const answer = await ask(stage, 'POST', '/v1/samples', { samples: [{ subject, metric, value }] });
  strictEqual(answer.accepted, 1, JSON.stringify(answer));
}

/** Returns how long after its wait the second step was taken, by the log of pages. */
async function stepLateness(stage: Stage): Promise<number> {
  const pages = await logged(stage);
  const bo = pages.find(({ responder }) => responder === 'bo');
  const anna = pages.find((one) => one.responder === 'anna' && one.incident === bo?.incident);
  return Date.parse(bo?.at ?? '') - Date.parse(anna?.at ?? '') - STEP_MS;
}

/** The log of pages, newest first. */
async function logged(stage: Stage): Promise<readonly Logged[]> {
  return (await ask(stage, 'GET', '/v1/pages')).pages;
}

interface Logged {
  readonly responder: string;
  readonly incident: string;
  readonly at: string;
}

interface Listed {
  readonly id: string;
  readonly status: string;
  readonly openedAt: string;
}

async function listed(stage: Stage, status = 'open'): Promise<readonly Listed[]> {
  return (await ask(stage, 'GET', `/v1/incidents?status=${status}`)).incidents;
}

async function openIncident(stage: Stage): Promise<Listed> {
  const [incident] = await listed(stage);
  ok(incident, 'No incident is open.');
  return incident;
}

// biome-ignore lint/suspicious/noExplicitAny: what the platform answers; each step says by its expectations what it expects.
async function ask({ url, key }: Stage, method: string, path: string, body?: object): Promise<any> {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  ok(response.ok, `${method} ${path} was answered with ${response.status}: ${text}`);
  return JSON.parse(text);
}

function cli({ stack, url, key }: Stage, ...args: readonly string[]): Promise<string> {
  return stack.wardbell(...args, '--url', url, '--key', key);
}

async function firstLine(printed: Promise<string>): Promise<string> {
  return (await printed).split('\n')[0] ?? '';
}

async function until(holds: () => Promise<boolean>, withinMs: number): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    ok(Date.now() < end, `It did not come about within ${withinMs / 1000} s.`);
    await new Promise((waited) => setTimeout(waited, 200));
  }
}
