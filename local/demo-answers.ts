import { alertsOf } from '#core/incident/alerts.ts';
import { peopleOf } from '#core/oncall/coverage.ts';
import { onCall } from '#core/oncall/on-call.ts';
import { SECOND } from '#core/time/instant.ts';
import { allBeds, healthRecord, newestSms, pause, post, type Stage } from './demo-stage.ts';
import { pressedForm, toldAnswer } from './page-form.ts';

/** Who answers the pages of the demo. */
export interface DemoAnswers {
  begin(stage: Stage): void;
  /**
   * Answers the newest SMS that contains a text, or waits until it is answered. False if there is
   * no such SMS yet.
   */
  acknowledge(stage: Stage, about: RegExp): Promise<boolean>;
  /** Resolves when the platform may be stopped. */
  end(stage: Stage): Promise<void>;
}

/** The demo opens the links itself, and presses the button, as a phone's browser does. */
export const BY_ITSELF: DemoAnswers = {
  begin(stage) {
    sayConsole(stage);
    stage.say('To answer the pages yourself: npm run demo -- --browser');
  },
  async acknowledge(stage, about) {
    const sms = newestSms(stage, about);
    const link = /https?:\/\/\S+/.exec(sms?.text ?? '')?.[0];
    if (sms === undefined || link === undefined) {
      return false;
    }
    const opened = await fetch(link);
    stage.say(
      `    ${sms.name} opens the link (${opened.status}): a page with buttons; nothing has changed yet`,
    );
    const body = pressedForm(await opened.text(), 'Acknowledge');
    const answer = await fetch(link, { method: 'POST', body });
    stage.say(
      `    ${sms.name} taps Acknowledge (${answer.status}): "${toldAnswer(await answer.text())}"`,
    );
    return true;
  },
  end: async () => undefined,
};

function sayConsole(stage: Stage): void {
  const { say, platform } = stage;
  say(`The console: ${platform.url}/console/`);
  say(`One click signs you in as anybody: sign in as ${nameOnCall(stage)}, who is on call.`);
}

/** How often monitors send while the demo waits, and how often the clock ticks. */
const EVERY = 10 * SECOND;

/** Somebody plays it in a browser: the demo waits until they have answered, in real time. */
export function inBrowser(ended: Promise<void>): DemoAnswers {
  return {
    begin(stage) {
      sayConsole(stage);
      stage.say('Its page "Phones" shows what every phone and mailbox receives.');
    },
    async acknowledge(stage, about) {
      const sms = newestSms(stage, about);
      if (sms === undefined) {
        return false;
      }
      stage.say(
        `    Now you: open the newest link on the phone of ${sms.name}, and acknowledge. Or do it on the page "Now".`,
      );
      await liveOn(stage, async () => !(await isWaiting(stage, about)));
      stage.say('    Answered.');
      return true;
    },
    async end(stage) {
      const { say, platform } = stage;
      say();
      say(`The platform stays at ${platform.url} until you end it (Ctrl-C).`);
      let isOver = false;
      void ended.finally(() => {
        isOver = true;
      });
      await liveOn(stage, async () => isOver);
    },
  };
}

/** The monitors go on sending, and the clock ticks, in real time until it is over. */
async function liveOn(stage: Stage, isOver: () => Promise<boolean>): Promise<void> {
  let since = performance.now();
  while (!(await isOver())) {
    await pause(SECOND / 4);
    if (performance.now() - since > EVERY) {
      since = performance.now();
      await post(stage, [...allBeds(stage), ...healthRecord(stage)]);
      await stage.platform.tick();
    }
  }
}

/** Whether an incident with such a title has no answer. */
async function isWaiting({ platform }: Stage, about: RegExp): Promise<boolean> {
  const open = await platform.ports.incidents.open();
  return open.some(
    (incident) =>
      incident.status === 'triggered' &&
      alertsOf(incident).some(({ alert }) => about.test(alert.title)),
  );
}

function nameOnCall({ config, clock }: Stage): string {
  const now = clock.now();
  const [person = ''] = Object.values(config.schedules).flatMap((schedule) =>
    peopleOf(onCall(schedule, [], now)),
  );
  return config.people[person]?.name ?? 'anybody';
}
