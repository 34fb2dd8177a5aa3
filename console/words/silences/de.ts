import { countingIn } from '../counting.ts';
import type { Words } from '../words.ts';

const { count } = countingIn('de');

export const silences: Words['silences'] = {
  title: 'Stummschaltungen',
  none: 'Es gibt keine',
  running: 'Laufen',
  idle: 'Laufen und umfassen jetzt nichts',
  coming: 'Kommen',
  ended: 'Zu Ende',
  maintenance: 'Wartung',
  coversNothing: 'Umfasst keinen Alarm, der jetzt offen ist',
  covers: (alerts: number, incidents: number) =>
    `Umfasst ${count(alerts, 'Alarm', 'Alarme')} in ${count(incidents, 'Vorfall', 'Vorfällen')}`,
  wouldCoverNothing: 'Würde keinen Alarm umfassen, der jetzt offen ist',
  wouldCover: (alerts: number, incidents: number) =>
    `Würde jetzt ${count(alerts, 'Alarm', 'Alarme')} in ${count(incidents, 'Vorfall', 'Vorfällen')} umfassen`,
  by: (name: string) => `von ${name}`,
  since: 'seit',
  from: 'ab',
  endedAt: 'endete',
  end: 'Jetzt beenden',
  endedNow: 'Beendet: was noch aktiv ist, ruft',
  again: 'Erneut setzen',
  new_: 'Etwas stummschalten',
  matchers: 'Was ein Alarm erfüllen muss, je eine Zeile',
  matchersHint: 'Alles davon: ward="icu", subject=~"bed-.*", severity!="critical"',
  lasts: 'Wie lange',
  begins: 'Ab, wenn nicht ab jetzt',
  untilMoment: 'bis zu einem Zeitpunkt',
  ends: 'Bis',
  planned: 'Geplante Arbeit: ein Wartungsfenster',
  comment: 'Warum',
  set: 'Stummschalten',
  done: 'Stummgeschaltet',
  doneForLater: 'Sie ist gesetzt und beginnt später',
  wordsHint: 'Bedingung, Grund, Person',
};
