import { describe, expect, test } from '@jest/globals';
import { OVERFLOW_KEY } from '#core/evaluation/overflow/overflow.ts';
import { mayLeave, subjectNameOf, titleOf, withoutIds } from '#core/messages/subject-name.ts';
import { hospital, service } from '../../support/config.ts';
import { alert, NIGHT } from '../../support/incident.ts';
import { codeOf, wording } from '../../support/wording.ts';

const closed = hospital({
  services: [service('ward', 'icu', { subjectsInPages: false })],
  config: { aliases: { 'mrn-1': 'Bed 1', 'Patient/1': 'Bed 2' } },
});
const naming = wording(closed, NIGHT);
const ward = { service: 'ward' } as const;
const sent = { source: 'alertmanager', key: 'prom', annotations: {} } as const;

describe('a subject is called', () => {
  test.each([
    'Patient/4711',
    'https://fhir.example/r4/Patient/4711',
    'Group/7',
    'Encounter/e.1',
    'Practitioner/p-1',
    'Patient/12 3',
    'Patient/Åsa Ek',
    'Patient/4711/',
    '/Patient/4711',
    'patient/4711',
    'https://fhir.example/r4/Patient/4711|2',
  ])('by a code where it is %s, whatever its service says', (subject) => {
    expect(subjectNameOf(alert(subject), naming)).toBe(codeOf(subject));
  });

  test.each([
    'Device/7',
    'Location/icu-4',
    'bed-7',
    'web-1.example.org:9100',
    'Deployment/web',
    'OutPatient/3',
    'mypatient/3',
    'Patient',
    'constructor',
  ])('by its own id where it is %s', (subject) => {
    expect(subjectNameOf(alert(subject), naming)).toBe(subject);
  });

  test('by a code where its service says so', () => {
    expect(subjectNameOf(alert('mrn-2', ward), naming)).toBe(codeOf('mrn-2'));
    expect(subjectNameOf(alert('constructor', ward), naming)).toBe(codeOf('constructor'));
  });

  test('by its alias wherever it has one', () => {
    expect(subjectNameOf(alert('mrn-1', ward), naming)).toBe('Bed 1');
    expect(subjectNameOf(alert('Patient/1'), naming)).toBe('Bed 2');
  });

  test('by a code where nobody knows any more what its service said', () => {
    expect(subjectNameOf(alert('mrn-2', { service: 'gone' }), naming)).toBe(codeOf('mrn-2'));
    expect(subjectNameOf(alert('mrn-2', { service: 'gone' }), wording(hospital(), NIGHT))).toBe(
      'mrn-2',
    );
  });

  test('by a code where the platform tells that it has too many series', () => {
    const crowded = { rule: OVERFLOW_KEY, service: 'it', metric: '', labels: {} };
    expect(subjectNameOf(alert('mrn-2', crowded), naming)).toBe(codeOf('mrn-2'));
  });

  test('by its name where the platform made it up, or the config names it', () => {
    const distress = { ...ward, rule: 'wardbell-no-answer', metric: 'wardbell_no_answer' };
    expect(subjectNameOf(alert('Intensive Care', distress), naming)).toBe('Intensive Care');
    const sender = { ...ward, sent: { ...sent, source: 'wardbell' } } as const;
    expect(subjectNameOf(alert('prom-b, key prom', sender), naming)).toBe('prom-b, key prom');
    const missed = { ...ward, rule: 'backup', metric: '', labels: {} };
    expect(subjectNameOf(alert('backup', missed), naming)).toBe('backup');
  });

  test('by a code where a sender calls its alert as we call ours', () => {
    const forged = { ...ward, rule: 'wardbell-no-answer', metric: '', sent };
    expect(subjectNameOf(alert('mrn-2', forged), naming)).toBe(codeOf('mrn-2'));
  });
});

describe('the title of an external alert', () => {
  const titled = (title: string, more = {}) =>
    titleOf(alert('Patient/4711', { title, sent, labels: {}, ...more }), naming);
  const code = codeOf('Patient/4711');

  test('names no subject that stays in the house, nor its id', () => {
    expect(titled('Pulse of Patient/4711 low')).toBe(`Pulse of ${code} low`);
    expect(titled('Pulse low (patient 4711)')).toBe(`Pulse low (patient ${code})`);
    expect(titled('Pulse low at 47110')).toBe('Pulse low at 47110');
  });

  test('names no other person of FHIR, whatever the service says', () => {
    const of = { subject: 'web-1', title: 'Pulse of Patient/2 low' };
    expect(titleOf(alert('web-1', { ...of, sent }), naming)).toBe(
      `Pulse of ${codeOf('Patient/2')} low`,
    );
  });

  test('says the name of a label in place of its value', () => {
    const labels = { alertname: 'PulseLow', severity: 'critical', mrn: '0815', name: 'Doe' };
    expect(titled('critical PulseLow: doe, 0815', { rule: 'PulseLow', labels })).toBe(
      'critical PulseLow: (name), (mrn)',
    );
  });

  test('stays as it is where the subject may leave, and where it is our own', () => {
    const labels = { instance: 'web-1' };
    expect(titleOf(alert('web-1', { title: 'web-1 is down', sent, labels }), naming)).toBe(
      'web-1 is down',
    );
    const own = { ...ward, title: 'Pulse low in mrn-2' };
    expect(titleOf(alert('mrn-2', own), naming)).toBe('Pulse low in mrn-2');
  });

  test('takes signs in a subject for what they are', () => {
    const subject = 'a.*(b)[c]$&';
    const title = `Pulse low: ${subject}.`;
    expect(titleOf(alert(subject, { ...ward, title, sent, labels: {} }), naming)).toBe(
      `Pulse low: ${codeOf(subject)}.`,
    );
  });
});

test('an address that holds the id of a patient may not leave', () => {
  const of = alert('Patient/4711', { sent, labels: {} });
  expect(mayLeave('https://ehr.example/chart?id=4711', of, naming)).toBe(false);
  expect(mayLeave('https://wiki.example/pulse', of, naming)).toBe(true);
});

test('a text about several alerts hides the ids of each, the longest first', () => {
  const of = ['mrn-22', 'mrn-22 b'].map((s) => alert(s, { ...ward, sent, labels: {} }));
  expect(withoutIds('mrn-22 b, mrn-22', of, naming)).toBe(
    `${codeOf('mrn-22 b')}, ${codeOf('mrn-22')}`,
  );
});
