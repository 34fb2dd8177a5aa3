import { burden } from './burden/sv.ts';
import { countingIn } from './counting.ts';
import { incident } from './incident/sv.ts';
import { oncall } from './oncall/sv.ts';
import { platform } from './platform/sv.ts';
import { reports } from './reports/sv.ts';
import { silences } from './silences/sv.ts';
import { slos } from './slos/sv.ts';
import { subject, subjects } from './subjects/sv.ts';
import type { Words } from './words.ts';

const { count } = countingIn('sv');

export const sv: Words = {
  language: 'sv',

  nav: 'Vyer',
  menu: 'Meny',
  skip: 'Hoppa till innehållet',
  secondary: 'Wardbell är ett sekundärt larmsystem. Det ersätter inte larmet vid sängen.',
  inTime: (length: string) => `om ${length}`,
  close: 'Stäng',
  back: 'Tillbaka',
  loading: 'Laddar …',
  refused: 'Det här kunde inte visas',
  refusedNow: 'Det du ser uppdateras inte längre:',
  problems: {
    malformed: 'Begäran går inte att förstå',
    invalid: 'Det som angavs går inte',
    unknown_name: 'Ett namn är okänt',
    forbidden: 'Det är inte tillåtet',
    not_found: 'Det finns inte',
    refused: 'Det går inte nu',
    still_firing: 'Larm är fortfarande aktiva',
    too_large: 'Det är för mycket på en gång',
    rate_limited: 'För många begäranden: vänta lite',
    internal: 'Något gick fel hos Wardbell',
    unavailable: 'Wardbell kan inte svara just nu',
  },
  problemWith: (problem: string, detail: string) => `${problem}. På engelska: ${detail}`,
  notFound: 'Den vyn finns inte',
  goToNow: 'Gå till det som är öppet nu',
  dismiss: 'Dölj',
  loadMore: 'Hämta fler',
  listCut: 'Det finns fler än som kan listas här.',
  foundOf: (found: number, all: number) => `Filtret hittar ${found} av ${all}`,
  downloadAs: (form: string) => `Ladda ner som ${form}`,
  downloaded: (lines: number) => count(lines, 'post nedladdad', 'poster nedladdade'),
  downloadCut: (lines: number) =>
    `${count(lines, 'post nedladdad', 'poster nedladdade')}, och det finns fler: välj en kortare tid, eller använd kommandoraden`,

  once: {
    hint: 'Det här visas bara nu. Spara det där hemligheter sparas: ingen kan se det igen.',
    copy: 'Kopiera',
    copied: 'Kopierat',
    byHand: 'Den här webbläsaren låter ingen sida kopiera: markera och kopiera för hand.',
    kept: 'Jag har sparat det',
  },

  lost: (since: string) => `Inget svar från Wardbell sedan ${since}. Det du ser kan vara gammalt.`,
  lostHint: 'Frågan ställs om och om igen. Vänta inte på svaret: gör som du skulle göra utan det.',
  signedOut: 'Du är utloggad.',
  signIn: 'Logga in',
  signOut: 'Logga ut',
  signedInAs: (name: string) => `Inloggad som ${name}`,
  language_: 'Språk',
  asBrowser: 'Som webbläsaren',
  settings: 'Inställningar',
  singleKeys: 'Enstaka tangenter gör något',

  severity: { critical: 'Kritisk', error: 'Fel', warning: 'Varning', info: 'Info' },

  now: {
    title: 'Nu',
    open: (number: number) => count(number, 'öppen', 'öppna'),
    nothing: 'Ingenting är öppet',
    nothingMatches: 'Inget av det som är öppet passar filtret',
    mine: 'Mina',
    waiting: 'Behöver ett svar',
    rest: 'Andra har dem, eller så larmas ingen',
    since: 'sedan',
    more: (subjects: number) => `och ${subjects} till`,
    alerts: (firing: number) => count(firing, 'larm är aktivt', 'larm är aktiva'),
    has: (name: string) => `${name} har den`,
    youHave: 'Du har den',
    until: 'till',
    nobodyHas: 'Ingen har den',
    haveIt: (names: string) => `${names} har den`,
    mustAnswer: (wanted: number) => `${wanted} måste svara`,
    haveAnswered: (answers: number, wanted: number, names: string) =>
      `${answers} av ${wanted} har svarat: ${names}`,
    pagedNext: (names: string, _: number, when: string) => `${names} larmas ${when}`,
    nobodyReached: (when: string) => `Ingen kan nås ${when}`,
    waitsFor: (names: string) => `väntar på ${names}`,
    silencedUntil: 'Tystad till',
    canWait: 'Larmar när tjänstens tider börjar:',
    waits: 'kan vänta',
    inhibitedBy: 'Undertrycks av',
    unpaged: 'Larmar ingen: bara antecknad',
    overdue: 'nu',
    flapping: 'kommer och går',
    acknowledge: 'Kvittera',
    acknowledged: (what: string) => `Du har ${what}`,
    escalated: (what: string) => `Nästa steg larmas: ${what}`,
    select: (what: string) => `Välj ${what}`,
    selected: (number: number) => count(number, 'vald', 'valda'),
    selectNone: 'Välj inga',
    acknowledgeThese: (number: number) => `Kvittera dessa ${number}: visar dem först`,
    askThese: (number: number) =>
      number === 1 ? 'Kvittera den här?' : `Kvittera dessa ${number}?`,
    takeThese: (number: number) =>
      number === 1 ? 'Ja, kvittera: jag tar den' : `Ja, kvittera dessa ${number}: jag tar dem`,
    responsibility: 'Du tar ansvar för allihop: ingen annan larmas om dem. Ännu är inget gjort.',
    acknowledgeNone: 'Tillbaka: kvittera inga',
    someDone: (number: number) => `Kvitterade: ${number}.`,
    someNot: (number: number, why: string) => `Inte kvitterade: ${number}. ${why}`,
    showMore: (number: number) => `Visa ${number} till`,
    new_: (number: number) => `${count(number, 'ny', 'nya')}: `,
    filter: 'Filter',
    clear: 'Töm filtret',
    words: 'Ord',
    wordsHint: 'rubrik, objekt, etikett',
    service: 'Tjänst',
    person: 'Person',
    label: 'Etikett',
    any: 'Alla',
    groupBy: 'Gruppera efter',
    groupUsual: 'Automatiskt',
    groupNot: 'Inga grupper',
    groupOther: '(ingen)',
    groupNeed: (number: number) => `${number} behöver ett svar`,
    wall: 'Väggvy',
    list: 'Lista',
    wallCaption: 'Objekt efter allvarsgrad, de värsta först',
    subject: 'Objekt',
    sound: 'Ljud för nya',
    muted: 'Webbläsaren spelar inget ljud förrän någon rör den här sidan: nya hörs inte.',
    unmute: 'Slå på ljudet',
    saved: 'Filtret står i adressen: ett bokmärke sparar det.',
  },

  incident,

  oncall,

  subjects,

  subject,

  silences,

  pages: {
    title: 'Meddelanden',
    none: 'Inget sådant meddelande finns antecknat.',
    shown: (number: number) => count(number, 'meddelande', 'meddelanden'),
    incident: (id: string) => `Händelse ${id}`,
    only: 'Bara de om',
    tries: (number: number) => `${number} försök`,
    by: 'Via',
    status: 'Vad det blev av det',
    reason: 'Varför',
    from: 'Från dagen',
    to: 'Till dagen',
    span: 'De senaste 31 dagarna, om ingen dag är vald.',
    loaded: 'Fler är hämtade',
  },

  trend: {
    title: 'Värden',
    series: 'Vilka värden',
    hour: 'Timmen runt omkring',
    kept: (time: string) => `Allt som sparas: ${time}`,
    chart: (metric: string) =>
      `${metric} som linje, med gränserna. Orden nedanför och tabellen säger detsamma.`,
    shaded: 'Skuggat: medan larmet var aktivt.',
    lowest: 'lägst',
    highest: 'högst',
    parts: 'Regeln bedömer flera serier tillsammans: här visas var och en för sig.',
    noParts:
      'regeln bedömer flera serier tillsammans. Vilka är inte känt, så det finns inget diagram.',
    notAsked: (most: number) =>
      `regeln bedömer flera serier tillsammans. Vilka hämtas bara för ${most} av en incidents objekt, och inte för detta, så det finns inget diagram.`,
    none: 'inget är sparat från den tiden.',
    cut: 'Äldre värden från den tiden är utelämnade: de är för många.',
    limit: (limit: string) => `gräns: ${limit}`,
    below: (value: string) => `under ${value}`,
    above: (value: string) => `över ${value}`,
    equals: (value: string) => `lika med ${value}`,
    table: 'Värdena som tabell',
    time: 'Tid',
    value: 'Värde',
  },

  heartbeats: {
    title: 'Livstecken',
    none: 'Inget väntas',
    wordsHint: 'titel, namn, tjänst',
    status: {
      down: 'Saknas eller misslyckades',
      late: 'Sena',
      new: 'Aldrig hörda',
      up: 'Hörda i tid',
    },
    heard: 'senast hörd',
    succeeded: 'lyckades senast',
    runs: 'en körning pågår sedan',
    took: (length: string) => `den senaste körningen tog ${length}`,
    wasExpected: 'väntades',
    expected: 'väntas härnäst',
    each: (period: string, grace: string) => `var ${period}, med ${grace} anstånd`,
    cron: (cron: string, zone: string, grace: string) =>
      `enligt ${cron} i ${zone}, med ${grace} anstånd`,
  },

  channels: {
    sms: {
      name: 'SMS',
      contactOf: (name: string) => `${name}, telefon`,
      address: 'Telefonnummer, med plustecken och landsnummer',
    },
    email: {
      name: 'e-post',
      contactOf: (name: string) => `${name}, brevlåda`,
      address: 'E-postadress',
    },
  },

  phones: {
    title: 'Telefoner',
    intro:
      'Vad den här maskinens telefoner och brevlådor har fått sedan den startades. Inget sms och ingen e-post lämnar den.',
    none: 'Inget har kommit ännu',
    choose: 'Välj en telefon eller en brevlåda.',
    unread: (number: number) => count(number, 'nytt', 'nya'),
    nothing: 'Inget har kommit till:',
    all: 'Alla telefoner och brevlådor',
    links: 'En länk öppnas i en ny flik, för den som har den här telefonen eller brevlådan.',
    arrived: (where: string) => `Nytt meddelande: ${where}`,
  },

  burden,
  reports,
  slos,
  platform,

  keys: {
    title: 'Tangenter',
    next: 'nästa i listan',
    previous: 'föregående',
    open: 'öppna den',
    acknowledge: 'kvittera',
    escalate: 'eskalera: larma nästa steg nu',
    select: 'välj, för att kvittera flera',
    filter: 'filtrera',
    help: 'den här hjälpen',
  },
};
