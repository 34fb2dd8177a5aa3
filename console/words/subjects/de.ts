import { countingIn } from '../counting.ts';
import type { Words } from '../words.ts';

const { count } = countingIn('de');

export const subjects: Words['subjects'] = {
  title: 'Objekte',
  state: { firing: 'Alarm', pending: 'Wartet ab', silent: 'Stumm', well: 'Gut' },
  wordsHint: 'Name, Dienst, Merkmal',
  none: 'Noch ist keines bekannt',
  nothingMatches: 'Keines in der Liste passt zum Filter',
  lookAt: 'Ansehen:',
  all: 'Alle',
  moreGroups: (number: number) => `${count(number, 'weitere Gruppe', 'weitere Gruppen')} zeigen`,
  listedAt: 'Die Liste ist von',
  listedEvery: (length: string) =>
    `Sie wird nach ${length} neu geholt; was inzwischen Alarm gibt, erscheint binnen zehn Sekunden.`,
  who: 'In der Liste stehen die, von denen eine Regel etwas weiß: eine Überschreitung, oder dass es sich melden muss. Eines, dem es immer gut ging, kann fehlen; sein Name im Filter führt hin.',
  again: 'Liste jetzt holen',
};

export const subject: Words['subject'] = {
  title: 'Objekt',
  toBoard: 'Alle Objekte',
  alias: 'In Rufen',
  nothing:
    'Nichts ist davon bekannt: es ist gut, soweit die Regeln wissen, oder es hat sich nie gemeldet.',
  rules: 'Regeln',
  otherRules: 'Weitere Regeln, die es lesen können',
  otherRulesHint:
    'Sie wissen nichts von ihm: seine Werte sind gut, oder es sendet nicht, was sie lesen. Gute Werte merkt sich keine Regel.',
  noRule: 'Diese Regel steht nicht mehr in der Konfiguration.',
  scores: {
    title: 'Scores',
    missing: 'fehlt',
    points: (points: number) => (points === 1 ? '1 Punkt' : `${points} Punkte`),
    between: (low: number, high: number) => `${low} bis ${high}`,
    scale2: 'Sauerstoffskala 2',
  },
  limit: {
    below: (limit: string) => `unter ${limit}`,
    above: (limit: string) => `über ${limit}`,
    outside: (low: string, high: string) => `außerhalb von ${low} bis ${high}`,
    equals: (value: string) => `gleich ${value}`,
    absent: (length: string) => `kein Messwert seit ${length}`,
    total: (total: string) => `insgesamt ${total} oder mehr`,
    single: (points: string) => `${points} oder mehr bei einem Parameter`,
    or: ' oder ',
    and: ' und ',
    stuck: (length: string) => `derselbe Wert seit ${length}`,
    unusual: {
      above: 'über dem Üblichen',
      below: 'unter dem Üblichen',
      both: 'außerhalb des Üblichen',
    },
    spanOf: (low: string, high: string) => `${low} bis ${high}`,
    usual: (span: string, day: string, hour: string) =>
      `üblich ${span}, ${day.toLowerCase()}s um ${hour} Uhr`,
  },
  across: {
    sum: () => 'Summe der Reihen',
    max: () => 'höchster Wert der Reihen',
    min: () => 'niedrigster Wert der Reihen',
    ratio: (to: string) => `Verhältnis zu ${to}`,
  },
  overTime: {
    avg: 'Mittelwert',
    min: 'niedrigster Wert',
    max: 'höchster Wert',
    median: 'Median',
    count: 'Anzahl der Messwerte',
    change: 'Änderung',
    slope: 'Steigung',
    forecast: 'Prognose',
    rate: 'Rate',
    increase: 'Zunahme',
    per: { second: 'je Sekunde', minute: 'je Minute', hour: 'je Stunde', day: 'je Tag' },
    ahead: (what: string, length: string) => `${what} für in ${length}`,
    over: (what: string, length: string) => `${what} in ${length}:`,
  },
  inWindow: (breaches: number, of: number) => `bei ${breaches} der letzten ${of} Messwerte`,
  forSpan: (length: string) => `für ${length}`,
  clears: {
    below: (clear: string) => `endet ab ${clear}`,
    above: (clear: string) => `endet bis ${clear}`,
    outside: (low: string, high: string) => `endet innerhalb von ${low} bis ${high}`,
  },
  unusualBy: (percent: string, floor: string, length: string) =>
    `um mindestens ${percent} % und ${floor}, nachdem sie ${length} gelernt hat`,
  learnsUntil: 'Sie lernt noch, was üblich ist, bis',
  ownLimits: 'Eigene Grenzwerte',
  limitSet: 'Eigenen Grenzwert setzen',
  limitIsSet: 'Der Grenzwert gilt ab jetzt.',
  limitEnd: 'Grenzwert beenden',
  limitEnded: 'Beendet: Was die Konfiguration sagt, gilt wieder.',
  limitUsual: (limit: string) => `für andere: ${limit}`,
  limitIgnored: 'Er zählt nicht: Die Konfiguration erlaubt ihn nicht mehr.',
  scale2Set: 'Sauerstoffskala 2 anordnen',
  scale2IsSet: 'Skala 2 gilt ab jetzt.',
  scale2Hint:
    'Für einen Patienten, dessen Sauerstoffsättigung 88 bis 92 % sein soll. Sie hat dann die Punkte der Skala 2 von NEWS2.',
  limitFields: { below: 'Alarm unter', above: 'Alarm über' },
  limitLasts: 'Er gilt für',
  limitReason: 'Warum',
  limitHint:
    'Er endet von selbst, oder wenn der Patient das Bett verlässt. Der Grund steht in keiner Meldung.',
  values: 'Werte',
  lastHour: 'Die letzte Stunde',
  since: 'seit',
  lastValue: 'zuletzt notierter Wert:',
  seen: 'zuletzt gesehen',
  open: 'Offene Vorfälle',
  recent: 'In den letzten 7 Tagen beendet',
  heartbeats: 'Lebenszeichen seiner Dienste',
  unread: 'Gesendet und von keiner Regel gelesen',
  unreadOfOthers: 'Was andere senden und keine Regel liest, und dieses vielleicht auch',
  sent: 'zuletzt gesendet',
  silence: 'Dies stummschalten',
  retire: 'Aus der Überwachung nehmen',
  retireAsk: 'Aus der Überwachung nehmen?',
  retireHint:
    'Es wird sich nicht mehr melden: ein Patient ist entlassen, ein Gerät außer Betrieb. Was davon bekannt ist, wird vergessen, und niemand vermisst es. Meldet es sich wieder, ist es neu.',
  retireEnds: (alerts: number) => `${count(alerts, 'aktiver Alarm endet', 'aktive Alarme enden')}.`,
  retireYes: 'Ja, herausnehmen',
  retired: (subject: string, alerts: number) =>
    `Nicht mehr überwacht: ${subject}. ${count(alerts, 'Alarm ist beendet', 'Alarme sind beendet')}.`,
};
