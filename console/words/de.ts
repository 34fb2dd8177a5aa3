import type { Words } from './words.ts';

const plural = new Intl.PluralRules('de');

function count(number: number, one: string, other: string): string {
  return `${number} ${plural.select(number) === 'one' ? one : other}`;
}

export const de: Words = {
  language: 'de',

  nav: 'Ansichten',
  skip: 'Zum Inhalt springen',
  secondary:
    'Wardbell ist ein zweites, zusätzliches Meldesystem. Es ersetzt nicht den Alarm am Bett.',
  inTime: (length: string) => `in ${length}`,
  close: 'Schließen',
  back: 'Zurück',
  loading: 'Lädt …',
  refused: 'Dies konnte nicht gezeigt werden',
  notFound: 'Diese Ansicht gibt es nicht',
  goToNow: 'Zu dem, was jetzt offen ist',
  dismiss: 'Ausblenden',
  tryAgain: 'Noch einmal versuchen',

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
    pagedNext: (names: string, number: number, when: string) =>
      `${names} ${plural.select(number) === 'one' ? 'wird' : 'werden'} ${when} gerufen`,
    nobodyReached: (when: string) => `${when} ist niemand erreichbar`,
    waitsFor: (names: string) => `wartet auf ${names}`,
    silencedUntil: 'Stummgeschaltet bis',
    unpaged: 'Ruft niemanden: nur aufgezeichnet',
    overdue: 'jetzt',
    flapping: 'kommt und geht',
    acknowledge: 'Quittieren',
    acknowledgeOne: (what: string) => `${what} quittieren`,
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
    groupNot: 'Keine Gruppen',
    groupOther: '(ohne)',
    groupNeed: (number: number) => count(number, 'braucht eine Antwort', 'brauchen eine Antwort'),
    wall: 'Wandansicht',
    list: 'Liste',
    wallCaption: 'Objekte nach Schweregrad, die schlimmsten zuerst',
    subject: 'Objekt',
    sound: 'Ton für neue',
    saved: 'Der Filter steht in der Adresse: ein Lesezeichen bewahrt ihn.',
  },

  keys: {
    title: 'Tasten',
    next: 'nächster Vorfall',
    previous: 'der davor',
    open: 'öffnen',
    acknowledge: 'quittieren',
    escalate: 'eskalieren: den nächsten Schritt jetzt rufen',
    select: 'auswählen, um mehrere zu quittieren',
    filter: 'filtern',
    help: 'diese Hilfe',
  },
};
