import type { PassedOverNote } from '#core/escalation/reason.ts';
import type { PageNote } from '#core/incident/timeline.ts';
import type { PublishFault } from '#core/paging/result.ts';
import type { Telling, Told } from './told.ts';

const plural = new Intl.PluralRules('de');

function count(number: number, one: string, other: string): string {
  return `${number} ${plural.select(number) === 'one' ? one : other}`;
}

/** In the accusative, as behind "für". */
const alerts = (number: number) => count(number, 'Alarm', 'Alarme');

const times = (number: number) => `${number}-mal`;

const fault =
  (words: string) =>
  ({ error }: PublishFault) =>
    `${words} (${error})`;

function page({ responder, channel }: PageNote, telling: Telling): string {
  return `Ruf an ${telling.nameOf(responder)} per ${telling.channel(channel)}`;
}

function passedOver({ person, schedule, why }: PassedOverNote, telling: Telling): string {
  const name = telling.nameOf(person);
  return `die Vertretung durch ${name} im Dienstplan ${schedule} zählt nicht: ${telling.empty(why)}`;
}

const STATUS = { acknowledged: 'quittiert', snoozed: 'aufgeschoben', resolved: 'beendet' } as const;

export const de: Told = {
  somebody: 'jemand',

  entries: {
    'incident.opened': ({ alert }, t) => `Geöffnet: ${t.alert(alert)}`,
    'incident.reopened': ({ alert }, t) => `Wieder geöffnet: ${t.alert(alert)}`,
    'incident.still_firing': ({ alerts: number, after }, t) =>
      `Wieder geöffnet: ${alerts(number)} noch aktiv ${t.lengthOf(after)} nach dem Beenden von Hand`,
    'incident.recovered': () => 'Alle Alarme sind vorbei',
    'incident.resolved_by_hand': () => 'Von Hand beendet',
    'incident.held': () => 'Alle Alarme sind vorbei; er bleibt offen, bis ein Mensch ihn beendet',
    'incident.resolution_undone': (_, { who }) => `${who} hat das Beenden rückgängig gemacht`,
    'incident.goes_on_in': ({ service }) =>
      `Geht weiter in einem Vorfall des Dienstes „${service}“, wie die Konfiguration es jetzt will`,
    'incident.came_from': ({ service }) =>
      `Kam aus einem Vorfall des Dienstes „${service}“, wie die Konfiguration es zuvor wollte`,

    'alert.joined': ({ alert }, t) => `Kam hinzu: ${t.alert(alert)}`,
    'alert.fired_again': ({ alert }, t) => `Wieder aktiv: ${t.alert(alert)}`,
    'alert.changed': ({ alert }, t) => `Geändert: ${t.alert(alert)}`,
    'alert.severity_changed': ({ alert }, t) => `Schweregrad geändert: ${t.alert(alert)}`,
    'alert.ended': ({ alert, reason }, t) => `${t.end(reason)}: ${t.alert(alert)}`,
    'alert.turned_away': ({ alert, held }, t) =>
      `Umfasst ${alerts(held)} und hat keinen Platz für mehr: ${t.alert(alert)} kommt binnen 15 Minuten wieder`,
    'alert.acknowledged_by_sender': ({ alert }, t) => `Beim Absender quittiert: ${t.alert(alert)}`,

    'flapping.began': ({ alert, times: number, within, quiet }, t) => {
      const what = alert === undefined ? 'Vorfälle dieser Gruppe' : t.alert(alert);
      return `Kommt und geht: ${what}; ${times(number)} wiedergekehrt binnen ${t.lengthOf(within)}, und erst vorbei, wenn es ${t.lengthOf(quiet)} ruhig war`;
    },
    'flapping.ended': ({ alert, quiet, returns }, t) =>
      `${t.lengthOf(quiet)} ruhig, nachdem es ${times(returns)} wiedergekehrt war: ${t.alert(alert)}`,

    'severity.raised': ({ from, to }, t) =>
      `Schweregrad gestiegen: ${t.severity(from)} → ${t.severity(to)}`,
    'severity.lowered': ({ from, to }, t) =>
      `Schweregrad gesunken: ${t.severity(from)} → ${t.severity(to)}`,

    'silence.began': ({ silence, until, author }, t) => {
      const by = author === undefined ? '' : ` von ${t.author(author)}`;
      return `Stummgeschaltet bis ${t.timeOf(until)}${by}: nur aufgezeichnet, ruft niemanden (Stummschaltung ${silence})`;
    },
    'silence.ended': ({ endedBy }, t) => {
      const how =
        endedBy === undefined ? '' : `: die Stummschaltung beendet von ${t.actor(endedBy)}`;
      return `Nicht mehr stummgeschaltet, und noch offen${how}`;
    },

    'inhibition.began': ({ rule, source, incident }, t) =>
      `Unterdrückt durch ${t.alert(source)}, Vorfall ${incident}: nur aufgezeichnet, ruft niemanden (Unterdrückungsregel ${rule})`,
    'inhibition.ended': ({ rule }) =>
      `Nicht mehr unterdrückt (Unterdrückungsregel ${rule}), und noch offen`,

    'escalation.step': ({ stop, policy }, t) =>
      t.stop(stop) + (policy === undefined ? '' : `, Ablauf ${policy}`),
    'escalation.deferred': ({ until }, t) =>
      `Kann warten: niemand wird gerufen, bevor die Zeiten des Dienstes ${t.timeOf(until)} beginnen`,
    'escalation.waits_no_longer': ({ began }) =>
      began
        ? 'Die Zeiten des Dienstes haben begonnen'
        : 'Wartet nicht mehr auf die Zeiten des Dienstes',
    'escalation.override_passed_over': ({ stop, ...passed }, t) =>
      `${t.stop(stop)}: ${passedOver(passed, t)}`,
    'escalation.target_passed_over': ({ stop, why }, t) =>
      `${t.stop(stop)}: ein Ziel wird übergangen, ${t.empty(why)}`,
    'escalation.policy_changed': ({ policy }) => `Der Ablauf ${policy} gilt dafür nicht mehr`,
    'escalation.step_failed': () => 'Kein Ruf dieses Schrittes konnte gesendet werden',
    'escalation.paged_left': ({ of }) =>
      `Wen ${of === 'step' ? 'dieser Schritt' : 'die Eskalation'} gerufen hat, steht nicht mehr in der Konfiguration`,
    'escalation.unanswered': () => 'Die Eskalation ist am Ende: niemand hat geantwortet',
    'escalation.all_declined': () => 'Die Eskalation ist am Ende: alle haben abgelehnt',
    'escalation.all_answered': () =>
      'Alle, die die Eskalation zu dieser Stunde erreicht, haben geantwortet; es müssen mehr sein',
    'escalation.undelivered': () => 'Kein Ruf der Eskalation konnte gesendet werden',
    'escalation.reached_nobody': () => 'Die Eskalation erreicht zu dieser Stunde niemanden',

    'page.planned': ({ responders, reason }, t) =>
      `Ruft ${t.joined(responders.map(t.nameOf))} (${t.pageReason(reason)})`,
    'page.sent': ({ doubt, ...to }, t) =>
      `${page(to, t)}: gesendet${doubt === undefined ? '' : `, aber ${t.doubt(doubt)}`}`,
    'page.failed': ({ why, ...to }, t) =>
      `${page(to, t)} gescheitert${why === undefined ? '' : `: ${t.result(why)}`}`,
    'page.withdrawn': ({ why, ...to }, t) =>
      `${page(to, t)} zurückgezogen${why === undefined ? '' : `: ${t.result(why)}`}`,
    'page.late': (to, t) => `${page(to, t)} ist verspätet und wird erneut übergeben`,
    'page.lost': (to, t) => `${page(to, t)} hat noch kein Ergebnis und wird erneut übergeben`,
    'page.given_up': (to, t) =>
      `${page(to, t)} zurückgezogen: kein Ergebnis ist bekannt, und niemand ist mehr zu rufen`,

    'acknowledgement.given': ({ alerts: number }, { who }) =>
      `Von ${who} quittiert für ${alerts(number)}`,
    'acknowledgement.counted': ({ answers, wanted }, { who }) =>
      `${who} hat geantwortet: ${answers} von ${wanted}, die antworten müssen`,
    'acknowledgement.snoozed': ({ alerts: number, until }, { who, timeOf }) => {
      const span = until === undefined ? '' : ` bis ${timeOf(until)}`;
      return `Von ${who}${span} aufgeschoben für ${alerts(number)}`;
    },
    'acknowledgement.taken_over': ({ alerts: number, from }, { who, nameOf }) =>
      `Von ${who} übernommen für ${alerts(number)}, bisher bei ${nameOf(from)}`,
    'acknowledgement.expired': ({ person }, t) =>
      `Die Quittierung durch ${t.nameOf(person)} ist abgelaufen`,
    'acknowledgement.snooze_ended': ({ person }, t) =>
      `Der Aufschub durch ${t.nameOf(person)} ist zu Ende`,
    'acknowledgement.holder_left': ({ person }, t) =>
      `${t.nameOf(person)} hatte quittiert und steht nicht mehr in der Konfiguration`,
    'acknowledgement.not_covered': () => 'Ein Alarm ist aktiv, der nicht quittiert wurde',
    'acknowledgement.worse': () => 'Ein quittierter Alarm ist schlimmer geworden',
    'acknowledgement.not_held': () => 'Ein Alarm ist aktiv, für den kein Platz war',

    'action.marked_noise': (_, { who }) => `Von ${who} als unnötig markiert`,
    'action.unmarked_noise': (_, { who }) => `Doch nicht unnötig, sagt ${who}`,
    'action.declined': (_, { who }) => `Von ${who} abgelehnt`,
    'action.escalated': (_, { who }) => `Von ${who} eskaliert`,
    'action.reassigned': ({ to, passedOver: passed = [] }, t) => {
      const over = passed.map((one) => `; ${passedOver(one, t)}`).join('');
      return `Von ${t.who} übergeben an ${t.joined(to.map(t.nameOf))}${over}`;
    },
    note: ({ text }) => text,

    'clock.went_back': ({ by }, t) =>
      `Die Uhr ging um ${t.lengthOf(by)} zurück: was bevorstand und was vermerkt war, ging mit`,
    left_out: ({ entries, pages }) =>
      `Um Platz zu sparen, fehlen hier ${count(entries, 'Eintrag', 'Einträge')} und ${count(pages, 'Ruf', 'Rufe')}`,
  },

  results: {
    sent: ({ message, others }) => {
      const more = count(others, 'anderen Ruf', 'anderen Rufen');
      return `SNS-Nachricht ${message}${others === 0 ? '' : `, zusammen mit ${more}`}`;
    },
    topic_missing: fault('das Topic in SNS für diese Person und diesen Kanal fehlt'),
    message_refused: fault('SNS nimmt die Nachricht oder das Topic nicht an'),
    not_permitted: fault('die Funktion darf das Topic nicht benutzen'),
    signature_refused: fault('SNS lehnt die Signatur der Funktion ab'),
    endpoint_disabled: fault('das Telefon oder Postfach ist abgeschaltet'),
    key_not_permitted: fault('die Funktion darf den Schlüssel des Topics nicht benutzen'),
    key_disabled: fault('der Schlüssel des Topics ist abgeschaltet'),
    key_unusable: fault('der Schlüssel des Topics ist nicht benutzbar'),
    key_missing: fault('der Schlüssel des Topics ist nicht mehr da'),
    key_service_refused: fault('das Konto hat keinen Zugang zu KMS'),
    unavailable: fault('SNS war nicht erreichbar oder überlastet'),
    left_config: ({ person }, t) => `${t.nameOf(person)} steht nicht mehr in der Konfiguration`,
    channel_gone: ({ person, channel }, t) =>
      `nicht mehr in der Konfiguration: ${t.contact(person, channel)}`,
    incident_unknown: () => 'der Vorfall ist unbekannt',
    incident_not_triggered: ({ status }) => `der Vorfall ist ${STATUS[status]}`,
    silenced: ({ silence, author }, t) =>
      author === undefined
        ? `stummgeschaltet durch ${silence}`
        : `stummgeschaltet von ${t.author(author)} (Stummschaltung ${silence})`,
    inhibited: ({ rule, incident }) =>
      `unterdrückt durch Vorfall ${incident} (Unterdrückungsregel ${rule})`,
    declined: ({ person }, t) => `${t.nameOf(person)} hat abgelehnt`,
    answered: ({ person }, t) => `${t.nameOf(person)} hat geantwortet`,
    reassigned: () => 'er wurde übergeben',
    escalation_restarted: () => 'die Eskalation begann von vorn',
    outside_hours: () => 'es kann auf die Zeiten des Dienstes warten',
    severity_pages_nobody: () => 'für diesen Schweregrad wird niemand gerufen',
    incident_withdrew_it: () => 'der Vorfall hat sie zurückgezogen',
    no_outcome: () => 'kein Ergebnis ist bekannt, und niemand ist mehr zu rufen',
  },

  doubts: { nobody_subscribed: 'soweit SNS weiß, ist dort niemand angemeldet' },

  empty: {
    not_in_config: ({ person }, t) => `${t.nameOf(person)} steht nicht in der Konfiguration`,
    no_contact_method: ({ person }, t) => `${t.nameOf(person)} hat keinen Kontaktweg`,
    no_notification_rule: ({ person, severity }, t) =>
      `${t.nameOf(person)} hat keine ${severity === undefined ? 'brauchbare ' : ''}Benachrichtigungsregel${
        severity === undefined ? '' : ' für diesen Schweregrad'
      }`,
    no_such_schedule: ({ schedule }) => `den Dienstplan ${schedule} kennt die Konfiguration nicht`,
    nobody_on_call: ({ schedule, until }, t) =>
      `niemand hat Bereitschaft im Dienstplan ${schedule}${
        until === undefined ? ', so weit man sehen kann' : ` bis ${t.timeOf(until)}`
      }`,
  },

  ends: {
    recovered: 'Wieder gut',
    no_further_breach: 'Kein neuer Wert jenseits der Grenze',
    reporting_again: 'Meldet sich wieder',
    rule_removed: 'Die Regel wurde entfernt',
    rule_changed: 'Die Regel wurde geändert',
    subject_retired: 'Das Objekt wurde aus der Überwachung genommen',
    ended_by_sender: 'Vom Absender beendet',
    not_sent_again: 'Vom Absender nicht wiederholt',
    instance_gone: 'Der Prozess ist fort, und ob es wieder gut ist, ist nicht bekannt',
    entered_in_error: 'Irrtümlich eingetragen',
    ended_by_hand: 'Von Hand beendet',
    became_usual: 'Dauerte so lange, dass es von nun an als üblich gelernt wird',
  },
};
