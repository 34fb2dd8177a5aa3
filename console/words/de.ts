import { burden } from './burden/de.ts';
import { countingIn } from './counting.ts';
import { incident } from './incident/de.ts';
import { oncall } from './oncall/de.ts';
import { platform } from './platform/de.ts';
import { reports } from './reports/de.ts';
import { silences } from './silences/de.ts';
import { slos } from './slos/de.ts';
import { subject, subjects } from './subjects/de.ts';
import type { Words } from './words.ts';

const { count, isOne } = countingIn('de');

export const de: Words = {
  language: 'de',

  nav: 'Ansichten',
  menu: 'Menü',
  skip: 'Zum Inhalt springen',
  secondary:
    'Wardbell ist ein zweites, zusätzliches Meldesystem. Es ersetzt nicht den Alarm am Bett.',
  inTime: (length: string) => `in ${length}`,
  close: 'Schließen',
  back: 'Zurück',
  loading: 'Lädt …',
  refused: 'Dies konnte nicht gezeigt werden',
  refusedNow: 'Was Sie sehen, wird nicht mehr erneuert:',
  problems: {
    malformed: 'Die Anfrage ist nicht zu verstehen',
    invalid: 'Was angegeben ist, geht nicht',
    unknown_name: 'Ein Name ist unbekannt',
    forbidden: 'Das ist nicht erlaubt',
    not_found: 'Das gibt es nicht',
    refused: 'Das geht jetzt nicht',
    still_firing: 'Alarme sind noch aktiv',
    too_large: 'Das ist zu viel auf einmal',
    rate_limited: 'Zu viele Anfragen: bitte kurz warten',
    internal: 'Bei Wardbell ist etwas schiefgegangen',
    unavailable: 'Wardbell kann gerade nicht antworten',
  },
  problemWith: (problem: string, detail: string) => `${problem}. Auf Englisch: ${detail}`,
  notFound: 'Diese Ansicht gibt es nicht',
  goToNow: 'Zu dem, was jetzt offen ist',
  dismiss: 'Ausblenden',
  loadMore: 'Weitere laden',
  listCut: 'Es gibt mehr, als hier gezeigt werden können.',
  foundOf: (found: number, all: number) => `Der Filter findet ${found} von ${all}`,
  downloadAs: (form: string) => `Als ${form} herunterladen`,
  downloaded: (lines: number) => `${count(lines, 'Eintrag', 'Einträge')} heruntergeladen`,
  downloadCut: (lines: number) =>
    `${count(lines, 'Eintrag', 'Einträge')} heruntergeladen, und es gibt mehr: eine kürzere Zeit wählen oder die Befehlszeile nehmen`,

  once: {
    hint: 'Dies wird nur dieses eine Mal gezeigt. Dort aufbewahren, wo Geheimnisse liegen: niemand kann es wieder sehen.',
    copy: 'Kopieren',
    copied: 'Kopiert',
    byHand: 'Dieser Browser lässt keine Seite kopieren: markieren und von Hand kopieren.',
    kept: 'Ich habe es aufbewahrt',
  },

  lost: (since: string) =>
    `Keine Antwort von Wardbell seit ${since}. Was Sie sehen, kann veraltet sein.`,
  lostHint:
    'Es wird immer wieder gefragt. Warten Sie nicht darauf: handeln Sie, wie Sie es ohne täten.',
  signedOut: 'Sie sind abgemeldet.',
  signIn: 'Anmelden',
  signOut: 'Abmelden',
  signedInAs: (name: string) => `Angemeldet als ${name}`,
  language_: 'Sprache',
  asBrowser: 'Wie der Browser',
  settings: 'Einstellungen',
  singleKeys: 'Einzelne Tasten wirken',

  severity: { critical: 'Kritisch', error: 'Fehler', warning: 'Warnung', info: 'Info' },

  now: {
    title: 'Jetzt',
    open: (number: number) => `${number} offen`,
    nothing: 'Nichts ist offen',
    nothingMatches: 'Nichts von dem, was offen ist, passt zum Filter',
    mine: 'Meine',
    waiting: 'Braucht eine Antwort',
    rest: 'Andere haben es, oder niemand wird gerufen',
    since: 'seit',
    more: (subjects: number) => `und ${subjects} weitere`,
    alerts: (firing: number) => count(firing, 'Alarm ist aktiv', 'Alarme sind aktiv'),
    has: (name: string) => `${name} hat es`,
    youHave: 'Sie haben es',
    until: 'bis',
    nobodyHas: 'Niemand hat es',
    haveIt: (names: string) => `${names} haben es`,
    mustAnswer: (wanted: number) => `${wanted} müssen antworten`,
    haveAnswered: (answers: number, wanted: number, names: string) =>
      `${answers} von ${wanted} haben geantwortet: ${names}`,
    pagedNext: (names: string, number: number, when: string) =>
      `${names} ${isOne(number) ? 'wird' : 'werden'} ${when} gerufen`,
    nobodyReached: (when: string) => `${when} ist niemand erreichbar`,
    waitsFor: (names: string) => `wartet auf ${names}`,
    silencedUntil: 'Stummgeschaltet bis',
    canWait: 'Ruft, wenn die Zeiten des Dienstes beginnen:',
    waits: 'kann warten',
    inhibitedBy: 'Unterdrückt durch',
    unpaged: 'Ruft niemanden: nur aufgezeichnet',
    overdue: 'jetzt',
    flapping: 'kommt und geht',
    acknowledge: 'Quittieren',
    acknowledged: (what: string) => `Sie haben ${what}`,
    escalated: (what: string) => `Der nächste Schritt wird gerufen: ${what}`,
    select: (what: string) => `${what} auswählen`,
    selected: (number: number) => `${number} ausgewählt`,
    selectNone: 'Keine auswählen',
    acknowledgeThese: (number: number) => `Diese ${number} quittieren: zeigt sie zuerst`,
    askThese: (number: number) =>
      number === 1 ? 'Dieses quittieren?' : `Diese ${number} quittieren?`,
    takeThese: (number: number) =>
      number === 1
        ? 'Ja, quittieren: ich übernehme es'
        : `Ja, diese ${number} quittieren: ich übernehme sie`,
    responsibility:
      'Sie übernehmen die Verantwortung für alle: niemand sonst wird dazu gerufen. Noch ist nichts geschehen.',
    acknowledgeNone: 'Zurück: keine quittieren',
    someDone: (number: number) => `Quittiert: ${number}.`,
    someNot: (number: number, why: string) => `Nicht quittiert: ${number}. ${why}`,
    showMore: (number: number) => `${number} weitere zeigen`,
    new_: (number: number) => `${number} neu: `,
    filter: 'Filter',
    clear: 'Filter leeren',
    words: 'Wörter',
    wordsHint: 'Titel, Objekt, Merkmal',
    service: 'Dienst',
    person: 'Person',
    label: 'Merkmal',
    any: 'Alle',
    groupBy: 'Gruppieren nach',
    groupUsual: 'Automatisch',
    groupNot: 'Keine Gruppen',
    groupOther: '(ohne)',
    groupNeed: (number: number) => count(number, 'braucht eine Antwort', 'brauchen eine Antwort'),
    wall: 'Wandansicht',
    list: 'Liste',
    wallCaption: 'Objekte nach Schweregrad, die schlimmsten zuerst',
    subject: 'Objekt',
    sound: 'Ton für neue',
    muted: 'Der Browser spielt keinen Ton, bis diese Seite berührt wird: Neue sind nicht zu hören.',
    unmute: 'Ton einschalten',
    saved: 'Der Filter steht in der Adresse: ein Lesezeichen bewahrt ihn.',
  },

  incident,

  oncall,

  subjects,

  subject,

  silences,

  pages: {
    title: 'Rufe',
    none: 'Kein solcher Ruf ist aufgezeichnet.',
    shown: (number: number) => count(number, 'Ruf', 'Rufe'),
    incident: (id: string) => `Vorfall ${id}`,
    only: 'Nur die zu',
    tries: (number: number) => count(number, 'Versuch', 'Versuche'),
    by: 'Über',
    status: 'Was daraus wurde',
    reason: 'Warum',
    from: 'Vom Tag',
    to: 'Bis zum Tag',
    span: 'Die letzten 31 Tage, wenn kein Tag gewählt ist.',
    loaded: 'Weitere sind geladen',
  },

  trend: {
    title: 'Werte',
    series: 'Welche Werte',
    hour: 'Die Stunde darum herum',
    kept: (time: string) => `Alles, was aufgehoben ist: ${time}`,
    chart: (metric: string) =>
      `${metric} als Linie, mit den Grenzen. Die Worte darunter und die Tabelle sagen dasselbe.`,
    shaded: 'Schattiert: solange der Alarm aktiv war.',
    lowest: 'tiefster',
    highest: 'höchster',
    parts: 'Die Regel beurteilt mehrere Reihen zusammen: Hier steht jede für sich.',
    noParts:
      'Die Regel beurteilt mehrere Reihen zusammen. Welche, ist nicht bekannt; darum gibt es kein Diagramm.',
    notAsked: (most: number) =>
      `Die Regel beurteilt mehrere Reihen zusammen. Welche, wird nur zu ${most} Objekten eines Vorfalls abgefragt, und zu diesem nicht; darum gibt es kein Diagramm.`,
    none: 'aus dieser Zeit ist nichts aufgehoben.',
    cut: 'Ältere Werte aus dieser Zeit sind ausgelassen: Es sind zu viele.',
    limit: (limit: string) => `Grenze: ${limit}`,
    below: (value: string) => `unter ${value}`,
    above: (value: string) => `über ${value}`,
    equals: (value: string) => `gleich ${value}`,
    table: 'Die Werte als Tabelle',
    time: 'Zeit',
    value: 'Wert',
  },

  heartbeats: {
    title: 'Lebenszeichen',
    none: 'Keines wird erwartet',
    wordsHint: 'Titel, Name, Dienst',
    status: {
      down: 'Fehlen oder gescheitert',
      late: 'Verspätet',
      new: 'Noch nie gehört',
      up: 'Rechtzeitig gehört',
    },
    heard: 'zuletzt gehört',
    succeeded: 'zuletzt gelungen',
    runs: 'ein Lauf ist im Gang seit',
    took: (length: string) => `der letzte Lauf dauerte ${length}`,
    wasExpected: 'wurde erwartet',
    expected: 'als Nächstes erwartet',
    each: (period: string, grace: string) => `alle ${period}, mit ${grace} Nachfrist`,
    cron: (cron: string, zone: string, grace: string) =>
      `nach ${cron} in ${zone}, mit ${grace} Nachfrist`,
  },

  channels: {
    sms: {
      name: 'SMS',
      contactOf: (name: string) => `${name}, Telefon`,
      address: 'Telefonnummer, mit Pluszeichen und Land',
    },
    email: {
      name: 'E-Mail',
      contactOf: (name: string) => `${name}, Postfach`,
      address: 'E-Mail-Adresse',
    },
  },

  phones: {
    title: 'Telefone',
    intro:
      'Was die Telefone und Postfächer dieser Maschine seit dem Start erhalten haben. Keine SMS und keine E-Mail verlässt sie.',
    none: 'Noch ist nichts angekommen',
    choose: 'Wählen Sie ein Telefon oder ein Postfach.',
    unread: (number: number) => `${number} neu`,
    nothing: 'Nichts erhalten haben:',
    all: 'Alle Telefone und Postfächer',
    links:
      'Ein Link öffnet sich in einem neuen Tab, für die Person mit diesem Telefon oder Postfach.',
    arrived: (where: string) => `Neue Nachricht: ${where}`,
  },

  burden,
  reports,
  slos,
  platform,

  keys: {
    title: 'Tasten',
    next: 'nächster Eintrag',
    previous: 'der davor',
    open: 'öffnen',
    acknowledge: 'quittieren',
    escalate: 'eskalieren: den nächsten Schritt jetzt rufen',
    select: 'auswählen, um mehrere zu quittieren',
    filter: 'filtern',
    help: 'diese Hilfe',
  },
};
