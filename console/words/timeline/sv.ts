import type { PassedOverNote } from '#core/escalation/reason.ts';
import type { PageNote } from '#core/incident/timeline.ts';
import type { PublishFault } from '#core/paging/result.ts';
import type { Telling, Told } from './told.ts';

const plural = new Intl.PluralRules('sv');

function count(number: number, one: string, other: string): string {
  return `${number} ${plural.select(number) === 'one' ? one : other}`;
}

/** The word is the same for one and for several. */
const alerts = (number: number) => `${number} larm`;

const times = (number: number) => count(number, 'gång', 'gånger');

const fault =
  (words: string) =>
  ({ error }: PublishFault) =>
    `${words} (${error})`;

function page({ responder, channel }: PageNote, telling: Telling): string {
  return `Meddelande till ${telling.nameOf(responder)} via ${telling.channel(channel)}`;
}

function passedOver({ person, schedule, why }: PassedOverNote, telling: Telling): string {
  const name = telling.nameOf(person);
  return `bytet till ${name} i schema ${schedule} räknas inte: ${telling.empty(why)}`;
}

const STATUS = { acknowledged: 'kvitterad', snoozed: 'snoozad', resolved: 'avslutad' } as const;

export const sv: Told = {
  somebody: 'någon',

  entries: {
    'incident.opened': ({ alert }, t) => `Öppnades: ${t.alert(alert)}`,
    'incident.reopened': ({ alert }, t) => `Öppnades igen: ${t.alert(alert)}`,
    'incident.still_firing': ({ alerts: number, after }, t) =>
      `Öppnades igen: ${alerts(number)} var fortfarande ${number === 1 ? 'aktivt' : 'aktiva'} ${t.lengthOf(after)} efter att den avslutats för hand`,
    'incident.recovered': () => 'Alla larm har upphört',
    'incident.resolved_by_hand': () => 'Avslutades för hand',
    'incident.held': () => 'Alla larm har upphört; den hålls öppen tills en person avslutar den',
    'incident.resolution_undone': (_, { who }) => `${who} tog tillbaka att den var avslutad`,
    'incident.goes_on_in': ({ service }) =>
      `Fortsätter i en händelse hos tjänsten ”${service}”, så som konfigurationen nu har det`,
    'incident.came_from': ({ service }) =>
      `Kom från en händelse hos tjänsten ”${service}”, så som konfigurationen tidigare hade det`,

    'alert.joined': ({ alert }, t) => `Tillkom: ${t.alert(alert)}`,
    'alert.fired_again': ({ alert }, t) => `Aktivt igen: ${t.alert(alert)}`,
    'alert.changed': ({ alert }, t) => `Ändrades: ${t.alert(alert)}`,
    'alert.severity_changed': ({ alert }, t) => `Ändrade allvarsgrad: ${t.alert(alert)}`,
    'alert.ended': ({ alert, reason }, t) => `${t.end(reason)}: ${t.alert(alert)}`,
    'alert.turned_away': ({ alert, held }, t) =>
      `Rymmer inte fler än sina ${alerts(held)}: ${t.alert(alert)} kommer igen inom 15 minuter`,
    'alert.acknowledged_by_sender': ({ alert }, t) =>
      `Kvitterades hos avsändaren: ${t.alert(alert)}`,

    'flapping.began': ({ alert, times: number, within, quiet }, t) => {
      const what = alert === undefined ? 'händelserna i den här gruppen' : t.alert(alert);
      return `Kommer och går: ${what} kom tillbaka ${times(number)} inom ${t.lengthOf(within)}, och räknas inte som över förrän det varit lugnt i ${t.lengthOf(quiet)}`;
    },
    'flapping.ended': ({ alert, quiet, returns }, t) =>
      `Lugnt i ${t.lengthOf(quiet)}, efter att ha kommit tillbaka ${times(returns)}: ${t.alert(alert)}`,

    'severity.raised': ({ from, to }, t) =>
      `Allvarsgraden höjdes från ${t.severity(from)} till ${t.severity(to)}`,
    'severity.lowered': ({ from, to }, t) =>
      `Allvarsgraden sänktes från ${t.severity(from)} till ${t.severity(to)}`,

    'silence.began': ({ silence, until, author }, t) => {
      const by = author === undefined ? '' : ` av ${t.author(author)}`;
      return `Tystades till ${t.timeOf(until)}${by}: antecknas, larmar ingen (tystnad ${silence})`;
    },
    'silence.ended': ({ endedBy }, t) => {
      const how = endedBy === undefined ? '' : `: tystnaden avslutades av ${t.actor(endedBy)}`;
      return `Inte längre tystad, och fortfarande öppen${how}`;
    },

    'inhibition.began': ({ rule, source, incident }, t) =>
      `Undertrycks av ${t.alert(source)}, händelse ${incident}: antecknas, larmar ingen (undertryckningsregel ${rule})`,
    'inhibition.ended': ({ rule }) =>
      `Undertrycks inte längre (undertryckningsregel ${rule}), och fortfarande öppen`,

    'escalation.step': ({ stop, policy }, t) =>
      t.stop(stop) + (policy === undefined ? '' : ` i policy ${policy}`),
    'escalation.deferred': ({ until }, t) =>
      `Kan vänta: ingen larmas innan tjänstens tider börjar ${t.timeOf(until)}`,
    'escalation.waits_no_longer': ({ began }) =>
      began ? 'Tjänstens tider har börjat' : 'Väntar inte längre på tjänstens tider',
    'escalation.override_passed_over': ({ stop, ...passed }, t) =>
      `${t.stop(stop)}: ${passedOver(passed, t)}`,
    'escalation.target_passed_over': ({ stop, why }, t) =>
      `${t.stop(stop)}: ett mål hoppas över, ${t.empty(why)}`,
    'escalation.policy_changed': ({ policy }) => `Policy ${policy} gäller inte längre för den`,
    'escalation.step_failed': () => 'Inget av stegets meddelanden gick att skicka',
    'escalation.paged_left': ({ of }) =>
      `Ingen av dem som ${of === 'step' ? 'det här steget har larmat' : 'har larmats'} finns kvar i konfigurationen`,
    'escalation.unanswered': () => 'Eskaleringen är slut: ingen har svarat',
    'escalation.all_declined': () => 'Eskaleringen är slut: alla har avböjt',
    'escalation.all_answered': () =>
      'Alla som eskaleringen når vid den här tiden har svarat, och fler måste svara',
    'escalation.undelivered': () => 'Inget av eskaleringens meddelanden kunde skickas',
    'escalation.reached_nobody': () => 'Eskaleringen når ingen vid den här tiden',

    'page.planned': ({ responders, reason }, t) =>
      `Larmar ${t.joined(responders.map(t.nameOf))} (${t.pageReason(reason)})`,
    'page.sent': ({ doubt, ...to }, t) =>
      `${page(to, t)}: skickat${doubt === undefined ? '' : `, men ${t.doubt(doubt)}`}`,
    'page.failed': ({ why, ...to }, t) =>
      `${page(to, t)} misslyckades${why === undefined ? '' : `: ${t.result(why)}`}`,
    'page.withdrawn': ({ why, ...to }, t) =>
      `${page(to, t)} återtogs${why === undefined ? '' : `: ${t.result(why)}`}`,
    'page.late': (to, t) => `${page(to, t)} är försenat och lämnas vidare igen`,
    'page.lost': (to, t) => `${page(to, t)} har ännu inget resultat och lämnas vidare igen`,
    'page.given_up': (to, t) =>
      `${page(to, t)} återtogs: inget resultat är antecknat, och ingen ska längre larmas`,

    'acknowledgement.given': ({ alerts: number }, { who }) =>
      `Kvitterades av ${who} för ${alerts(number)}`,
    'acknowledgement.counted': ({ answers, wanted }, { who }) =>
      `${who} svarade: ${answers} av ${wanted} som måste svara`,
    'acknowledgement.snoozed': ({ alerts: number, until }, { who, timeOf }) => {
      const span = until === undefined ? '' : ` till ${timeOf(until)}`;
      return `Snoozades${span} av ${who} för ${alerts(number)}`;
    },
    'acknowledgement.taken_over': ({ alerts: number, from }, { who, nameOf }) =>
      `Togs över från ${nameOf(from)} av ${who} för ${alerts(number)}`,
    'acknowledgement.expired': ({ person }, t) => `Kvitteringen av ${t.nameOf(person)} har gått ut`,
    'acknowledgement.snooze_ended': ({ person }, t) => `Snoozen av ${t.nameOf(person)} är slut`,
    'acknowledgement.holder_left': ({ person }, t) =>
      `${t.nameOf(person)}, som hade kvitterat, finns inte längre i konfigurationen`,
    'acknowledgement.not_covered': () => 'Ett larm är aktivt som inte har kvitterats',
    'acknowledgement.worse': () => 'Ett kvitterat larm har blivit värre',
    'acknowledgement.not_held': () => 'Ett larm är aktivt som inte fick plats',

    'action.marked_noise': (_, { who }) => `Markerades som brus av ${who}`,
    'action.unmarked_noise': (_, { who }) => `Ändå inte brus, säger ${who}`,
    'action.declined': (_, { who }) => `Avböjdes av ${who}`,
    'action.escalated': (_, { who }) => `Eskalerades av ${who}`,
    'action.reassigned': ({ to, passedOver: passed = [] }, t) => {
      const over = passed.map((one) => `; ${passedOver(one, t)}`).join('');
      return `Lämnades över till ${t.joined(to.map(t.nameOf))} av ${t.who}${over}`;
    },
    note: ({ text }) => text,

    'clock.went_back': ({ by }, t) =>
      `Klockan hoppade tillbaka ${t.lengthOf(by)}: det som väntade, och det som var antecknat, flyttades med den`,
    left_out: ({ entries, pages }) =>
      `För att spara plats utelämnas här ${count(entries, 'rad', 'rader')} och ${count(pages, 'meddelande', 'meddelanden')}`,
  },

  results: {
    sent: ({ message, others }) => {
      const more = count(others, 'annat meddelande', 'andra meddelanden');
      return `SNS-meddelande ${message}${others === 0 ? '' : `, skickat tillsammans med ${more}`}`;
    },
    topic_missing: fault('det finns ingen topic i SNS för den här personen och kanalen'),
    message_refused: fault('SNS tar inte emot meddelandet, eller topicen'),
    not_permitted: fault('funktionen får inte använda topicen'),
    signature_refused: fault('SNS godtar inte funktionens signatur'),
    endpoint_disabled: fault('telefonen eller brevlådan är avstängd'),
    key_not_permitted: fault('funktionen får inte använda topicens nyckel'),
    key_disabled: fault('topicens nyckel är avstängd'),
    key_unusable: fault('topicens nyckel går inte att använda'),
    key_missing: fault('topicens nyckel är borta'),
    key_service_refused: fault('kontot har ingen tillgång till KMS'),
    unavailable: fault('SNS gick inte att nå eller var upptaget'),
    left_config: ({ person }, t) => `${t.nameOf(person)} har lämnat konfigurationen`,
    channel_gone: ({ person, channel }, t) =>
      `finns inte längre i konfigurationen: ${t.contact(person, channel)}`,
    incident_unknown: () => 'händelsen är okänd',
    incident_not_triggered: ({ status }) => `händelsen är ${STATUS[status]}`,
    silenced: ({ silence, author }, t) =>
      author === undefined
        ? `tystad genom ${silence}`
        : `tystad av ${t.author(author)} (tystnad ${silence})`,
    inhibited: ({ rule, incident }) =>
      `undertryckt av händelse ${incident} (undertryckningsregel ${rule})`,
    declined: ({ person }, t) => `${t.nameOf(person)} avböjde`,
    answered: ({ person }, t) => `${t.nameOf(person)} har svarat`,
    reassigned: () => 'den lämnades över',
    escalation_restarted: () => 'eskaleringen började om',
    outside_hours: () => 'kan vänta till tjänstens tider',
    severity_pages_nobody: () => 'ingen larmas för den här allvarsgraden',
    incident_withdrew_it: () => 'händelsen tog tillbaka det',
    no_outcome: () => 'inget resultat är antecknat, och ingen ska längre larmas',
  },

  doubts: { nobody_subscribed: 'så vitt SNS vet prenumererar ingen på det' },

  empty: {
    not_in_config: ({ person }, t) => `${t.nameOf(person)} finns inte i konfigurationen`,
    no_contact_method: ({ person }, t) => `${t.nameOf(person)} har ingen kontaktväg`,
    no_notification_rule: ({ person, severity }, t) =>
      `${t.nameOf(person)} har ingen meddelanderegel ${
        severity === undefined ? 'som går att använda' : 'för den här allvarsgraden'
      }`,
    no_such_schedule: ({ schedule }) => `schema ${schedule} finns inte i konfigurationen`,
    nobody_on_call: ({ schedule, until }, t) =>
      `ingen har jour i schema ${schedule}${
        until === undefined ? ' så långt det går att se' : ` till ${t.timeOf(until)}`
      }`,
  },

  ends: {
    recovered: 'Är bra igen',
    no_further_breach: 'Inget nytt värde gick över gränsen',
    reporting_again: 'Hör av sig igen',
    rule_removed: 'Regeln är borttagen',
    rule_changed: 'Regeln är ändrad',
    subject_retired: 'Objektet är avanmält',
    ended_by_sender: 'Avslutades av avsändaren',
    not_sent_again: 'Avsändaren har inte upprepat det',
    instance_gone: 'Processen är borta, och om det är bra igen vet ingen',
    entered_in_error: 'Var inlagt av misstag',
    ended_by_hand: 'Avslutades för hand',
    became_usual: 'Varade så länge att det från och med nu lärs in som vanligt',
  },
};
