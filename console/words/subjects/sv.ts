import { countingIn } from '../counting.ts';
import type { Words } from '../words.ts';

const { count } = countingIn('sv');

export const subjects: Words['subjects'] = {
  title: 'Objekt',
  state: { firing: 'Larmar', pending: 'Avvaktar', silent: 'Tyst', well: 'Bra' },
  wordsHint: 'namn, tjänst, etikett',
  none: 'Inget är känt ännu',
  nothingMatches: 'Inget i listan passar filtret',
  lookAt: 'Titta på',
  all: 'Alla',
  moreGroups: (number: number) => `Visa ${count(number, 'grupp till', 'grupper till')}`,
  listedAt: 'Listan är från',
  listedEvery: (length: string) =>
    `Den hämtas på nytt efter ${length}; det som börjar larma under tiden visas inom tio sekunder.`,
  who: 'I listan finns de som en regel minns något om: ett överskridande, eller att det ska höras. Ett som alltid har mått bra kan saknas; dess namn i filtret leder dit.',
  again: 'Hämta listan nu',
};

export const subject: Words['subject'] = {
  title: 'Objekt',
  toBoard: 'Alla objekt',
  alias: 'I meddelanden',
  nothing: 'Inget minns om det: det är bra så vitt reglerna vet, eller så har det aldrig hörts.',
  rules: 'Regler',
  otherRules: 'Andra regler som kan läsa det',
  otherRulesHint:
    'De minns inget om det: dess värden är bra, eller så skickar det inte vad de läser. Värden som är bra sparas inte.',
  noRule: 'Regeln finns inte längre i konfigurationen.',
  limit: {
    below: (limit: string) => `under ${limit}`,
    above: (limit: string) => `över ${limit}`,
    outside: (low: string, high: string) => `utanför ${low} till ${high}`,
    equals: (value: string) => `lika med ${value}`,
    absent: (length: string) => `inget mätvärde på ${length}`,
    total: (total: string) => `totalt ${total} eller mer`,
    single: (points: string) => `${points} eller mer för en parameter`,
    or: ' eller ',
    and: ' och ',
    stuck: (length: string) => `samma värde i ${length}`,
  },
  across: {
    sum: () => 'seriernas summa',
    max: () => 'seriernas högsta värde',
    min: () => 'seriernas lägsta värde',
    ratio: (to: string) => `kvoten med ${to}`,
  },
  overTime: {
    avg: 'medelvärdet',
    min: 'det lägsta värdet',
    max: 'det högsta värdet',
    median: 'medianen',
    count: 'antalet mätvärden',
    change: 'ändringen',
    slope: 'lutningen',
    rate: 'takten',
    increase: 'ökningen',
    per: { second: 'per sekund', minute: 'per minut', hour: 'per timme', day: 'per dygn' },
    over: (what: string, length: string) => `${what} under ${length}:`,
  },
  inWindow: (breaches: number, of: number) => `i ${breaches} av de ${of} senaste mätvärdena`,
  forSpan: (length: string) => `i ${length}`,
  clears: {
    below: (clear: string) => `slutar vid ${clear} eller mer`,
    above: (clear: string) => `slutar vid ${clear} eller mindre`,
    outside: (low: string, high: string) => `slutar inom ${low} till ${high}`,
  },
  values: 'Värden',
  lastHour: 'Den senaste timmen',
  noValue: 'inget under den senaste timmen',
  since: 'sedan',
  lastValue: 'senast antecknade värde:',
  seen: 'senast sett',
  open: 'Öppna händelser',
  recent: 'Avslutade de senaste 7 dagarna',
  heartbeats: 'Livstecken för dess tjänster',
  unread: 'Skickas, och läses av ingen regel',
  unreadOfOthers: 'Vad andra skickar och ingen regel läser, och det här kanske också',
  sent: 'senast skickat',
  silence: 'Tysta det här',
  retire: 'Avregistrera',
  retireAsk: 'Avregistrera det?',
  retireHint:
    'Det kommer inte att rapportera mer: en patient som skrivits ut, en maskin som tagits ur drift. Det som minns om det glöms, och ingen saknar det. Rapporterar det igen är det nytt.',
  retireEnds: (alerts: number) => `${count(alerts, 'aktivt larm slutar', 'aktiva larm slutar')}.`,
  retireYes: 'Ja, avregistrera',
  retired: (subject: string, alerts: number) =>
    `Avregistrerat: ${subject}. ${alerts} larm har slutat.`,
};
