import { countingIn } from '../counting.ts';
import type { Words } from '../words.ts';

const { count } = countingIn('sv');

export const silences: Words['silences'] = {
  title: 'Tystningar',
  none: 'Det finns inga',
  running: 'Pågår',
  idle: 'Pågår, och täcker ingenting nu',
  coming: 'Kommande',
  ended: 'Slutade',
  maintenance: 'underhåll',
  coversNothing: 'Täcker inget larm som är öppet nu',
  covers: (alerts: number, incidents: number) =>
    `Täcker ${alerts} larm i ${count(incidents, 'händelse', 'händelser')}`,
  wouldCoverNothing: 'Skulle inte täcka något larm som är öppet nu',
  wouldCover: (alerts: number, incidents: number) =>
    `Skulle nu täcka ${alerts} larm i ${count(incidents, 'händelse', 'händelser')}`,
  by: (name: string) => `av ${name}`,
  since: 'sedan',
  from: 'från',
  endedAt: 'slutade',
  end: 'Avsluta den nu',
  endedNow: 'Slut: det som fortfarande är aktivt larmar',
  again: 'Sätt den igen',
  new_: 'Tysta något',
  matchers: 'Vad ett larm måste passa, en rad för varje',
  matchersHint: 'Alla: ward="icu", subject=~"bed-.*", severity!="critical"',
  lasts: 'Hur länge',
  begins: 'Från, om inte från nu',
  untilMoment: 'till en tidpunkt',
  ends: 'Till',
  planned: 'Planerat arbete: ett underhållsfönster',
  comment: 'Varför',
  set: 'Tysta',
  done: 'Tystad',
  doneForLater: 'Den är satt, och börjar senare',
  wordsHint: 'villkor, orsak, person',
};
