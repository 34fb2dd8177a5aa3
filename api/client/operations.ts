// biome-ignore-all format: written by "npm run openapi"
// biome-ignore-all lint: written by "npm run openapi"

/*
 * What our own API takes and answers, made of the document of the API by "npm run openapi".
 */

export interface Operations {
  /**
   * Lists incidents, the newest first. Those that are open, or with `status=all` also those
   * opened in the last `days`. The canary's are left out. Needs a key with the scope `read`, or
   * the role `viewer`.
   */
  readonly listIncidents: (request?: {
    readonly query?: {
      /** `open` by default */
      readonly status?: 'open' | 'all' | undefined;
      /** only those with this severity */
      readonly severity?: 'critical' | 'error' | 'warning' | 'info' | undefined;
      /** maximum number of items on a page, which may hold fewer; 1000 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
      /** how many days back `status=all` goes; 7 by default */
      readonly days?: number | undefined;
      /** only those about this subject, by id or by its name in pages */
      readonly subject?: string | undefined;
      /** only those of this service */
      readonly service?: string | undefined;
      /** only those that this person has, or was paged about and has not answered */
      readonly person?: string | undefined;
      /**
       * only those with an alert that this matches, written as a matcher of a silence:
       * `ward="icu"`; once for each matcher
       */
      readonly filter?: readonly (string)[] | undefined;
    };
  }) => Promise<Incidents>;
  /**
   * Returns everything about one incident. Its alerts, its pages with what became of them, its
   * timeline, and what was changed shortly before. Needs a key with the scope `read`, or the
   * role `viewer`.
   */
  readonly getIncident: (request: {
    readonly path: {
      /** the id of an incident, as in lists and pages */
      readonly id: string;
    };
    readonly query?: {
      /** in which time zone its timeline is told; `time_zone` of the config unless given */
      readonly zone?: string | undefined;
    };
  }) => Promise<Incident>;
  /**
   * Takes responsibility: nobody else is paged about it. It covers the alerts that fire then.
   * It expires after the `ack_timeout` of the policy, and pages again. Needs a key with the
   * scope `respond`, or the role `responder`.
   */
  readonly acknowledgeIncident: (request: {
    readonly path: {
      /** the id of an incident, as in lists and pages */
      readonly id: string;
    };
    readonly body: {
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<ActionAnswer>;
  /**
   * Takes responsibility from whoever has it. Needs a key with the scope `respond`, or the role
   * `responder`.
   */
  readonly takeOverIncident: (request: {
    readonly path: {
      /** the id of an incident, as in lists and pages */
      readonly id: string;
    };
    readonly body: {
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<ActionAnswer>;
  /**
   * Writes a note into the timeline. Needs a key with the scope `respond`, or the role
   * `responder`.
   */
  readonly noteOnIncident: (request: {
    readonly path: {
      /** the id of an incident, as in lists and pages */
      readonly id: string;
    };
    readonly body: {
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
      /** what is noted. It stands in no page */
      readonly text: string;
    };
  }) => Promise<ActionAnswer>;
  /**
   * Takes responsibility for a while, and pages again then. Needs a key with the scope
   * `respond`, or the role `responder`.
   */
  readonly snoozeIncident: (request: {
    readonly path: {
      /** the id of an incident, as in lists and pages */
      readonly id: string;
    };
    readonly body: {
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
      /** until when; either this or `minutes` */
      readonly until?: string | undefined;
      /** for how long */
      readonly minutes?: number | undefined;
    };
  }) => Promise<ActionAnswer>;
  /**
   * Pages somebody else, or a schedule. Needs a key with the scope `respond`, or the role
   * `responder`.
   */
  readonly reassignIncident: (request: {
    readonly path: {
      /** the id of an incident, as in lists and pages */
      readonly id: string;
    };
    readonly body: {
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
      /**
       * a person or a schedule; `person:` or `schedule:` before it tells two of the same name
       * apart
       */
      readonly to: string;
    };
  }) => Promise<ActionAnswer>;
  /**
   * Does not take it: the next person is paged now. Needs a key with the scope `respond`, or
   * the role `responder`.
   */
  readonly declineIncident: (request: {
    readonly path: {
      /** the id of an incident, as in lists and pages */
      readonly id: string;
    };
    readonly body: {
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<ActionAnswer>;
  /**
   * Pages the next step of the policy now. Needs a key with the scope `respond`, or the role
   * `responder`.
   */
  readonly escalateIncident: (request: {
    readonly path: {
      /** the id of an incident, as in lists and pages */
      readonly id: string;
    };
    readonly body: {
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<ActionAnswer>;
  /**
   * Silences its alerts for a while. It stays open. A responder does so for 60 minutes at most;
   * for longer it takes a `lead`. Needs a key with the scope `respond`, or the role
   * `responder`.
   */
  readonly silenceIncident: (request: {
    readonly path: {
      /** the id of an incident, as in lists and pages */
      readonly id: string;
    };
    readonly body: {
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
      /** for how long */
      readonly minutes: number;
    };
  }) => Promise<ActionAnswer>;
  /**
   * Ends it by hand. Where alerts still fire it is answered 409 `still_firing`, until it is
   * asked with `"stillFiring": "confirmed"`. Needs a key with the scope `respond`, or the role
   * `responder`.
   */
  readonly resolveIncident: (request: {
    readonly path: {
      /** the id of an incident, as in lists and pages */
      readonly id: string;
    };
    readonly body: {
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
      /** `confirmed`: resolve it although alerts fire */
      readonly stillFiring?: 'confirmed' | undefined;
    };
  }) => Promise<ActionAnswer>;
  /**
   * Says that it asked for nothing that anybody had to do. It counts so in the report of the
   * burden of alarms, also after it is over. It answers nothing: an open incident pages on.
   * Needs a key with the scope `respond`, or the role `responder`.
   */
  readonly markNoise: (request: {
    readonly path: {
      /** the id of an incident, as in lists and pages */
      readonly id: string;
    };
    readonly body: {
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<ActionAnswer>;
  /**
   * Takes back that it was noise. Needs a key with the scope `respond`, or the role
   * `responder`.
   */
  readonly unmarkNoise: (request: {
    readonly path: {
      /** the id of an incident, as in lists and pages */
      readonly id: string;
    };
    readonly body: {
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<ActionAnswer>;
  /**
   * Takes back that it was resolved by hand, for ten minutes. Needs a key with the scope
   * `respond`, or the role `responder`.
   */
  readonly undoResolution: (request: {
    readonly path: {
      /** the id of an incident, as in lists and pages */
      readonly id: string;
    };
    readonly body: {
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<ActionAnswer>;
  /**
   * Lists the pages on record, newest first. Whatever became of them; the canary's are left
   * out. A page of the list may hold few, or none, and be followed by others. Exports go on at
   * the address in the header `Link`; the first line of the first page of CSV names the
   * columns. On AWS pages that a version before this list has written are found by `incident`
   * alone. Needs a key with the scope `read`, or the role `viewer`.
   */
  readonly listPages: (request?: {
    readonly query?: {
      /** JSON Lines or CSV; the header `Accept` asks for the same */
      readonly format?: 'json' | 'jsonl' | 'csv' | undefined;
      /** only those with this channel */
      readonly channel?: 'sms' | 'email' | undefined;
      /** only those with this status */
      readonly status?: 'waiting' | 'retrying' | 'sent' | 'failed' | 'withdrawn' | undefined;
      /** only those with this reason */
      readonly reason?: 'escalation_step' | 'fallback' | 'acknowledgement_expired' | 'new_alert_after_acknowledgement' | 'severity_raised' | 'silence_ended' | 'declined' | 'escalated_by_hand' | 'reassigned' | 'snooze_ended' | 'acknowledger_left' | 'still_firing' | undefined;
      /** maximum number of items on a page, which may hold fewer; 1000 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
      /** only those to this person, by id */
      readonly person?: string | undefined;
      /** only those about incidents of this service */
      readonly service?: string | undefined;
      /** only those about this incident, by its id; then from its beginning on */
      readonly incident?: string | undefined;
      /** not before; 31 days before `to` unless it is given */
      readonly from?: string | undefined;
      /** not after; now unless it is given */
      readonly to?: string | undefined;
    };
  }) => Promise<LoggedPages>;
  /**
   * Counts the burden of alarms of a span of time. Alarms and pages by rule, subject, severity,
   * day and person, what became of them, and floods. docs/burden.md defines each figure. One
   * answer looks at 20,000 alarms and pages, and at 100 days: of a longer span it is of the
   * last part, and `next` leads to the part before. Needs a key with the scope `read`, or the
   * role `viewer`.
   */
  readonly readBurden: (request?: {
    readonly query?: {
      /** not before; 31 days before `to` unless it is given */
      readonly from?: string | undefined;
      /** before this; now unless it is given */
      readonly to?: string | undefined;
      /** the `next` of the part after this one */
      readonly cursor?: string | undefined;
    };
  }) => Promise<Burden>;
  /**
   * Tells how people responded to the incidents of a span of time. Time to detect, to
   * acknowledge and to resolve (mean, median and 90th percentile), and what was unanswered,
   * escalated or paged again, by service, severity, rule and week. docs/reports.md defines each
   * figure. Days that are over are kept, so that one answer is of a year, or of 100 days before
   * there were such days, and 20,000 incidents of them: of a longer span it is of the last
   * part, and `next` leads to the part before. Needs a key with the scope `read`, or the role
   * `viewer`.
   */
  readonly readResponse: (request?: {
    readonly query?: {
      /** not before; 31 days before `to` unless it is given */
      readonly from?: string | undefined;
      /** before this; now unless it is given */
      readonly to?: string | undefined;
      /** the `next` of the part after this one */
      readonly cursor?: string | undefined;
      /** only incidents of this service */
      readonly service?: string | undefined;
    };
  }) => Promise<ResponseReport>;
  /**
   * Tells what being on call has asked of people in a span of time. Pages of each person, at
   * night, at the weekend and within two hours of another, and for how long each was on call in
   * each schedule, which tells how fairly they are shared. docs/reports.md defines each figure.
   * Days that are over are kept, so that one answer is of a year, or of 100 days before there
   * were such days, and 20,000 pages of them: of a longer span it is of the last part, and
   * `next` leads to the part before. Times on call are as they were, from when on they are
   * kept, and of 30 days before by the schedules as they are now. Needs a key with the scope
   * `read`, or the role `viewer`.
   */
  readonly reportOnCall: (request?: {
    readonly query?: {
      /** not before; 31 days before `to` unless it is given */
      readonly from?: string | undefined;
      /** before this; now unless it is given */
      readonly to?: string | undefined;
      /** the `next` of the part after this one */
      readonly cursor?: string | undefined;
    };
  }) => Promise<OnCallReport>;
  /**
   * Lists silences and maintenance windows, and those of the config; expired ones are removed
   * after a week. Needs a key with the scope `read`, or the role `viewer`.
   */
  readonly listSilences: (request?: {
    readonly query?: {
      /** only those with this status */
      readonly status?: 'pending' | 'active' | 'expired' | undefined;
      /** only those with this kind */
      readonly kind?: 'silence' | 'maintenance' | undefined;
      /** whether each tells what it covers now */
      readonly covers?: 'now' | undefined;
      /** maximum number of items on a page, which may hold fewer; 1000 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
    };
  }) => Promise<Silences>;
  /**
   * Silences alerts, now, for a planned time, or again and again. With `cron` or `rrule` it
   * recurs until it is ended, or until `endsAt`: 100 may at once, each beginning at most once
   * an hour, over before it begins again, and covering at most nine tenths of the time. Alerts
   * that match every matcher are recorded and page nobody until it ends. With an `id` of your
   * own it is harmless to ask again: the same silence is answered 200. Needs a key with the
   * scope `respond`, or the role `lead`.
   */
  readonly setSilence: (request: {
    readonly body: {
      /** an id of your own */
      readonly id?: string | undefined;
      /**
       * on `rule`, `service`, `subject`, `metric`, `severity` and the labels of alerts: `=`,
       * `!=`, `=~`, `!~`. One at least must ask for a value
       */
      readonly matchers: readonly (string)[];
      /** `silence` unless it is given, and `maintenance` of what recurs */
      readonly kind?: 'silence' | 'maintenance' | undefined;
      /** now unless it is given */
      readonly startsAt?: string | undefined;
      /** either this or `minutes`; of one that recurs none begins from then on */
      readonly endsAt?: string | undefined;
      /** how long it lasts; what recurs each time, at most 10080, a week */
      readonly minutes?: number | undefined;
      /** it recurs: when it begins; none begins before `startsAt` */
      readonly cron?: string | undefined;
      /**
       * or by a recurrence rule of iCalendar, whose first time `startsAt` is:
       * `FREQ=MONTHLY;BYDAY=2TU`
       */
      readonly rrule?: string | undefined;
      /** of `cron` and `rrule`, and of times without an offset; that of the config */
      readonly timeZone?: string | undefined;
      /** why. It stands in no page */
      readonly comment: string;
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<SilenceSet>;
  /**
   * Returns what a silence would cover now, before it is set. Needs a key with the scope
   * `read`, or the role `viewer`.
   */
  readonly previewSilence: (request?: {
    readonly query?: {
      /** its matchers, once for each: `ward="icu"` */
      readonly filter?: readonly (string)[] | undefined;
      /** if it is to recur: when it begins */
      readonly cron?: string | undefined;
      /** or by a recurrence rule of iCalendar */
      readonly rrule?: string | undefined;
      /** of `rrule` the first time; of `cron` none begins before */
      readonly startsAt?: string | undefined;
      /** none begins from then on */
      readonly endsAt?: string | undefined;
      /** how long it is to last then each time */
      readonly minutes?: string | undefined;
      /** of its times; that of the config unless it is given */
      readonly zone?: string | undefined;
    };
  }) => Promise<SilencePreview>;
  /**
   * Ends a silence now. What still fires pages. By the id of the time that goes on of one that
   * recurs (`backup.20270103T0100Z`), that time alone ends, and the next ones come. A window of
   * the config ends by a deployment without it. Needs a key with the scope `respond`, or the
   * role `lead`.
   */
  readonly endSilence: (request: {
    readonly path: {
      /** the id of a silence */
      readonly id: string;
    };
    readonly query?: {
      /** the id of the person on whose behalf it is done */
      readonly by?: string | undefined;
    };
  }) => Promise<Silence>;
  /**
   * Returns who is on call, now or at a given time. Needs a key with the scope `read`, or the
   * role `viewer`.
   */
  readonly listOnCall: (request?: {
    readonly query?: {
      /** maximum number of items on a page, which may hold fewer; 1000 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
      /** only this schedule */
      readonly schedule?: string | undefined;
      /** only where this person is on call */
      readonly person?: string | undefined;
      /**
       * a time such as `2026-05-04T07:00:00Z`, or `2026-05-04 07:00` in the time_zone of the
       * config; now unless it is given
       */
      readonly at?: string | undefined;
    };
  }) => Promise<OnCall>;
  /**
   * Leaves a note for the next on call of a schedule, or takes it back. By whoever is on call,
   * or was within the last day; a lead may at any time. It takes the place of what the same
   * person has left before, and ends with the turn of whoever reads it: they get it in the
   * notice that their turn has begun. Write nothing of patients: it leaves by e-mail. Needs a
   * key with the scope `respond`, or the role `responder`.
   */
  readonly leaveNote: (request: {
    readonly body: {
      /** the id of a schedule */
      readonly schedule: string;
      /** the note, in plain text; left out: takes back what was left */
      readonly text?: string | undefined;
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<HandOffNote>;
  /**
   * Returns whom an alert of each service would page, now or at a given time. By each step of
   * its escalation policies, with overrides; and whether these people can be paged about that
   * severity. Needs a key with the scope `read`, or the role `viewer`.
   */
  readonly listServicesOnCall: (request?: {
    readonly query?: {
      /** maximum number of items on a page, which may hold fewer; 200 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
      /** only this service */
      readonly service?: string | undefined;
      /** a time, written as `at` of `GET /v1/oncall`; now by default */
      readonly at?: string | undefined;
    };
  }) => Promise<ServicesOnCall>;
  /**
   * Lists turns, by when they begin: a calendar. As they will be served: overrides over layers,
   * and gaps where nobody is on call. A turn that has begun before `from`, or goes on after
   * `to`, is cut there. Needs a key with the scope `read`, or the role `viewer`.
   */
  readonly listTurns: (request?: {
    readonly query?: {
      /**
       * the turns of each layer by itself instead, also where another layer or an override lies
       * over it, without gaps; of two layers that with the higher `rank` wins
       */
      readonly layers?: 'each' | undefined;
      /** maximum number of items on a page, which may hold fewer; 1000 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
      /** only those of this schedule */
      readonly schedule?: string | undefined;
      /** only those of this person */
      readonly person?: string | undefined;
      /** the beginning, written as `at` of `GET /v1/oncall`; now by default */
      readonly from?: string | undefined;
      /** until when, at most 400 days after `from`; 28 days after it unless it is given */
      readonly to?: string | undefined;
    };
  }) => Promise<Turns>;
  /**
   * Lists overrides, by when they begin. Needs a key with the scope `read`, or the role
   * `viewer`.
   */
  readonly listOverrides: (request?: {
    readonly query?: {
      /** maximum number of items on a page, which may hold fewer; 1000 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
      /** only those of this schedule */
      readonly schedule?: string | undefined;
      /** only those of this person */
      readonly person?: string | undefined;
    };
  }) => Promise<Overrides>;
  /**
   * Lets somebody take a schedule for a while. Needs a key with the scope `respond`, or the
   * role `responder`.
   */
  readonly setOverride: (request: {
    readonly body: {
      /** the id of a schedule */
      readonly schedule: string;
      /** the id of whoever takes it */
      readonly person: string;
      /** from when */
      readonly from: string;
      /** until when; without a date it is the first such time after `from` */
      readonly to: string;
      /**
       * the id of the one colleague whose place they take, wherever that one would be on call;
       * left out: the place of all
       */
      readonly instead?: string | undefined;
      /** why. It stands in no page */
      readonly comment?: string | undefined;
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<Override>;
  /**
   * Returns what an override would change, before it is set or removed. From now on, and for
   * 400 days at most. Needs a key with the scope `read`, or the role `viewer`.
   */
  readonly previewOverride: (request?: {
    readonly query?: {
      /** the id of a schedule */
      readonly schedule?: string | undefined;
      /** the id of whoever would take it */
      readonly person?: string | undefined;
      /** from when, written as `at` of `GET /v1/oncall`; now by default */
      readonly from?: string | undefined;
      /** until when */
      readonly to?: string | undefined;
      /** instead of all these: the id of an override to be removed */
      readonly without?: string | undefined;
    };
  }) => Promise<OverridePreview>;
  /**
   * Removes an override. One of a cover or a swap is withdrawn as a whole, with the other half.
   * Needs a key with the scope `respond`, or the role `responder`.
   */
  readonly removeOverride: (request: {
    readonly path: {
      /** the id of an override */
      readonly id: string;
    };
    readonly query?: {
      /** the id of the person on whose behalf it is done */
      readonly by?: string | undefined;
    };
  }) => Promise<Override>;
  /**
   * Lists who is away when, by when it begins; what is over stays listed for 400 days. Needs a
   * key with the scope `read`, or the role `viewer`.
   */
  readonly listAbsences: (request?: {
    readonly query?: {
      /** maximum number of items on a page, which may hold fewer; 1000 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
      /** only those of this person */
      readonly person?: string | undefined;
    };
  }) => Promise<Absences>;
  /**
   * Notes that somebody is away: no schedule leads to them meanwhile. It is refused if nobody
   * would have some of their turns, or a service would reach nobody, and says which and when,
   * unless `uncovered` says why that may be. Layers with `when_away: pass_over` trade the turns
   * by themselves. Needs a key with the scope `respond`, or the role `responder`.
   */
  readonly setAbsence: (request: {
    readonly body: {
      /** the id of whoever is away */
      readonly person: string;
      /** from when */
      readonly from: string;
      /** until when; without a date it is the first such time after `from` */
      readonly to: string;
      /** why. It stands in no page */
      readonly comment?: string | undefined;
      /** why turns may be left to nobody */
      readonly uncovered?: string | undefined;
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<AbsenceSet>;
  /**
   * Ends an absence: somebody is back, or does not leave after all. Turns that were traded are
   * traded back where neither has begun; others stay as they are. Needs a key with the scope
   * `respond`, or the role `responder`.
   */
  readonly endAbsence: (request: {
    readonly body: {
      /** the id of an absence */
      readonly id: string;
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<Absence>;
  /**
   * Lists covers and swaps, by when their first turn begins; they stay listed for 30 days.
   * Needs a key with the scope `read`, or the role `viewer`.
   */
  readonly listExchanges: (request?: {
    readonly query?: {
      /** only those that stand so */
      readonly status?: 'open' | 'accepted' | 'declined' | 'withdrawn' | 'expired' | undefined;
      /** maximum number of items on a page, which may hold fewer; 1000 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
      /** only those that this person gives, takes, or may accept */
      readonly person?: string | undefined;
      /** only those with a turn of this schedule */
      readonly schedule?: string | undefined;
    };
  }) => Promise<Exchanges>;
  /**
   * Asks a colleague, or all of a schedule, to take a turn; or to swap it for one of theirs. It
   * changes nothing until it is accepted, and then stands as overrides: a swap as two that
   * stand or fall together. Whoever is asked gets a message with a link to answer. Where the
   * taker asks (`by`), it is an offer, and the giver answers. It is refused with the reason if
   * it would leave a minute to nobody, if the taker is away or on call in that schedule too, or
   * if the giver is not on call then; and it expires when its first turn begins. The same asked
   * again is no second one. Needs a key with the scope `respond`, or the role `responder`.
   */
  readonly askExchange: (request: {
    readonly body: {
      /** the id of whoever gives their turn away */
      readonly giver: string;
      /** the id of whoever is to take it; left out: whoever of the schedule accepts first */
      readonly taker?: string | undefined;
      /** the id of the schedule */
      readonly schedule: string;
      /** from when */
      readonly from: string;
      /** until when; without a date it is the first such time after `from` */
      readonly to: string;
      /**
       * the time of the taker that the giver takes for it, in the same schedule unless it names
       * another
       */
      readonly inReturn?: {
        readonly schedule?: string | undefined;
        readonly from: string;
        readonly to: string;
      } | undefined;
      /** why. It stands in no message */
      readonly comment?: string | undefined;
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<ExchangeAnswered>;
  /**
   * Accepts a cover or a swap: from now on it stands. Of two who accept at once one wins, and
   * the other is told who. It is judged again by how the schedules stand now. Needs a key with
   * the scope `respond`, or the role `responder`.
   */
  readonly acceptExchange: (request: {
    readonly body: {
      /** the id of an exchange */
      readonly id: string;
      /** who takes it, where all of a schedule are asked; left out: whoever accepts */
      readonly taker?: string | undefined;
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<ExchangeAnswered>;
  /**
   * Declines a cover or a swap that one person is asked for. Needs a key with the scope
   * `respond`, or the role `responder`.
   */
  readonly declineExchange: (request: {
    readonly body: {
      /** the id of an exchange */
      readonly id: string;
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<ExchangeAnswered>;
  /**
   * Withdraws a cover or a swap as a whole, also one that was accepted. Whoever has asked
   * withdraws what is open, and the giver a cover that was accepted; a swap that was accepted
   * concerns two, and a lead withdraws it. It is refused once its first turn has begun. Needs a
   * key with the scope `respond`, or the role `responder`.
   */
  readonly withdrawExchange: (request: {
    readonly body: {
      /** the id of an exchange */
      readonly id: string;
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<ExchangeAnswered>;
  /**
   * Lists the addresses of calendars without their secrets, oldest first. A responder sees
   * their own, a lead all. Needs a key with the scope `respond`, or the role `responder`.
   */
  readonly listCalendars: (request?: {
    readonly query?: {
      /** maximum number of items on a page, which may hold fewer; 1000 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
      /** only those of this person */
      readonly person?: string | undefined;
      /** only those of this schedule */
      readonly schedule?: string | undefined;
    };
  }) => Promise<Calendars>;
  /**
   * Makes a secret address at which calendar programs fetch the turns of 90 days. The address
   * is in this answer and nowhere else. A responder makes one for themselves, a lead for
   * schedules and for anybody; at most 5 of each are valid at once. Needs a key with the scope
   * `respond`, or the role `responder`.
   */
  readonly createCalendar: (request: {
    readonly body: {
      /** the id of the person whose turns it has; either this or a schedule */
      readonly person?: string | undefined;
      /** the id of the schedule whose turns it has */
      readonly schedule?: string | undefined;
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<NewCalendar>;
  /**
   * Revokes the address of a calendar: from then on nothing is there. Needs a key with the
   * scope `respond`, or the role `responder`.
   */
  readonly revokeCalendar: (request: {
    readonly body: {
      /** the id of an address */
      readonly id: string;
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<Calendar>;
  /**
   * Lists heartbeats with their status. Needs a key with the scope `read`, or the role
   * `viewer`.
   */
  readonly listHeartbeats: (request?: {
    readonly query?: {
      /** only those with this status */
      readonly status?: 'new' | 'up' | 'late' | 'down' | undefined;
      /** maximum number of items on a page, which may hold fewer; 1000 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
      /** only those of this service */
      readonly service?: string | undefined;
    };
  }) => Promise<Heartbeats>;
  /**
   * Forgets a heartbeat until it is heard again. Needs a key with the scope `respond`, or the
   * role `lead`.
   */
  readonly forgetHeartbeat: (request: {
    readonly path: {
      /** the id of a heartbeat */
      readonly id: string;
    };
    readonly query?: {
      /** the id of the person on whose behalf it is done */
      readonly by?: string | undefined;
    };
  }) => Promise<{
    readonly heartbeat: string;
  }>;
  /**
   * Lists service level objectives with what is left of their error budgets. Needs a key with
   * the scope `read`, or the role `viewer`.
   */
  readonly listSlos: (request?: {
    readonly query?: {
      /** maximum number of items on a page, which may hold fewer; 1000 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
      /** only those of this service */
      readonly service?: string | undefined;
      /** only those of this objective */
      readonly slo?: string | undefined;
    };
  }) => Promise<Slos>;
  /**
   * Returns an error budget over time, its burn rates of the last day, and the incidents that
   * spent it. Needs a key with the scope `read`, or the role `viewer`.
   */
  readonly getSlo: (request: {
    readonly path: {
      /** the name of an objective */
      readonly slo: string;
    };
    readonly query?: {
      /** whose budget, where each subject has its own */
      readonly subject?: string | undefined;
      /**
       * the long window of the pair whose burn rates are told, `6h`; the one that burns, or the
       * fastest, unless it is given
       */
      readonly window?: string | undefined;
    };
  }) => Promise<SloDetails>;
  /**
   * Reports what a month came to for each error budget. Needs a key with the scope `read`, or
   * the role `viewer`.
   */
  readonly reportSlos: (request?: {
    readonly query?: {
      /**
       * such as `2026-10`, in the time zone of the config; the last that is over unless it is
       * given
       */
      readonly month?: string | undefined;
      /** maximum number of items on a page, which may hold fewer; 100 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
    };
  }) => Promise<SloReport>;
  /**
   * Lists the known subjects. A page may hold few of them, or none, and be followed by others.
   * Needs a key with the scope `read`, or the role `viewer`.
   */
  readonly listSubjects: (request?: {
    readonly query?: {
      /** only those with this state */
      readonly state?: 'firing' | 'pending' | 'healthy' | undefined;
      /** without `notedAt`, which changes while nothing else does: for screens */
      readonly times?: 'none' | undefined;
      /** maximum number of items on a page, which may hold fewer; 1000 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
      /** only those that rules of this service know */
      readonly service?: string | undefined;
    };
  }) => Promise<Subjects>;
  /**
   * Returns the state of a subject, its last values, the rules that may read it, its silences,
   * and what it sends that no rule reads. With `Accept: application/fhir+json` it answers its
   * scores alone, as Observations of FHIR R4. Needs a key with the scope `read`, or the role
   * `viewer`.
   */
  readonly getSubject: (request: {
    readonly path: {
      /** the id of a subject, or its name in pages */
      readonly subject: string;
    };
  }) => Promise<Subject>;
  /**
   * Forgets a subject that will report no more: a patient discharged, a machine gone. Its
   * alerts end, and with them their incidents. Values of before are shown as its last ones no
   * more. Needs a key with the scope `respond`, or the role `responder`.
   */
  readonly retireSubject: (request: {
    readonly path: {
      /** the id of a subject, or its name in pages */
      readonly subject: string;
    };
    readonly query?: {
      /** the id of the person on whose behalf it is done */
      readonly by?: string | undefined;
    };
  }) => Promise<{
    readonly subject: string;
    /** number of alerts that have ended */
    readonly alerts: number;
  }>;
  /**
   * Lists metrics that are sent and read by no rule, or read and not sent: a misspelt name, for
   * example. Needs a key with the scope `read`, or the role `viewer`.
   */
  readonly listUnread: (request?: {
    readonly query?: {
      /** maximum number of items on a page, which may hold fewer; 1000 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
      /** only this metric */
      readonly metric?: string | undefined;
    };
  }) => Promise<Unread>;
  /**
   * Lists the limits that single subjects have in place of those of the config. A page may hold
   * few of them, or none, and be followed by others. Needs a key with the scope `read`, or the
   * role `viewer`.
   */
  readonly listLimits: (request?: {
    readonly query?: {
      /** maximum number of items on a page, which may hold fewer; 1000 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
    };
  }) => Promise<Limits>;
  /**
   * Sets the limit of one subject for a rule, or scale 2 for its NEWS2, for a time. It holds at
   * once, in place of another of this subject for the rule, until it ends or the subject
   * leaves. It must lie within the `bounds` that the config gives the rule; a rule without
   * `bounds` has the same limit for all. Scale 2 of oxygen saturation is ordered for a score
   * that has one, as NEWS2 does. Needs a key with the scope `respond`, or the role `lead`.
   */
  readonly setLimit: (request: {
    readonly body: {
      /** the id of a subject, or its name in pages */
      readonly subject: string;
      /** the name of a rule with `bounds`, or of a score */
      readonly rule: string;
      /** the limit, for a rule that says `below` */
      readonly below?: number | undefined;
      /** the limit, for a rule that says `above` */
      readonly above?: number | undefined;
      /** both limits, the lower one first, for a rule that says `outside` */
      readonly outside?: readonly (number)[] | undefined;
      /** for a score: 2, if the target of this patient is 88 to 92 % */
      readonly oxygenScale?: 2 | undefined;
      /** either this or `minutes`; at most 31 days from now */
      readonly endsAt?: string | undefined;
      /** how long it lasts */
      readonly minutes?: number | undefined;
      /** why. It stands in no page */
      readonly reason: string;
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<LimitSet>;
  /**
   * Ends the limit of one subject: that of the config holds again at once. Needs a key with the
   * scope `respond`, or the role `lead`.
   */
  readonly endLimit: (request: {
    readonly body: {
      /** the id of a subject, or its name in pages */
      readonly subject: string;
      /** the rule that it was set for */
      readonly rule: string;
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<Limit>;
  /**
   * Tells that a bed is empty, or since when somebody is in it. For the system that knows who
   * lies where. Limits that were set before that moment were for whoever has left: they end.
   * Repeating it does no harm, and nobody is named. Needs a key with the scope `samples`.
   */
  readonly setOccupancy: (request: {
    readonly path: {
      /** the id of a subject */
      readonly subject: string;
    };
    readonly body: {
      /** whether somebody is in it */
      readonly occupied: boolean;
      /** since when; now unless it is given. It must be given if somebody is in it */
      readonly since?: string | undefined;
    };
  }) => Promise<{
    readonly subject: string;
    readonly occupied: boolean;
    /** number of limits that have ended */
    readonly limitsEnded: number;
  }>;
  /**
   * Returns what stands for a patient, or for a user, where none may be named. For the watch
   * list of the config, and to find out which user a `Person/…` of an alert is. It is always
   * the same, and stored nowhere. Each request is a look in the audit trail. Needs a key with
   * the scope `admin`, or the role `admin`.
   */
  readonly makePseudonym: (request: {
    readonly body: {
      /** whose it is */
      readonly of: 'patient' | 'user';
      /**
       * the reference to the patient as AuditEvents have it, `Patient/123`, or
       * `Patient?identifier=system|value` of one who is known by an identifier alone; of a user
       * the identifier as `system|value`, the login name or the name
       */
      readonly name: string;
    };
  }) => Promise<Pseudonym>;
  /**
   * Returns the values of a series that are kept, with the limits of the rules on it. A series
   * is known by its metric, unit and labels, as samples and alerts tell them. Needs a key with
   * the scope `read`, or the role `viewer`.
   */
  readonly getTrend: (request: {
    readonly path: {
      /** the id of a subject */
      readonly subject: string;
    };
    readonly query?: {
      /** the metric; required */
      readonly metric?: string | undefined;
      /** the unit, if the samples have one */
      readonly unit?: string | undefined;
      /** all labels of the series as a JSON object of texts; none unless it is given */
      readonly labels?: string | undefined;
      /** from when; an hour before `to` unless it is given */
      readonly from?: string | undefined;
      /** until when, at most 31 days after `from`; now by default */
      readonly to?: string | undefined;
    };
  }) => Promise<Trend>;
  /**
   * Lists keys without their secrets, oldest first. Needs a key with the scope `admin`, or the
   * role `admin`.
   */
  readonly listKeys: (request?: {
    readonly query?: {
      /** only those with this status */
      readonly status?: 'valid' | 'revoked' | undefined;
      /** only those with this scope */
      readonly scope?: 'samples' | 'read' | 'respond' | 'admin' | undefined;
      /** maximum number of items on a page, which may hold fewer; 1000 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
    };
  }) => Promise<Keys>;
  /**
   * Creates a key. The key itself is in this answer and nowhere else. Needs a key with the
   * scope `admin`, or the role `admin`.
   */
  readonly createKey: (request: {
    readonly body: {
      /** what uses it. It stands in lists, and in timelines */
      readonly name: string;
      /**
       * what it may do: `samples` sends, `read` asks, `respond` acts, `admin` does all of it
       * and manages keys and contacts
       */
      readonly scopes: readonly ('samples' | 'read' | 'respond' | 'admin')[];
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<NewKey>;
  /**
   * Revokes a key. It stays in the list. Needs a key with the scope `admin`, or the role
   * `admin`.
   */
  readonly revokeKey: (request: {
    readonly path: {
      /** the id of a key: the part after `wb_` */
      readonly id: string;
    };
    readonly query?: {
      /** the id of the person on whose behalf it is done */
      readonly by?: string | undefined;
    };
  }) => Promise<Key>;
  /**
   * Lists the audit trail, newest first. A page may hold few entries, or none, and be followed
   * by others. Exports go on at the address in the header `Link`; the first line of the first
   * page of CSV names the columns. Needs a key with the scope `admin`, or the role `admin`.
   */
  readonly listAudit: (request?: {
    readonly query?: {
      /** JSON Lines or CSV; the header `Accept` asks for the same */
      readonly format?: 'json' | 'jsonl' | 'csv' | undefined;
      /** maximum number of items on a page, which may hold fewer; 1000 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
      /** only what this person or key did, or what was done to them */
      readonly person?: string | undefined;
      /** only what concerns this subject, by its id */
      readonly subject?: string | undefined;
      /** only this action, or the part before its dot: `silence` */
      readonly action?: string | undefined;
      /** not before; 31 days before `to` unless it is given */
      readonly from?: string | undefined;
      /** not after; now unless it is given */
      readonly to?: string | undefined;
    };
  }) => Promise<AuditEntries>;
  /**
   * Lists the phones and mailboxes of the people, and what is wrong with them. Whoever is no
   * admin sees their own. Needs a key with the scope `respond`, or the role `responder`.
   */
  readonly listContacts: (request?: {
    readonly query?: {
      /** maximum number of items on a page, which may hold fewer; 40 by default */
      readonly limit?: number | undefined;
      /** the `next` of the previous page */
      readonly cursor?: string | undefined;
      /** only those of this person */
      readonly person?: string | undefined;
    };
  }) => Promise<Contacts>;
  /**
   * Adds a phone or a mailbox of a person. A mailbox gets a mail with a link for its
   * confirmation. Needs a key with the scope `admin`, or the role `admin`.
   */
  readonly addContact: (request: {
    readonly body: {
      /** a person of the config, by id */
      readonly person: string;
      /** one that the config lets them be paged by */
      readonly channel: 'sms' | 'email';
      /**
       * for `sms` a plus sign, the country, the number, digits only (E.164): +46701234567; for
       * `email` an e-mail address, such as anna@example.org
       */
      readonly address: string;
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<ContactChanged>;
  /**
   * Confirms a mailbox, so that nobody else can unsubscribe it. Whoever is no admin confirms
   * their own. Needs a key with the scope `respond`, or the role `responder`.
   */
  readonly confirmContact: (request: {
    readonly body: {
      /** a person of the config, by id */
      readonly person: string;
      /** the whole link of the mail from AWS Notifications, or what follows `Token=` in it */
      readonly link: string;
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<ContactChanged>;
  /**
   * Sends a person a test page. Whoever is no admin sends it to themselves. Needs a key with
   * the scope `respond`, or the role `responder`.
   */
  readonly sendTestPage: (request: {
    readonly body: {
      /** a person of the config, by id */
      readonly person: string;
      /** left out: all of theirs */
      readonly channel?: 'sms' | 'email' | undefined;
      /** the id of the person on whose behalf it is done; absent: the key itself */
      readonly by?: string | undefined;
    };
  }) => Promise<TestPage>;
  /**
   * Shows what removing a phone or a mailbox would leave uncovered in the coming year. Nothing
   * is removed. A channel counts while one of its phones or mailboxes works; everybody else
   * counts as the config has them, without overrides. Needs a key with the scope `admin`, or
   * the role `admin`.
   */
  readonly previewRemoval: (request: {
    readonly path: {
      /** the id of a contact */
      readonly id: string;
    };
  }) => Promise<ContactRemoval>;
  /** Removes a phone or a mailbox. Needs a key with the scope `admin`, or the role `admin`. */
  readonly removeContact: (request: {
    readonly path: {
      /** the id of a contact */
      readonly id: string;
    };
    readonly query?: {
      /** the id of the person on whose behalf it is done */
      readonly by?: string | undefined;
    };
  }) => Promise<Contact>;
  /**
   * Lists what watches over the platform, and what each of it found last. Of each Region the
   * auditor, which comes each minute; the canary, each five minutes; the daily audit. On one
   * machine only the auditor runs. Needs a key with the scope `read`, or the role `viewer`.
   */
  readonly listChecks: () => Promise<Checks>;
  /**
   * Shows the config that is served, without addresses of anybody. Needs a key with the scope
   * `read`, or the role `viewer`.
   */
  readonly getConfig: (request?: {
    readonly query?: {
      /**
       * whether everybody can be reached throughout the coming year, without overrides; it
       * takes a second or more with many schedules
       */
      readonly proof?: 'year' | undefined;
    };
  }) => Promise<Config>;
  /** Returns whether the platform works, for an external monitor. It needs no key. */
  readonly getHealth: () => Promise<Health>;
  /**
   * Returns the version and the hash of the config. In a gradual rollout the old and the new
   * version answer in turn. Needs a key with the scope `read`, or the role `viewer`.
   */
  readonly getVersion: () => Promise<Version>;
  /**
   * Tells as whom the platform knows you, and what you may do. Needs any key, or that somebody
   * is signed in.
   */
  readonly getMe: () => Promise<Me>;
  /** This document. It needs no key. */
  readonly getOpenapi: () => Promise<OpenapiDocument>;
  /**
   * Takes samples, and evaluates them against the rules. It is answered when what was decided
   * is durable. What is wrong with one sample costs that sample only; where none was accepted
   * it is answered 400. Repeating a request does no harm. Needs a key with the scope `samples`.
   */
  readonly postSamples: (request: {
    readonly body: {
      readonly samples: readonly (Sample)[];
    };
  }) => Promise<SamplesTaken>;
}

/** By which method and path an operation is asked, and with which statuses it is answered. */
export const OPERATIONS = {
  listIncidents: ['GET', '/v1/incidents', [200]],
  getIncident: ['GET', '/v1/incidents/{id}', [200]],
  acknowledgeIncident: ['POST', '/v1/incidents/{id}/ack', [200]],
  takeOverIncident: ['POST', '/v1/incidents/{id}/take-over', [200]],
  noteOnIncident: ['POST', '/v1/incidents/{id}/note', [200]],
  snoozeIncident: ['POST', '/v1/incidents/{id}/snooze', [200]],
  reassignIncident: ['POST', '/v1/incidents/{id}/reassign', [200]],
  declineIncident: ['POST', '/v1/incidents/{id}/decline', [200]],
  escalateIncident: ['POST', '/v1/incidents/{id}/escalate', [200]],
  silenceIncident: ['POST', '/v1/incidents/{id}/silence', [200]],
  resolveIncident: ['POST', '/v1/incidents/{id}/resolve', [200]],
  markNoise: ['POST', '/v1/incidents/{id}/noise', [200]],
  unmarkNoise: ['POST', '/v1/incidents/{id}/not-noise', [200]],
  undoResolution: ['POST', '/v1/incidents/{id}/undo', [200]],
  listPages: ['GET', '/v1/pages', [200]],
  readBurden: ['GET', '/v1/reports/burden', [200]],
  readResponse: ['GET', '/v1/reports/response', [200]],
  reportOnCall: ['GET', '/v1/reports/on-call', [200]],
  listSilences: ['GET', '/v1/silences', [200]],
  setSilence: ['POST', '/v1/silences', [200, 201]],
  previewSilence: ['GET', '/v1/silences/preview', [200]],
  endSilence: ['DELETE', '/v1/silences/{id}', [200]],
  listOnCall: ['GET', '/v1/oncall', [200]],
  leaveNote: ['POST', '/v1/oncall/note', [200]],
  listServicesOnCall: ['GET', '/v1/oncall/services', [200]],
  listTurns: ['GET', '/v1/turns', [200]],
  listOverrides: ['GET', '/v1/overrides', [200]],
  setOverride: ['POST', '/v1/overrides', [201]],
  previewOverride: ['GET', '/v1/overrides/preview', [200]],
  removeOverride: ['DELETE', '/v1/overrides/{id}', [200]],
  listAbsences: ['GET', '/v1/absences', [200]],
  setAbsence: ['POST', '/v1/absences', [201]],
  endAbsence: ['POST', '/v1/absences/end', [200]],
  listExchanges: ['GET', '/v1/exchanges', [200]],
  askExchange: ['POST', '/v1/exchanges', [201]],
  acceptExchange: ['POST', '/v1/exchanges/accept', [200]],
  declineExchange: ['POST', '/v1/exchanges/decline', [200]],
  withdrawExchange: ['POST', '/v1/exchanges/withdraw', [200]],
  listCalendars: ['GET', '/v1/calendars', [200]],
  createCalendar: ['POST', '/v1/calendars', [201]],
  revokeCalendar: ['POST', '/v1/calendars/revoke', [200]],
  listHeartbeats: ['GET', '/v1/heartbeats', [200]],
  forgetHeartbeat: ['DELETE', '/v1/heartbeats/{id}', [200]],
  listSlos: ['GET', '/v1/slos', [200]],
  getSlo: ['GET', '/v1/slos/{slo}', [200]],
  reportSlos: ['GET', '/v1/reports/slos', [200]],
  listSubjects: ['GET', '/v1/subjects', [200]],
  getSubject: ['GET', '/v1/subjects/{subject}', [200]],
  retireSubject: ['POST', '/v1/subjects/{subject}/retire', [200]],
  listUnread: ['GET', '/v1/unread', [200]],
  listLimits: ['GET', '/v1/limits', [200]],
  setLimit: ['POST', '/v1/limits', [201]],
  endLimit: ['POST', '/v1/limits/end', [200]],
  setOccupancy: ['PUT', '/v1/subjects/{subject}/occupancy', [200]],
  makePseudonym: ['POST', '/v1/pseudonyms', [200]],
  getTrend: ['GET', '/v1/subjects/{subject}/trends', [200]],
  listKeys: ['GET', '/v1/keys', [200]],
  createKey: ['POST', '/v1/keys', [201]],
  revokeKey: ['DELETE', '/v1/keys/{id}', [200]],
  listAudit: ['GET', '/v1/audit', [200]],
  listContacts: ['GET', '/v1/contacts', [200]],
  addContact: ['POST', '/v1/contacts', [201]],
  confirmContact: ['POST', '/v1/contacts/confirm', [200]],
  sendTestPage: ['POST', '/v1/contacts/test', [200]],
  previewRemoval: ['GET', '/v1/contacts/{id}/removal', [200]],
  removeContact: ['DELETE', '/v1/contacts/{id}', [200]],
  listChecks: ['GET', '/v1/checks', [200]],
  getConfig: ['GET', '/v1/config', [200]],
  getHealth: ['GET', '/v1/health', [200, 503]],
  getVersion: ['GET', '/v1/version', [200]],
  getMe: ['GET', '/v1/me', [200]],
  getOpenapi: ['GET', '/v1/openapi.json', [200]],
  postSamples: ['POST', '/v1/samples', [200]],
} as const;

export interface Absence {
  readonly id: string;
  readonly person: string;
  readonly from: string;
  readonly to: string;
  readonly createdAt: string;
  readonly createdBy: string;
  /** the name of the key that was used on their behalf */
  readonly createdByKey?: string;
  /** `createdBy` is a person of the config */
  readonly byPerson?: true;
  /** it was ended then, and the rest of it does not count */
  readonly endedAt?: string;
  readonly endedBy?: string;
  /** why */
  readonly comment?: string;
  /** why turns may be left to nobody */
  readonly uncovered?: string;
}

export interface AbsenceSet {
  readonly id: string;
  readonly person: string;
  readonly from: string;
  readonly to: string;
  readonly createdAt: string;
  readonly createdBy: string;
  /** the name of the key that was used on their behalf */
  readonly createdByKey?: string;
  /** `createdBy` is a person of the config */
  readonly byPerson?: true;
  /** it was ended then, and the rest of it does not count */
  readonly endedAt?: string;
  readonly endedBy?: string;
  /** why */
  readonly comment?: string;
  /** why turns may be left to nobody */
  readonly uncovered?: string;
  /** the first 100 turns that an absence changes, as of the lists below */
  readonly changes: readonly ({
    readonly schedule: string;
    readonly from: string;
    readonly to: string;
    /** who was on call; left out: nobody */
    readonly before?: string;
    /** who is instead; left out: nobody */
    readonly after?: string;
  })[];
  /** turns that nobody has then */
  readonly uncoveredTurns: readonly ({
    readonly schedule: string;
    readonly from: string;
    readonly to: string;
  })[];
  /** when a service reaches nobody then, or fewer than must answer */
  readonly gaps: readonly ({
    readonly service: string;
    readonly severities: readonly ('critical' | 'error' | 'warning' | 'info')[];
    /** how many must answer, where it reaches somebody, but fewer; left out: it reaches nobody */
    readonly wanted?: number;
    readonly from: string;
    readonly to: string;
  })[];
}

export interface Absences {
  readonly absences: readonly (Absence)[];
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface ActionAnswer {
  /** `already`: nothing changed, because it had been done before */
  readonly outcome: 'done' | 'already';
  /** the result, in words */
  readonly text: string;
  readonly incident: IncidentSummary;
}

export interface AuditEntries {
  readonly entries: readonly (AuditEntry)[];
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface AuditEntry {
  /** when it was asked for */
  readonly at: string;
  readonly id: string;
  readonly who: {
    /** with what: signed in, by a key, by the link of a page, by itself, by nothing */
    readonly kind: 'person' | 'key' | 'link' | 'platform' | 'nobody';
    /** a person, by id, or the key */
    readonly by: string;
    /** the name of the key that was used in their name */
    readonly key?: string;
    readonly keyId?: string;
  };
  /** the network address, of IPv6 its first half, and what the program calls itself */
  readonly from?: {
    readonly network: string;
    readonly agent?: string;
  };
  readonly action: 'sign_in' | 'sign_out' | 'request' | 'config.apply' | 'incident.look' | 'incident.ack' | 'incident.take-over' | 'incident.decline' | 'incident.escalate' | 'incident.resolve' | 'incident.undo' | 'incident.snooze' | 'incident.reassign' | 'incident.note' | 'incident.noise' | 'incident.not-noise' | 'incident.silence' | 'subject.look' | 'subject.retire' | 'subject.occupancy' | 'heartbeat.forget' | 'silence.set' | 'silence.end' | 'override.set' | 'override.end' | 'absence.set' | 'absence.end' | 'exchange.ask' | 'exchange.accept' | 'exchange.decline' | 'exchange.withdraw' | 'hand-off.note' | 'calendar.make' | 'calendar.revoke' | 'limit.set' | 'limit.end' | 'key.make' | 'key.revoke' | 'contact.add' | 'contact.confirm' | 'contact.test' | 'contact.remove' | 'audit.look';
  readonly object?: {
    readonly kind: string;
    readonly id: string;
  };
  /** whom it concerns, at most 20 */
  readonly subjects?: readonly (string)[];
  /** `begun`: what became of it is not known */
  readonly outcome: 'begun' | 'done' | 'refused' | 'failed';
  /** why not: the kind of the problem */
  readonly reason?: string;
  readonly before?: Readonly<Record<string, string | number | boolean>>;
  readonly after?: Readonly<Record<string, string | number | boolean>>;
}

export interface Burden {
  readonly from: string;
  readonly to: string;
  /** whose days and nights they are */
  readonly zone: string;
  /** what was counted; tallies of the parts of a span are added */
  readonly tally: BurdenTally;
  /** the same as people compare it; of a part it is of that part alone */
  readonly figures: BurdenFigures;
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface BurdenDay {
  readonly alarms: number;
  readonly pages: number;
  readonly nightAlarms: number;
  readonly nightPages: number;
}

export interface BurdenFigures {
  readonly days: number;
  readonly alarms: number;
  readonly pages: number;
  readonly incidents: number;
  /** for each subject that had an alarm, and each day */
  readonly alarmsPerSubjectDay: number;
  readonly pagesPerSubjectDay: number;
  readonly nightAlarms: number;
  readonly nightPages: number;
  /** time in alarm, in ms */
  readonly lasted: number;
  /** shares of the alarms */
  readonly severities: {
    /** from 0 to 1 */
    readonly critical: number;
    /** from 0 to 1 */
    readonly error: number;
    /** from 0 to 1 */
    readonly warning: number;
    /** from 0 to 1 */
    readonly info: number;
  };
  readonly brief: readonly ({
    readonly seconds: number;
    /** from 0 to 1 */
    readonly share: number;
  })[];
  /** share of the incidents that are over; so are the next two */
  readonly answered: number;
  /** from 0 to 1 */
  readonly noise: number;
  /** ended by themselves, and nobody had answered */
  readonly unanswered: number;
  /** the ten that make most */
  readonly rules: readonly (BurdenRanked)[];
  /** the ten that make most */
  readonly subjects: readonly (BurdenRanked)[];
  /** from 0 to 1 */
  readonly topRulesShare: number;
  /** from 0 to 1 */
  readonly topSubjectsShare: number;
  readonly targets: readonly ({
    readonly name: 'pagesPerDay' | 'inFlood' | 'mostInTenMinutes' | 'topRules' | 'chattering' | 'stalePerDay' | 'worstSeverities';
    readonly value: number;
    readonly verdict: 'good' | 'fair' | 'bad';
  })[];
}

export interface BurdenPerson {
  /** pages by day */
  readonly days: Readonly<Record<string, number>>;
  /** spans of ten minutes with more than ten pages */
  readonly floods: number;
  /** the most pages in ten minutes */
  readonly most: number;
}

export interface BurdenRanked {
  readonly name: string;
  readonly alarms: number;
  /** sent about incidents that its alarm opened */
  readonly pages: number;
  /** for how long its alarms lasted, all together, in ms */
  readonly lasted: number;
  /** incidents that its alarm opened and a responder marked as noise */
  readonly noise: number;
  /** of all alarms, 0 to 1 */
  readonly share: number;
}

export interface BurdenShare {
  readonly alarms: number;
  /** sent about incidents that its alarm opened */
  readonly pages: number;
  /** for how long its alarms lasted, all together, in ms */
  readonly lasted: number;
  /** incidents that its alarm opened and a responder marked as noise */
  readonly noise: number;
}

export interface BurdenTally {
  /** alarms by severity */
  readonly severities: {
    readonly critical: number;
    readonly error: number;
    readonly warning: number;
    readonly info: number;
  };
  /** incidents by what people had to do with them */
  readonly outcomes: {
    readonly answered: number;
    readonly noise: number;
    readonly unanswered: number;
    readonly open: number;
  };
  /** alarms that ended by themselves within so many seconds, before anybody had answered */
  readonly brief: {
    readonly 15: number;
    readonly 30: number;
    readonly 60: number;
  };
  /** how often one alert began three times within a minute */
  readonly chattering: number;
  /** alarms that lasted for 24 hours or longer */
  readonly stale: number;
  /** by day in `zone`, `2026-11-28`; nights are from 22 to 6 o’clock */
  readonly days: Readonly<Record<string, BurdenDay>>;
  readonly rules: Readonly<Record<string, BurdenShare>>;
  readonly subjects: Readonly<Record<string, BurdenShare>>;
  /** what each person was told; several channels at one moment are one page */
  readonly people: Readonly<Record<string, BurdenPerson>>;
}

export interface Calendar {
  readonly id: string;
  /** whose turns it has, in all schedules */
  readonly person?: string;
  /** whose turns it has */
  readonly schedule?: string;
  readonly createdAt: string;
  readonly createdBy: string;
  /** the name of the key that was used on their behalf */
  readonly createdByKey?: string;
  /** `createdBy` is a person of the config */
  readonly byPerson?: true;
  /** the day, in UTC, on which a program fetched it last; left out: never */
  readonly fetchedOn?: string;
}

export interface Calendars {
  readonly calendars: readonly (Calendar)[];
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface Change {
  readonly at: string;
  readonly summary: string;
  readonly source?: string;
  /** the name of the key with which it was sent */
  readonly key: string;
  readonly details: Readonly<Record<string, string>>;
  readonly links: readonly (string)[];
}

export interface Check {
  readonly check: 'platform' | 'canary' | 'daily';
  /** the Region, which has checks of its own */
  readonly place: string;
  /** when it looked last */
  readonly at: string;
  /** how often it looks */
  readonly everySeconds: number;
  /** it should have come again by now: what it said may not be so any more */
  readonly late: boolean;
  /** what is wrong, and what to do; at most 20 */
  readonly findings: readonly ({
    readonly kind: string;
    readonly text: string;
  })[];
  /** how many there are besides */
  readonly moreFindings?: number;
  /** how long the oldest item due has waited */
  readonly oldestDueSeconds?: number;
  /** what could not be handled, by queue */
  readonly deadLetters?: readonly ({
    readonly queue: string;
    readonly messages: number;
  })[];
  /** from a breach to its page, as the canary measured it; none came without it */
  readonly timeToPageSeconds?: number;
  /** how much is wrong with contacts; `GET /v1/contacts` says what */
  readonly contactFindings?: number;
}

export interface Checks {
  readonly checks: readonly (Check)[];
}

export interface Config {
  /** as `sha256` of `GET /v1/version` */
  readonly hash: string;
  readonly timeZone: string;
  readonly people: readonly ({
    readonly id: string;
    readonly name: string;
    /** empty: this person cannot be paged */
    readonly channels: readonly ('sms' | 'email')[];
    readonly notify: readonly ({
      readonly channel: 'sms' | 'email';
      /** how long it waits */
      readonly delaySeconds: number;
      readonly severities: readonly ('critical' | 'error' | 'warning' | 'info')[];
    })[];
  })[];
  readonly schedules: readonly ({
    readonly id: string;
    readonly timeZone: string;
    readonly layers: readonly ({
      readonly name: string;
      /** who has each turn: one person, or several together */
      readonly people: readonly (readonly (string)[])[];
      /** the length of a turn on the wall clock; a day has 24 */
      readonly shiftHours?: number;
      /** where turns are of several lengths: when they change in each week */
      readonly handOffs?: readonly ({
        readonly day: 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
        readonly time: string;
      })[];
      /** the first hand-off on the wall clock, `2026-01-05T07:00` */
      readonly start: string;
      /** when it applies; empty: always */
      readonly restrictions: readonly ({
        /** empty: every day */
        readonly days: readonly ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[];
        /** left out: every date */
        readonly dates?: readonly (string)[];
        readonly from: string;
        readonly to: string;
      })[];
      /** when it does not apply all the same */
      readonly exceptions?: readonly ({
        /** empty: every day */
        readonly days: readonly ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[];
        /** left out: every date */
        readonly dates?: readonly (string)[];
        readonly from: string;
        readonly to: string;
      })[];
      /** left out: that of the schedule */
      readonly timeZone?: string;
      /** colleagues have the turns of whoever is away */
      readonly passesOver?: true;
    })[];
  })[];
  readonly policies: readonly ({
    readonly id: string;
    readonly steps: readonly ({
      readonly targets: readonly ({
        readonly kind: 'person' | 'schedule';
        readonly id: string;
      })[];
      /** how long it waits */
      readonly delaySeconds: number;
      /** how many must answer; left out: one */
      readonly answers?: number;
    })[];
    readonly repeat: number;
    readonly repeatFrom: 'last' | 'first';
    readonly fallback: readonly ({
      readonly kind: 'person' | 'schedule';
      readonly id: string;
    })[];
  })[];
  readonly services: readonly ({
    readonly id: string;
    readonly name: string;
    /** the escalation policy of each severity; null pages nobody */
    readonly policies: {
      readonly critical: string | null;
      readonly error: string | null;
      readonly warning: string | null;
      readonly info: string | null;
    };
    readonly groupBy: readonly (string)[];
    /** left out: acknowledged until it ends */
    readonly ackTimeoutSeconds?: number;
    readonly autoResolve: boolean;
    readonly runbook?: {
      readonly name?: string;
      readonly url: string;
    };
  })[];
  readonly rules: readonly ({
    readonly name: string;
    readonly title: string;
    readonly kind: 'threshold' | 'absence' | 'score';
    readonly service: string;
    readonly severity: 'critical' | 'error' | 'warning' | 'info';
    readonly metric: string;
    /** what trips it, in words */
    readonly condition: string;
    readonly matchers: readonly (string)[];
    readonly runbook?: {
      readonly name?: string;
      readonly url: string;
    };
  })[];
  /** the values that metrics can have, beside those built in */
  readonly plausible: readonly ({
    readonly metric: string;
    readonly matchers: readonly (string)[];
    readonly from: number;
    readonly to: number;
  })[];
  /** how long values of series are kept; left out: none are */
  readonly trendsSeconds?: number;
  /** on one machine: its console shows what phones and mailboxes receive */
  readonly phones?: true;
  /** where it is asked for */
  readonly proof?: Reachability;
}

export interface Contact {
  /** the id for removal; absent while it is pending */
  readonly id?: string;
  /** masked, so that it can be recognized but not used */
  readonly address: string;
  readonly state: 'confirmed' | 'unchecked' | 'unprotected' | 'pending' | 'opted_out';
}

export interface ContactChanged {
  readonly person: string;
  readonly channel: 'sms' | 'email';
  readonly contact: Contact;
  /** what to do next, in words */
  readonly next: string;
}

export interface ContactFinding {
  readonly kind: 'missing' | 'pending' | 'opted_out' | 'unprotected' | 'unreachable';
  readonly person: string;
  readonly channel?: 'sms' | 'email';
  /** what is wrong, and what to do */
  readonly text: string;
}

export interface ContactRemoval {
  readonly person: string;
  readonly channel: 'sms' | 'email';
  readonly contact: Contact;
  /**
   * how many phones or mailboxes would work after that; of a person who has left the config
   * none is listed
   */
  readonly left: readonly ({
    readonly channel: 'sms' | 'email';
    readonly working: number;
  })[];
  readonly from: string;
  readonly to: string;
  /** when an alert of a service would page nobody, or too few, and does not now; at most 20 */
  readonly gaps: readonly ({
    readonly from: string;
    readonly to: string;
    readonly service: string;
    readonly severities: readonly ('critical' | 'error' | 'warning' | 'info')[];
    readonly policy: string;
    /** how many must answer, where it reaches somebody, but fewer; left out: it reaches nobody */
    readonly wanted?: number;
    readonly reason: string;
  })[];
  /** how many more there are */
  readonly moreGaps?: number;
  /** when a step would reach nobody and does now; at most 20 */
  readonly weakSpots: readonly ({
    readonly policy: string;
    readonly step: string;
    readonly severities: readonly ('critical' | 'error' | 'warning' | 'info')[];
    /** how many must answer, where it reaches somebody, but fewer; left out: it reaches nobody */
    readonly wanted?: number;
    /** how long altogether */
    readonly seconds: number;
    readonly count: number;
    /** the first three times */
    readonly first: readonly ({
      readonly from: string;
      readonly to: string;
    })[];
    readonly reason: string;
  })[];
  /** how many more there are */
  readonly moreWeakSpots?: number;
}

export interface ContactTest {
  readonly at: string;
  readonly by: string;
  readonly byKey?: string;
  readonly outcome: 'sent' | 'failed';
  readonly reason?: string;
  /** the same for programs */
  readonly fault?: 'topic_missing' | 'message_refused' | 'not_permitted' | 'signature_refused' | 'endpoint_disabled' | 'key_not_permitted' | 'key_disabled' | 'key_unusable' | 'key_missing' | 'key_service_refused' | 'unavailable';
  readonly doubt?: string;
  readonly doubtCode?: string;
}

export interface Contacts {
  readonly people: readonly ({
    readonly person: string;
    readonly name: string;
    readonly channels: readonly ({
      readonly channel: 'sms' | 'email';
      readonly contacts: readonly (Contact)[];
      /** number of subscriptions of other systems, by protocol */
      readonly others: Readonly<Record<string, number>>;
      /** the last test page by this channel */
      readonly lastTest?: ContactTest;
    })[];
  })[];
  readonly findings: readonly (ContactFinding)[];
  /** where pages go instead, on a platform that sends nothing */
  readonly notice?: string;
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface Duty {
  readonly schedule: string;
  /** why it is this person */
  readonly by: 'override' | 'layer' | 'nobody';
  /** absent if nobody is on call */
  readonly person?: string;
  readonly name?: string;
  readonly layer?: string;
  readonly override?: string;
  /** at least until then */
  readonly until: string;
  /** who follows; left out: nobody, or nobody yet */
  readonly nextPerson?: string;
  readonly nextName?: string;
  readonly timeZone: string;
  /** overrides without effect, since their people cannot be paged */
  readonly passedOver: readonly ({
    readonly override: string;
    readonly person: string;
    readonly to: string;
    readonly reason: string;
  })[];
  /** what was left for them, the oldest first; left out: nothing */
  readonly notes?: readonly (HandOffNote)[];
}

export interface DutyFigures {
  readonly people: readonly (PagedPerson)[];
  readonly schedules: readonly (DutySchedule)[];
}

export interface DutyPages {
  /** several channels at one moment about one incident are one page */
  readonly pages: number;
  readonly night: number;
  readonly weekend: number;
  /** within two hours after the page before */
  readonly soon: number;
  /** when the first of them was ordered, in ms since 1970 */
  readonly first: number;
  readonly last: number;
}

export interface DutySchedule {
  readonly name: string;
  /** for how long nobody was on call, in ms */
  readonly nobody: number;
  readonly people: readonly (DutyShare)[];
  /** the most that one of them had, for each time the mean; 1: all had the same */
  readonly mostToMean: {
    readonly total: number;
    readonly night: number;
    readonly weekend: number;
  };
}

export interface DutyShare {
  readonly name: string;
  /** in ms */
  readonly total: number;
  /** of that from 22 to 6 o’clock */
  readonly night: number;
  /** of that on Saturdays and Sundays */
  readonly weekend: number;
  /** of the time of all, from 0 to 1 */
  readonly share: number;
}

export interface DutyTally {
  readonly pages: Readonly<Record<string, DutyPages>>;
  /** for how long each person was on call, by schedule; the empty name: nobody was */
  readonly schedules: Readonly<Record<string, Readonly<Record<string, DutyTime>>>>;
}

export interface DutyTime {
  /** in ms */
  readonly total: number;
  /** of that from 22 to 6 o’clock */
  readonly night: number;
  /** of that on Saturdays and Sundays */
  readonly weekend: number;
}

export interface EscalationPath {
  readonly policy: string;
  readonly stop: {
    readonly kind: 'step' | 'fallback';
    /** 1-based */
    readonly step?: number;
    /** of a repeat */
    readonly round?: {
      readonly number: number;
      readonly of: number;
    };
  };
  /** left out: the step names the person */
  readonly schedule?: string;
  readonly layer?: string;
  readonly override?: string;
  /** the same in words */
  readonly text: string;
}

export interface Exchange {
  readonly id: string;
  readonly kind: 'cover' | 'swap';
  /** `expired`: the first turn has begun before anybody accepted */
  readonly status: 'open' | 'accepted' | 'declined' | 'withdrawn' | 'expired';
  /** whose turn it is */
  readonly giver: string;
  /** who takes it; left out: whoever of the schedule accepts */
  readonly taker?: string;
  readonly schedule: string;
  readonly from: string;
  readonly to: string;
  /** what the giver takes of the taker for it */
  readonly inReturn?: {
    readonly schedule: string;
    readonly from: string;
    readonly to: string;
  };
  /** whose answer is awaited, while it is open */
  readonly awaits: 'giver' | 'taker';
  readonly createdAt: string;
  readonly createdBy: string;
  /** the name of the key that was used on their behalf */
  readonly createdByKey?: string;
  /** `createdBy` is a person of the config */
  readonly byPerson?: true;
  readonly acceptedAt?: string;
  readonly acceptedBy?: string;
  readonly acceptedByKey?: string;
  /** when it was declined or withdrawn */
  readonly endedAt?: string;
  readonly endedBy?: string;
  readonly endedByKey?: string;
  /** why */
  readonly comment?: string;
}

export interface ExchangeAnswered {
  readonly id: string;
  readonly kind: 'cover' | 'swap';
  /** `expired`: the first turn has begun before anybody accepted */
  readonly status: 'open' | 'accepted' | 'declined' | 'withdrawn' | 'expired';
  /** whose turn it is */
  readonly giver: string;
  /** who takes it; left out: whoever of the schedule accepts */
  readonly taker?: string;
  readonly schedule: string;
  readonly from: string;
  readonly to: string;
  /** what the giver takes of the taker for it */
  readonly inReturn?: {
    readonly schedule: string;
    readonly from: string;
    readonly to: string;
  };
  /** whose answer is awaited, while it is open */
  readonly awaits: 'giver' | 'taker';
  readonly createdAt: string;
  readonly createdBy: string;
  /** the name of the key that was used on their behalf */
  readonly createdByKey?: string;
  /** `createdBy` is a person of the config */
  readonly byPerson?: true;
  readonly acceptedAt?: string;
  readonly acceptedBy?: string;
  readonly acceptedByKey?: string;
  /** when it was declined or withdrawn */
  readonly endedAt?: string;
  readonly endedBy?: string;
  readonly endedByKey?: string;
  /** why */
  readonly comment?: string;
  /** the people to whom a message of it goes */
  readonly told: readonly (string)[];
  /** the first 100 turns that an absence changes, as of the lists below */
  readonly changes?: readonly ({
    readonly schedule: string;
    readonly from: string;
    readonly to: string;
    /** who was on call; left out: nobody */
    readonly before?: string;
    /** who is instead; left out: nobody */
    readonly after?: string;
  })[];
  /** when whoever takes a turn is on call in another schedule too */
  readonly alsoOnCall?: readonly ({
    readonly person: string;
    readonly schedule: string;
    readonly from: string;
    readonly to: string;
  })[];
}

export interface Exchanges {
  readonly exchanges: readonly (Exchange)[];
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface Flapping {
  readonly since: string;
  readonly returns: number;
  readonly quietSince?: string;
}

export interface HandOffNote {
  readonly schedule: string;
  readonly text: string;
  readonly createdAt: string;
  readonly createdBy: string;
  /** the name of the key that was used on their behalf */
  readonly createdByKey?: string;
  /** `createdBy` is a person of the config */
  readonly byPerson?: true;
  /** the end of the turn of whom it is for */
  readonly until: string;
}

export interface Health {
  /** `late`: what is due has waited for a minute; `failing`: nothing can be stored */
  readonly status: 'ok' | 'late' | 'failing';
  readonly oldestDueSeconds: number;
  readonly time: string;
  /** the time zone of times that name none */
  readonly timeZone: string;
  readonly reason?: string;
  /** what is stored and cannot be read, at most 20; only incidents by their id */
  readonly unreadable?: readonly ({
    readonly kind: string;
    readonly id?: string;
  })[];
}

export interface Heartbeat {
  readonly heartbeat: string;
  /** `new`: never heard; `late`: within its grace; `down`: it failed or is missing */
  readonly status: 'new' | 'up' | 'late' | 'down';
  readonly title: string;
  readonly service: string;
  readonly severity: 'critical' | 'error' | 'warning' | 'info';
  /** it was created by a ping; the config does not name it */
  readonly created: boolean;
  /** how often it is expected; or `cron` and `timeZone` */
  readonly period?: string;
  readonly cron?: string;
  readonly timeZone?: string;
  readonly grace: string;
  readonly pingedAt?: string;
  /** when the next success is expected */
  readonly expectedAt?: string;
  /** when it counts as missing */
  readonly missingAt?: string;
  readonly succeededAt?: string;
  /** when the current run began */
  readonly startedAt?: string;
  readonly tookSeconds?: number;
}

export interface Heartbeats {
  readonly heartbeats: readonly (Heartbeat)[];
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface Incident {
  readonly id: string;
  readonly status: 'triggered' | 'acknowledged' | 'resolved';
  readonly severity: 'critical' | 'error' | 'warning' | 'info';
  /** who owns it */
  readonly service: string;
  /** the title of its worst alert */
  readonly title: string;
  /** what was measured, at most 20 */
  readonly subjects: readonly (string)[];
  /** the names of these subjects in pages, in the same order */
  readonly inPages: readonly (string)[];
  /** number of further subjects */
  readonly moreSubjects?: number;
  readonly openedAt: string;
  /** the phase of its escalation */
  readonly escalation: 'waiting' | 'assigned' | 'steps' | 'fallback' | 'exhausted' | 'nobody' | 'unpaged';
  /** what its alerts have in common; not the built-in ones */
  readonly labels: Readonly<Record<string, string>>;
  /** whom it pages next unless somebody answers, as far as it is known now */
  readonly nextPageTo?: readonly (string)[];
  /** whether nothing follows in the policy: at `nextPageAt` all were paged in vain */
  readonly lastStep?: boolean;
  /** when the escalation goes on if nobody answers: to others, or to its end */
  readonly nextPageAt?: string;
  readonly acknowledgedBy?: string;
  /** whether that is a person of the config */
  readonly acknowledgedByPerson?: boolean;
  /** the name of the key that was used on their behalf */
  readonly acknowledgedByKey?: string;
  /** when the acknowledgement expires; it pages again then, or when it is no longer silenced */
  readonly acknowledgedUntil?: string;
  /** where one answer is not enough; until as many have answered it is not acknowledged */
  readonly answers?: {
    /** how many must answer */
    readonly wanted: number;
    /** who has answered, each once: a person of the config, an account, a key, or a sender */
    readonly from: readonly ({
      readonly by: string;
      readonly key?: string;
      readonly person: boolean;
      readonly at: string;
    })[];
  };
  /** the people who were paged and have not answered */
  readonly waitsFor: readonly (string)[];
  readonly flapping?: Flapping;
  /** it can wait, and is paged when the hours of its service begin then */
  readonly deferredUntil?: string;
  /** the id of the silence that keeps it quiet */
  readonly silencedBy?: string;
  readonly silencedUntil?: string;
  /** who set it, in words */
  readonly silenceAuthor?: string;
  /** the same for programs; absent if 0.1.0 stored it */
  readonly silenceSetBy?: {
    readonly createdBy: string;
    readonly byPerson?: true;
    readonly createdByKey?: string;
  };
  readonly silenceComment?: string;
  /** the source that keeps it quiet; one of them, where there are several */
  readonly inhibitedBy?: {
    /** the inhibit rule of the config */
    readonly rule: string;
    /** the incident of the source */
    readonly incident: string;
    /** the alert that is the source */
    readonly fingerprint: string;
    readonly title: string;
    readonly severity: 'critical' | 'error' | 'warning' | 'info';
  };
  readonly resolvedAt?: string;
  readonly resolvedBy?: string;
  readonly resolvedByKey?: string;
  /** who has marked it as noise, and when */
  readonly noise?: {
    readonly by: string;
    readonly key?: string;
    readonly at: string;
  };
  /** until when its resolution can be taken back */
  readonly undoUntil?: string;
  /** what its alerts have in common */
  readonly groupKey: string;
  /** that of IEC 60601-1-8 to which the severity corresponds by default */
  readonly priority: 'high' | 'medium' | 'low' | 'information';
  /**
   * in the words of IEC 60601-1-8: somebody has it, has declined it, or a step has passed
   * without an answer
   */
  readonly responsibility?: 'accepted' | 'rejected' | 'undefined';
  readonly alerts: readonly (IncidentAlert)[];
  readonly pages: readonly (Page)[];
  /** the pages that leave next unless somebody answers, as far as it is known now */
  readonly nextPages: readonly ({
    readonly responder: string;
    readonly channel: 'sms' | 'email';
    readonly at: string;
  })[];
  /** what happened to it, and why, oldest first */
  readonly timeline: readonly (TimelineEntry)[];
  /** changes shortly before and since, at most 20 */
  readonly changes: readonly (Change)[];
  readonly moreChanges?: number;
  /** what to do: of the rule, and of the service */
  readonly runbooks: readonly ({
    readonly name?: string;
    readonly url: string;
  })[];
  /** the stages of its escalation, passed and to come */
  readonly ladder: readonly (Rung)[];
  /** the incidents that its alerts keep quiet now, at most 50 */
  readonly inhibits?: readonly ({
    readonly id: string;
    readonly service: string;
    readonly title: string;
    readonly severity: 'critical' | 'error' | 'warning' | 'info';
  })[];
  /** how many more there are, at most 950 */
  readonly moreInhibited?: number;
  /** the incidents that continue it after a change of the config */
  readonly goesOnAs?: readonly ({
    readonly id: string;
    readonly service: string;
    readonly status: string;
  })[];
  /** the incidents that it continues after a change of the config */
  readonly cameFrom?: readonly ({
    readonly id: string;
    readonly service: string;
    readonly status: string;
  })[];
}

export interface IncidentAlert {
  /** identifies the alert: the same for the same rule, subject and labels */
  readonly fingerprint: string;
  readonly rule: string;
  readonly service: string;
  readonly subject: string;
  readonly inPages: string;
  /** empty if the alert is external */
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly severity: 'critical' | 'error' | 'warning' | 'info';
  readonly title: string;
  readonly value?: number | '+Inf' | '-Inf';
  readonly unit?: string;
  /** the limit that was crossed, in words; empty if the alert is external */
  readonly limit: string;
  /** who has set that limit for this subject; absent: it is that of the config */
  readonly limitSetBy?: {
    readonly createdBy: string;
    readonly createdByKey?: string;
    readonly byPerson?: true;
  };
  /** of a forecast, as it was when it fired: which limit is reached, and about when */
  readonly reaches?: {
    readonly limit: number;
    readonly at: string;
  };
  readonly startsAt: string;
  readonly status: 'firing' | 'resolved';
  /** details from the sender of an external alert */
  readonly sent?: {
    /** where the alert comes from */
    readonly source: 'alertmanager' | 'pagerduty' | 'cloudwatch' | 'wardbell';
    readonly key: string;
    readonly annotations: Readonly<Record<string, string>>;
    readonly severity?: 'critical' | 'error' | 'warning' | 'info';
    readonly url?: string;
  };
  /** of the alert of a score: its points */
  readonly score?: Score;
  /** the objective whose error budget it is about */
  readonly objective?: string;
  /** no value has confirmed it yet */
  readonly unconfirmed?: true;
  readonly flapping?: Flapping;
  readonly resolvedAt?: string;
  readonly resolveReason?: string;
  /** by whom, at the alert's sender */
  readonly acknowledgedBy?: string;
  readonly acknowledgedUntil?: string;
}

export interface IncidentSummary {
  readonly id: string;
  readonly status: 'triggered' | 'acknowledged' | 'resolved';
  readonly severity: 'critical' | 'error' | 'warning' | 'info';
  /** who owns it */
  readonly service: string;
  /** the title of its worst alert */
  readonly title: string;
  /** what was measured, at most 20 */
  readonly subjects: readonly (string)[];
  /** the names of these subjects in pages, in the same order */
  readonly inPages: readonly (string)[];
  /** number of further subjects */
  readonly moreSubjects?: number;
  readonly openedAt: string;
  /** the phase of its escalation */
  readonly escalation: 'waiting' | 'assigned' | 'steps' | 'fallback' | 'exhausted' | 'nobody' | 'unpaged';
  /** what its alerts have in common; not the built-in ones */
  readonly labels: Readonly<Record<string, string>>;
  /** whom it pages next unless somebody answers, as far as it is known now */
  readonly nextPageTo?: readonly (string)[];
  /** whether nothing follows in the policy: at `nextPageAt` all were paged in vain */
  readonly lastStep?: boolean;
  /** when the escalation goes on if nobody answers: to others, or to its end */
  readonly nextPageAt?: string;
  readonly acknowledgedBy?: string;
  /** whether that is a person of the config */
  readonly acknowledgedByPerson?: boolean;
  /** the name of the key that was used on their behalf */
  readonly acknowledgedByKey?: string;
  /** when the acknowledgement expires; it pages again then, or when it is no longer silenced */
  readonly acknowledgedUntil?: string;
  /** where one answer is not enough; until as many have answered it is not acknowledged */
  readonly answers?: {
    /** how many must answer */
    readonly wanted: number;
    /** who has answered, each once: a person of the config, an account, a key, or a sender */
    readonly from: readonly ({
      readonly by: string;
      readonly key?: string;
      readonly person: boolean;
      readonly at: string;
    })[];
  };
  /** the people who were paged and have not answered */
  readonly waitsFor: readonly (string)[];
  readonly flapping?: Flapping;
  /** it can wait, and is paged when the hours of its service begin then */
  readonly deferredUntil?: string;
  /** the id of the silence that keeps it quiet */
  readonly silencedBy?: string;
  readonly silencedUntil?: string;
  /** who set it, in words */
  readonly silenceAuthor?: string;
  /** the same for programs; absent if 0.1.0 stored it */
  readonly silenceSetBy?: {
    readonly createdBy: string;
    readonly byPerson?: true;
    readonly createdByKey?: string;
  };
  readonly silenceComment?: string;
  /** the source that keeps it quiet; one of them, where there are several */
  readonly inhibitedBy?: {
    /** the inhibit rule of the config */
    readonly rule: string;
    /** the incident of the source */
    readonly incident: string;
    /** the alert that is the source */
    readonly fingerprint: string;
    readonly title: string;
    readonly severity: 'critical' | 'error' | 'warning' | 'info';
  };
  readonly resolvedAt?: string;
  readonly resolvedBy?: string;
  readonly resolvedByKey?: string;
  /** who has marked it as noise, and when */
  readonly noise?: {
    readonly by: string;
    readonly key?: string;
    readonly at: string;
  };
  /** until when its resolution can be taken back */
  readonly undoUntil?: string;
  /** number of alerts */
  readonly alerts: {
    readonly firing: number;
    readonly all: number;
  };
}

export interface Incidents {
  readonly incidents: readonly (IncidentSummary)[];
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface Key {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly ('samples' | 'read' | 'respond' | 'admin')[];
  readonly createdAt: string;
  readonly createdBy?: string;
  readonly createdByKey?: string;
  readonly revokedAt?: string;
  readonly revokedBy?: string;
  readonly revokedByKey?: string;
}

export interface Keys {
  readonly keys: readonly (Key)[];
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface LastValue {
  readonly metric: string;
  readonly unit?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number | '+Inf' | '-Inf';
  /** when it was measured: up to five minutes ago while its series is well */
  readonly at: string;
}

export interface Limit {
  readonly subject: string;
  readonly rule: string;
  /** what breaches for this subject, in words */
  readonly condition: string;
  /** the same as data */
  readonly order: {
    readonly kind: 'below' | 'above';
    readonly limit: number;
  } | {
    readonly kind: 'outside';
    readonly low: number;
    readonly high: number;
  } | {
    readonly kind: 'oxygen_scale';
    readonly scale: 2;
  };
  /** what breaches for all others; absent: the rule is gone */
  readonly usual?: string;
  readonly reason: string;
  readonly createdAt: string;
  readonly createdBy: string;
  /** the name of the key that was used on their behalf */
  readonly createdByKey?: string;
  /** `createdBy` is a person of the config */
  readonly byPerson?: true;
  readonly endsAt: string;
  /** why it does not count: the config does not allow it any more */
  readonly ignored?: string;
}

export interface LimitSet {
  readonly subject: string;
  readonly rule: string;
  /** what breaches for this subject, in words */
  readonly condition: string;
  /** the same as data */
  readonly order: {
    readonly kind: 'below' | 'above';
    readonly limit: number;
  } | {
    readonly kind: 'outside';
    readonly low: number;
    readonly high: number;
  } | {
    readonly kind: 'oxygen_scale';
    readonly scale: 2;
  };
  /** what breaches for all others; absent: the rule is gone */
  readonly usual?: string;
  readonly reason: string;
  readonly createdAt: string;
  readonly createdBy: string;
  /** the name of the key that was used on their behalf */
  readonly createdByKey?: string;
  /** `createdBy` is a person of the config */
  readonly byPerson?: true;
  readonly endsAt: string;
  /** why it does not count: the config does not allow it any more */
  readonly ignored?: string;
  /** why it may not do what was meant */
  readonly warning?: string;
}

export interface Limits {
  readonly limits: readonly (Limit)[];
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface LoggedPage {
  readonly id: string;
  readonly responder: string;
  readonly channel: 'sms' | 'email';
  /** why it is sent */
  readonly reason: string;
  /** when it was decided that it may leave */
  readonly at: string;
  /** left out: somebody named the person by hand */
  readonly via?: EscalationPath;
  readonly attempts: readonly ({
    readonly at: string;
    /** in words */
    readonly outcome: string;
    /** what became of it; `text`: a version before codes has written it */
    readonly code: string;
    /** what belongs to the code; people by id */
    readonly data: Readonly<Record<string, unknown>>;
  })[];
  /** of SNS; pages that went together share one */
  readonly messageId?: string;
  /** when it is tried next */
  readonly due?: string;
  /** why what was sent may reach nobody */
  readonly doubt?: string;
  readonly doubtCode?: string;
  /** what it is about */
  readonly incident: string;
  /** whose incident it is; left out where a version before has written the record */
  readonly service?: string;
  /** of the incident then */
  readonly severity?: 'critical' | 'error' | 'warning' | 'info';
  readonly status: 'waiting' | 'retrying' | 'sent' | 'failed' | 'withdrawn';
  /** how often SNS was asked to take it; `attempts` also tell its end */
  readonly tries: number;
}

export interface LoggedPages {
  readonly pages: readonly (LoggedPage)[];
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface MaintenanceWindow {
  readonly id: string;
  readonly matchers: readonly (string)[];
  /** when it begins, as Debian's cron runs it */
  readonly cron?: string;
  /** or by a recurrence rule of iCalendar */
  readonly rrule?: string;
  /** its first time, on the wall clock: `2027-01-05T01:00` */
  readonly starts?: string;
  /** none begins before, by `cron` */
  readonly from?: string;
  /** none begins from then on; absent: it comes for good */
  readonly until?: string;
  readonly timeZone: string;
  /** how long it lasts each time */
  readonly minutes: number;
  readonly comment: string;
  /** the next ten; the first may be going on */
  readonly occurrences: readonly ({
    readonly startsAt: string;
    readonly endsAt: string;
  })[];
}

export interface Me {
  readonly kind: 'key' | 'person';
  readonly name: string;
  readonly rights: readonly ('samples' | 'read' | 'respond' | 'lead' | 'admin')[];
  /** the id of the key */
  readonly key?: string;
  readonly scopes?: readonly ('samples' | 'read' | 'respond' | 'admin')[];
  /** who that is in the config, if anybody */
  readonly person?: string;
  /** what the issuer calls whoever is signed in */
  readonly account?: string;
  readonly groups?: readonly (string)[];
  /** none: nothing is allowed */
  readonly role?: 'viewer' | 'responder' | 'lead' | 'admin';
  /** what the role would be after signing in with a second factor */
  readonly roleWithMfa?: 'viewer' | 'responder' | 'lead' | 'admin';
  /** whether a second factor was used */
  readonly mfa?: boolean;
  /** when they signed in */
  readonly since?: string;
  /** when that ends if nothing is asked until then */
  readonly until?: string;
  /** when it ends in any case */
  readonly atMost?: string;
}

export interface NewCalendar {
  readonly id: string;
  /** whose turns it has, in all schedules */
  readonly person?: string;
  /** whose turns it has */
  readonly schedule?: string;
  readonly createdAt: string;
  readonly createdBy: string;
  /** the name of the key that was used on their behalf */
  readonly createdByKey?: string;
  /** `createdBy` is a person of the config */
  readonly byPerson?: true;
  /** the day, in UTC, on which a program fetched it last; left out: never */
  readonly fetchedOn?: string;
  /** whoever has it sees the turns; it opens nothing else */
  readonly address: string;
}

export interface NewKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly ('samples' | 'read' | 'respond' | 'admin')[];
  readonly createdAt: string;
  readonly createdBy?: string;
  readonly createdByKey?: string;
  readonly revokedAt?: string;
  readonly revokedBy?: string;
  readonly revokedByKey?: string;
  readonly key: string;
}

export interface OnCall {
  readonly at: string;
  readonly schedules: readonly (Duty)[];
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface OnCallReport {
  readonly from: string;
  readonly to: string;
  /** from when on times on call are told; absent if those of then were not kept */
  readonly hoursFrom?: string;
  /** whose nights and weekends they are */
  readonly zone: string;
  /** what was counted; tallies of the parts of a span are added */
  readonly tally: DutyTally;
  /** of what its pages were counted */
  readonly sources: ReportSources;
  /** the same as people compare it; of a part it is of that part alone */
  readonly figures: DutyFigures;
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface OpenapiDocument {
  readonly openapi: string;
}

export interface OverTime {
  readonly function: 'avg' | 'min' | 'max' | 'median' | 'count' | 'change' | 'slope' | 'forecast' | 'rate' | 'increase';
  /** the length of the window */
  readonly seconds: number;
  /** the unit of time of a slope or a rate */
  readonly per?: 'second' | 'minute' | 'hour' | 'day';
  /** how far ahead a forecast is */
  readonly aheadSeconds?: number;
}

export interface Override {
  readonly id: string;
  readonly schedule: string;
  readonly person: string;
  readonly from: string;
  readonly to: string;
  readonly createdAt: string;
  readonly createdBy: string;
  /** the name of the key that was used on their behalf */
  readonly createdByKey?: string;
  /** `createdBy` is a person of the config */
  readonly byPerson?: true;
  /** whose place alone it takes */
  readonly instead?: string;
  /** why */
  readonly comment?: string;
  /** the cover or swap that it is of: it is removed as a whole, with the other half */
  readonly exchange?: string;
  /** why it has no effect */
  readonly passedOver?: string;
}

export interface OverridePreview {
  readonly schedule: string;
  readonly from: string;
  readonly to: string;
  /** the first 100 turns that change, as of the lists below */
  readonly changes: readonly ({
    readonly from: string;
    readonly to: string;
    /** who was on call; left out: nobody */
    readonly before?: string;
    /** who is instead; left out: nobody */
    readonly after?: string;
  })[];
  /** how many more there are */
  readonly moreChanges?: number;
  /** when nobody is on call then */
  readonly gaps: readonly ({
    readonly from: string;
    readonly to: string;
  })[];
  /** how many more there are */
  readonly moreGaps?: number;
  /** when whoever comes on call is so in another schedule too */
  readonly alsoOnCall: readonly ({
    readonly schedule: string;
    readonly from: string;
    readonly to: string;
  })[];
  /** how many more there are */
  readonly moreAlsoOnCall?: number;
  /** about which its person cannot be paged: it has no effect for these */
  readonly passedOverFor: readonly ('critical' | 'error' | 'warning' | 'info')[];
}

export interface Overrides {
  readonly overrides: readonly (Override)[];
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface Page {
  readonly id: string;
  readonly responder: string;
  readonly channel: 'sms' | 'email';
  /** why it is sent */
  readonly reason: string;
  /** when it was decided that it may leave */
  readonly at: string;
  /** left out: somebody named the person by hand */
  readonly via?: EscalationPath;
  readonly attempts: readonly ({
    readonly at: string;
    /** in words */
    readonly outcome: string;
    /** what became of it; `text`: a version before codes has written it */
    readonly code: string;
    /** what belongs to the code; people by id */
    readonly data: Readonly<Record<string, unknown>>;
  })[];
  /** of SNS; pages that went together share one */
  readonly messageId?: string;
  /** when it is tried next */
  readonly due?: string;
  /** why what was sent may reach nobody */
  readonly doubt?: string;
  readonly doubtCode?: string;
  readonly status: 'planned' | 'handed_over' | 'waiting' | 'retrying' | 'sent' | 'failed' | 'withdrawn';
  /** what became of it, in words */
  readonly detail?: string;
  /** the same for programs */
  readonly result?: {
    /** what became of it; `text`: a version before codes has written it */
    readonly code: string;
    /** what belongs to the code; people by id */
    readonly data: Readonly<Record<string, unknown>>;
  };
}

export interface PagedPerson {
  readonly name: string;
  /** several channels at one moment about one incident are one page */
  readonly pages: number;
  readonly night: number;
  readonly weekend: number;
  /** within two hours after the page before */
  readonly soon: number;
}

export interface Pseudonym {
  readonly pseudonym: string;
}

export interface Reachability {
  readonly from: string;
  readonly to: string;
  /** when an alert of a service would page nobody, or fewer than must answer */
  readonly gaps: readonly ({
    readonly from: string;
    readonly to: string;
    readonly service: string;
    readonly severities: readonly ('critical' | 'error' | 'warning' | 'info')[];
    readonly policy: string;
    /** how many must answer, where it reaches somebody, but fewer; left out: it reaches nobody */
    readonly wanted?: number;
    readonly reason: string;
  })[];
  /** when a step reaches nobody, and is passed over at once, or fewer than must answer */
  readonly weakSpots: readonly ({
    readonly policy: string;
    readonly step: string;
    readonly severities: readonly ('critical' | 'error' | 'warning' | 'info')[];
    /** how many must answer, where it reaches somebody, but fewer; left out: it reaches nobody */
    readonly wanted?: number;
    /** how long altogether */
    readonly seconds: number;
    readonly count: number;
    /** the first three times */
    readonly first: readonly ({
      readonly from: string;
      readonly to: string;
    })[];
    readonly reason: string;
  })[];
}

export interface Recurs {
  /** when it begins, as Debian's cron runs it */
  readonly cron?: string;
  /** or by a recurrence rule of iCalendar */
  readonly rrule?: string;
  /** its first time, on the wall clock: `2027-01-05T01:00` */
  readonly starts?: string;
  /** none begins before, by `cron` */
  readonly from?: string;
  /** none begins from then on; absent: it comes for good */
  readonly until?: string;
  readonly timeZone: string;
  /** how long it lasts each time */
  readonly minutes: number;
  /** the next ten; the first may be going on */
  readonly occurrences: readonly ({
    readonly startsAt: string;
    readonly endsAt: string;
  })[];
  /** the id of the time that goes on: it alone ends by it */
  readonly current?: string;
}

export interface RejectedSample {
  /** its index in the request, from 0 */
  readonly index: number;
  readonly reason: string;
  readonly detail: string;
}

export interface ReportSources {
  /** days that were kept, each in one read */
  readonly days: number;
  /** incidents, or pages, that were read one by one: of other days, or not over */
  readonly read: number;
}

export interface ResponseCount {
  /** each incident is in one of them */
  readonly outcomes: {
    readonly acknowledged: number;
    readonly unanswered: number;
    readonly open: number;
    readonly unpaged: number;
    readonly moved: number;
  };
  /** incidents that this happened to */
  readonly marks: {
    readonly escalated: number;
    readonly exhausted: number;
    readonly repaged: number;
    readonly reopened: number;
    readonly silenced: number;
    readonly deferred: number;
  };
  readonly detect: ResponseSpread;
  readonly acknowledge: ResponseSpread;
  readonly resolve: ResponseSpread;
}

export interface ResponseFigures {
  readonly all: ResponseOfAll;
  /** the one with most incidents first */
  readonly services: readonly (ResponseRow)[];
  readonly severities: readonly (ResponseRow)[];
  readonly rules: readonly (ResponseRow)[];
  /** the oldest first */
  readonly weeks: readonly (ResponseRow)[];
}

export interface ResponseOfAll {
  readonly incidents: number;
  /** each incident is in one of them */
  readonly outcomes: {
    readonly acknowledged: number;
    readonly unanswered: number;
    readonly open: number;
    readonly unpaged: number;
    readonly moved: number;
  };
  /** incidents that this happened to */
  readonly marks: {
    readonly escalated: number;
    readonly exhausted: number;
    readonly repaged: number;
    readonly reopened: number;
    readonly silenced: number;
    readonly deferred: number;
  };
  /** from the breach to the first page (MTTD), in ms */
  readonly detect: ResponseTime;
  /** from the first page to the first acknowledgement (MTTA), in ms */
  readonly acknowledge: ResponseTime;
  /** from the opening of an incident to its end (MTTR), in ms */
  readonly resolve: ResponseTime;
}

export interface ResponseReport {
  readonly from: string;
  readonly to: string;
  /** whose weeks they are */
  readonly zone: string;
  /** what was counted; tallies of the parts of a span are added */
  readonly tally: ResponseTally;
  /** of what it was made */
  readonly sources: ReportSources;
  /** the same as people compare it; of a part it is of that part alone */
  readonly figures: ResponseFigures;
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface ResponseRow {
  readonly name: string;
  readonly incidents: number;
  /** each incident is in one of them */
  readonly outcomes: {
    readonly acknowledged: number;
    readonly unanswered: number;
    readonly open: number;
    readonly unpaged: number;
    readonly moved: number;
  };
  /** incidents that this happened to */
  readonly marks: {
    readonly escalated: number;
    readonly exhausted: number;
    readonly repaged: number;
    readonly reopened: number;
    readonly silenced: number;
    readonly deferred: number;
  };
  /** from the breach to the first page (MTTD), in ms */
  readonly detect: ResponseTime;
  /** from the first page to the first acknowledgement (MTTA), in ms */
  readonly acknowledge: ResponseTime;
  /** from the opening of an incident to its end (MTTR), in ms */
  readonly resolve: ResponseTime;
}

export interface ResponseSpread {
  /** how many incidents it is of */
  readonly n: number;
  /** all together, in ms */
  readonly sum: number;
  /** how many by their length in seconds, rounded to three digits */
  readonly seconds: Readonly<Record<string, number>>;
}

export interface ResponseTally {
  readonly services: Readonly<Record<string, ResponseCount>>;
  readonly severities: Readonly<Record<string, ResponseCount>>;
  /** by the rule whose alert opened the incident */
  readonly rules: Readonly<Record<string, ResponseCount>>;
  /** by the week in `zone` in which it was opened, `2026-W48` */
  readonly weeks: Readonly<Record<string, ResponseCount>>;
}

export interface ResponseTime {
  /** how many incidents it is of; without any there is no more */
  readonly n: number;
  readonly mean?: number;
  readonly median?: number;
  /** nine in ten took as long as this, or shorter */
  readonly p90?: number;
}

export interface Rung {
  /** which stage of the policy, in words */
  readonly step: string;
  /** of the step, from 1; left out for the fallback */
  readonly number?: number;
  /** which repeat of the step it is */
  readonly round?: {
    readonly number: number;
    readonly of: number;
  };
  readonly state: 'passed' | 'reached' | 'to_come';
  readonly targets: readonly ({
    readonly person: string;
  } | {
    readonly schedule: string;
  })[];
  /** it pages one person in turn, or as many as must answer: of `people` to come, so many */
  readonly inTurn?: true;
  /** how many must answer once it is reached, if several */
  readonly answers?: number;
  /** who was paged, or is as schedules are now */
  readonly people: readonly (string)[];
  /** when it was reached, or is if nobody answers */
  readonly at?: string;
}

export interface Sample {
  /** what was measured: a bed, a device, a service */
  readonly subject: string;
  readonly metric: string;
  readonly value: number | '+Inf' | '-Inf';
  readonly unit?: string;
  /** RFC 3339 with an offset, or milliseconds since 1970; now by default */
  readonly time?: string | number;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface SamplesTaken {
  readonly accepted: number;
  readonly duplicates: number;
  readonly outOfOrder: number;
  readonly rejected: number;
  /** number of samples that no rule reads */
  readonly unread: number;
  readonly unreadExamples?: readonly (string)[];
  /** the reasons of the rejected samples, at most 10,000 */
  readonly errors: readonly (RejectedSample)[];
  /** samples of which not every series fitted */
  readonly partlyKept?: readonly (RejectedSample)[];
  readonly partlyKeptMore?: number;
  /** number of series that were evicted */
  readonly displaced?: number;
}

export interface Score {
  /** the total of what is known, by which it pages */
  readonly low: number;
  /** the total if all that is missing is as bad as it can be */
  readonly high: number;
  /** the total that it had before, to which a rise is compared */
  readonly before?: {
    readonly total: number;
    readonly at: string;
  };
  readonly parameters: readonly ({
    readonly name: string;
    /** absent: its value is missing, or too old */
    readonly points?: number;
    /** when a value was last noted that gives these points */
    readonly confirmedAt?: string;
  })[];
  /** scale 2 of NEWS2 counts, by an order */
  readonly oxygenScale?: 2;
}

export interface SeriesPart {
  readonly metric: string;
  readonly unit?: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface ServiceOnCall {
  readonly service: string;
  readonly name: string;
  readonly escalations: readonly ({
    readonly policy: string;
    /** those of which all this is true */
    readonly severities: readonly ('critical' | 'error' | 'warning' | 'info')[];
    readonly stages: readonly ({
      /** which step, in words */
      readonly step: string;
      /** of a step; left out: the fallback */
      readonly number?: number;
      /** how long after the first step it comes */
      readonly afterSeconds: number;
      readonly targets: readonly (TargetOnCall)[];
    })[];
  })[];
  /** those that page nobody */
  readonly unpaged: readonly ('critical' | 'error' | 'warning' | 'info')[];
}

export interface ServicesOnCall {
  readonly at: string;
  readonly services: readonly (ServiceOnCall)[];
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface Silence {
  readonly id: string;
  readonly kind: 'silence' | 'maintenance';
  readonly status: 'pending' | 'active' | 'expired';
  /** what an alert must match, all of them: `subject="bed-7"` */
  readonly matchers: readonly (string)[];
  readonly startsAt: string;
  readonly endsAt: string;
  readonly comment: string;
  readonly createdAt: string;
  readonly createdBy: string;
  /** the name of the key that was used on their behalf */
  readonly createdByKey?: string;
  /** `createdBy` is a person of the config */
  readonly byPerson?: true;
  readonly updatedAt?: string;
  readonly endedBy?: string;
  readonly endedByKey?: string;
  readonly recurs?: Recurs;
  /** where it is asked for, unless it has ended */
  readonly covers?: SilenceCover;
}

export interface SilenceCover {
  readonly alerts: number;
  readonly incidents: number;
  /** what they are about, at most 20 */
  readonly subjects: readonly (string)[];
  /** number of further subjects */
  readonly moreSubjects?: number;
}

export interface SilencePreview {
  readonly alerts: number;
  readonly incidents: number;
  /** what they are about, at most 20 */
  readonly subjects: readonly (string)[];
  /** number of further subjects */
  readonly moreSubjects?: number;
  /** why it may not cover what is meant */
  readonly warnings: readonly (string)[];
  /** the next ten, where `cron` or `rrule` is given */
  readonly occurrences?: readonly ({
    readonly startsAt: string;
    readonly endsAt: string;
  })[];
}

export interface SilenceSet {
  readonly id: string;
  readonly kind: 'silence' | 'maintenance';
  readonly status: 'pending' | 'active' | 'expired';
  /** what an alert must match, all of them: `subject="bed-7"` */
  readonly matchers: readonly (string)[];
  readonly startsAt: string;
  readonly endsAt: string;
  readonly comment: string;
  readonly createdAt: string;
  readonly createdBy: string;
  /** the name of the key that was used on their behalf */
  readonly createdByKey?: string;
  /** `createdBy` is a person of the config */
  readonly byPerson?: true;
  readonly updatedAt?: string;
  readonly endedBy?: string;
  readonly endedByKey?: string;
  readonly recurs?: Recurs;
  readonly covers?: SilenceCover;
  /** why it may not cover what was meant */
  readonly warnings?: readonly (string)[];
}

export interface Silences {
  readonly silences: readonly (Silence)[];
  /** those of the config, which recur */
  readonly windows: readonly (MaintenanceWindow)[];
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface Slo {
  /** its name in the config */
  readonly slo: string;
  /** whose budget it is, where each subject has its own */
  readonly subject?: string;
  readonly title: string;
  readonly service: string;
  readonly method: 'timeslices' | 'occurrences';
  /** the share that is promised to be good */
  readonly target: number;
  /** whether minutes of maintenance windows count */
  readonly maintenance: 'counted' | 'excluded';
  /** of which time the budget is */
  readonly from: string;
  readonly to: string;
  /** how long it may be bad in that time */
  readonly allowedSeconds: number;
  /** how long it was bad; by occurrences as if samples came evenly */
  readonly spentSeconds: number;
  /** the share of the budget that is left: below 0 if it is overspent */
  readonly left: number;
  /** how much of it does not count, since there was maintenance */
  readonly excludedSeconds: number;
  /** how much of the time had samples */
  readonly measuredSeconds: number;
  /** the same as a share of the time that has passed and counts */
  readonly measured: number;
  /** the share of what was measured that was good */
  readonly good?: number;
  /** when nothing is left, at the pace of the last three days */
  readonly goneAt?: string;
  /** nothing was measured for so long, or never, that nothing can be said */
  readonly isBlind: boolean;
  /** what is stored cannot be read, so that it is listed as blind; see the audit */
  readonly isUnreadable: boolean;
  /** why what is sent cannot be counted, or not all of it, and what to do */
  readonly fault?: string;
  /** absent unless the budget burns too fast */
  readonly burning?: {
    /** the long window of the pair that burns */
    readonly window: string;
    readonly shortWindow: string;
    readonly urgency: 'page' | 'ticket';
    /** how many times as fast as it may, in the long window */
    readonly burnRate: number;
    readonly alertsAbove: number;
  };
  /** whether anybody is alerted */
  readonly alerts: boolean;
}

export interface SloDetails {
  /** its name in the config */
  readonly slo: string;
  /** whose budget it is, where each subject has its own */
  readonly subject?: string;
  readonly title: string;
  readonly service: string;
  readonly method: 'timeslices' | 'occurrences';
  /** the share that is promised to be good */
  readonly target: number;
  /** whether minutes of maintenance windows count */
  readonly maintenance: 'counted' | 'excluded';
  /** of which time the budget is */
  readonly from: string;
  readonly to: string;
  /** how long it may be bad in that time */
  readonly allowedSeconds: number;
  /** how long it was bad; by occurrences as if samples came evenly */
  readonly spentSeconds: number;
  /** the share of the budget that is left: below 0 if it is overspent */
  readonly left: number;
  /** how much of it does not count, since there was maintenance */
  readonly excludedSeconds: number;
  /** how much of the time had samples */
  readonly measuredSeconds: number;
  /** the same as a share of the time that has passed and counts */
  readonly measured: number;
  /** the share of what was measured that was good */
  readonly good?: number;
  /** when nothing is left, at the pace of the last three days */
  readonly goneAt?: string;
  /** nothing was measured for so long, or never, that nothing can be said */
  readonly isBlind: boolean;
  /** what is stored cannot be read, so that it is listed as blind; see the audit */
  readonly isUnreadable: boolean;
  /** why what is sent cannot be counted, or not all of it, and what to do */
  readonly fault?: string;
  /** absent unless the budget burns too fast */
  readonly burning?: {
    /** the long window of the pair that burns */
    readonly window: string;
    readonly shortWindow: string;
    readonly urgency: 'page' | 'ticket';
    /** how many times as fast as it may, in the long window */
    readonly burnRate: number;
    readonly alertsAbove: number;
  };
  /** whether anybody is alerted */
  readonly alerts: boolean;
  /** the share of the budget that was left at the end of each day of the window, and now */
  readonly series: readonly ({
    readonly at: string;
    readonly left: number;
  })[];
  /** the pairs of windows that alert, the fastest first */
  readonly pairs: readonly ({
    /** the long window, `1h` */
    readonly window: string;
    readonly shortWindow: string;
    /** the burn rate of both windows from which on it alerts */
    readonly alertsAbove: number;
    readonly urgency: 'page' | 'ticket';
  })[];
  /** the burn rates of one pair over the last day; by occurrences as if samples came evenly */
  readonly burn?: {
    /** the long window, `1h` */
    readonly window: string;
    readonly shortWindow: string;
    /** the burn rate of both windows from which on it alerts */
    readonly alertsAbove: number;
    /** of which moment the first rates are */
    readonly from: string;
    /** how long after it each of the others is */
    readonly stepSeconds: number;
    /** how many times as fast as it may */
    readonly long: readonly (number)[];
    /** how many times as fast as it may */
    readonly short: readonly (number)[];
  };
  /** the incidents that took most of it; a bad minute is of one of them */
  readonly spentBy: readonly (SloSpentBy)[];
  /** how much of it no such incident took */
  readonly unattributedSeconds: number;
  /** its alerts that fire now */
  readonly alertsNow: readonly ({
    readonly kind: 'burns' | 'blind';
    readonly title: string;
    readonly severity: 'critical' | 'error' | 'warning' | 'info';
    readonly startsAt: string;
    /** the open incident that it is in */
    readonly incident?: string;
  })[];
}

export interface SloMonth {
  readonly slo: string;
  readonly subject?: string;
  readonly title: string;
  readonly service: string;
  /** the share that is promised to be good */
  readonly target: number;
  /** the share of what was measured that was good */
  readonly good?: number;
  /** absent if nothing was measured */
  readonly isMet?: boolean;
  /** how long it was bad */
  readonly spentSeconds: number;
  /** how long it may be, in the window of the objective */
  readonly allowedSeconds: number;
  /** of the budget that the month took */
  readonly share: number;
  /** how much of the month is known */
  readonly watchedSeconds: number;
  /** in seconds */
  readonly measuredSeconds: number;
  /** how much does not count, since there was maintenance */
  readonly excludedSeconds: number;
  /** for how long so little was measured that nothing was known */
  readonly blindSeconds: number;
  /** the incidents that took most of it; a bad minute is of one of them */
  readonly spentBy: readonly (SloSpentBy)[];
  /** how much of it no such incident took */
  readonly unattributedSeconds: number;
}

export interface SloReport {
  readonly month: string;
  /** whose month it is */
  readonly zone: string;
  readonly from: string;
  readonly to: string;
  readonly isOver: boolean;
  /** it is longer ago than `retention.incidents` keeps */
  readonly isSwept: boolean;
  readonly slos: readonly (SloMonth)[];
  /** objectives of which nothing is known in that month */
  readonly unknown: readonly (string)[];
  /** objectives of which something cannot be read */
  readonly unreadable: readonly (string)[];
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface SloSpentBy {
  readonly incident: string;
  /** absent if the incident is no longer kept */
  readonly title?: string;
  readonly status?: 'triggered' | 'acknowledged' | 'resolved';
  readonly openedAt?: string;
  /** in seconds */
  readonly spentSeconds: number;
  /** of the budget */
  readonly share: number;
}

export interface Slos {
  readonly slos: readonly (Slo)[];
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface Subject {
  readonly subject: string;
  /** its name in pages, from the config */
  readonly alias?: string;
  readonly state: 'healthy' | 'pending' | 'firing';
  /** number of firing alerts */
  readonly alerts: number;
  /** the worst of the firing alerts */
  readonly severity?: 'critical' | 'error' | 'warning' | 'info';
  /** the services whose rules have state for it */
  readonly services: readonly (string)[];
  /** those that all of its stored series have alike */
  readonly labels: Readonly<Record<string, string>>;
  /** until then nobody is paged about it: all alerts that it has are silenced */
  readonly silencedUntil?: string;
  /** number of limits of its own, if it has any */
  readonly ownLimits?: number;
  /** the newest sample that was written down; newer ones may have changed nothing */
  readonly notedAt?: string;
  readonly series: readonly (SubjectSeries)[];
  /** its early warning scores, by the values that still count */
  readonly scores: readonly (SubjectScore)[];
  /** the rules that may read it: all that nothing known of it contradicts, at most 200 */
  readonly rules: readonly (SubjectRule)[];
  readonly moreRules?: number;
  /**
   * the newest value that is kept of each series that rules read, well or not, by metric and
   * labels, at most 100; none without `trends` in the config
   */
  readonly values: readonly (LastValue)[];
  /** number of further series that are listed */
  readonly moreValues?: number;
  /** values from before are not told here: they were of somebody else, or it was retired */
  readonly valuesSince?: string;
  /** its own, in place of those of the config */
  readonly limits: readonly (Limit)[];
  /** those that run or come and cover an alert which it has or may come to have, at most 50 */
  readonly silences: readonly (Silence)[];
  readonly moreSilences?: number;
  readonly unread: readonly (UnreadSeries)[];
  /** what others are known to send: not every sender is */
  readonly unreadOfOthers: readonly (UnreadSeries)[];
  /** further ones did not fit */
  readonly more: boolean;
}

export interface SubjectRule {
  readonly rule: string;
  readonly title: string;
  readonly service: string;
  readonly severity: 'critical' | 'error' | 'warning' | 'info';
  readonly metric: string;
  /** which samples it reads */
  readonly matchers: readonly (string)[];
  /** what trips it for this subject, in words */
  readonly condition: string;
  /** the same as data */
  readonly limit: {
    readonly kind: 'below' | 'above';
    readonly limit: number;
    /** where an alert that fires ends */
    readonly clear: number;
  } | {
    readonly kind: 'outside';
    readonly low: number;
    readonly high: number;
    readonly clearLow: number;
    readonly clearHigh: number;
  } | {
    readonly kind: 'equals';
    readonly value: number;
  } | {
    readonly kind: 'absent' | 'stuck';
    readonly seconds: number;
  } | {
    readonly kind: 'unusual';
    readonly side: 'above' | 'below' | 'both';
    readonly marginPercent: number;
    readonly floor: number;
    /** for how long it learns before it judges */
    readonly learnsForSeconds: number;
  } | {
    readonly kind: 'all' | 'any';
    readonly conditions: readonly ({
      readonly metric: string;
      readonly limit: {
        readonly kind: 'below' | 'above';
        readonly limit: number;
        /** where an alert that fires ends */
        readonly clear: number;
      } | {
        readonly kind: 'outside';
        readonly low: number;
        readonly high: number;
        readonly clearLow: number;
        readonly clearHigh: number;
      } | {
        readonly kind: 'equals';
        readonly value: number;
      } | {
        readonly kind: 'absent' | 'stuck';
        readonly seconds: number;
      } | {
        readonly kind: 'unusual';
        readonly side: 'above' | 'below' | 'both';
        readonly marginPercent: number;
        readonly floor: number;
        /** for how long it learns before it judges */
        readonly learnsForSeconds: number;
      };
    })[];
  } | {
    readonly kind: 'score';
    /** the worst first */
    readonly levels: readonly ({
      readonly name: string;
      readonly severity: 'critical' | 'error' | 'warning' | 'info';
      /** reached by this total */
      readonly total?: number;
      /** reached by so many points of one parameter */
      readonly single?: number;
    })[];
  };
  /** what is made of several samples and judged; left out: each sample is */
  readonly over?: OverTime;
  /** what is made of the newest values of several series and judged */
  readonly across?: {
    readonly function: 'sum' | 'max' | 'min' | 'ratio';
    /** the metric of the divisor of a ratio */
    readonly to?: string;
  };
  /** what trips it for others, where this subject has a limit of its own */
  readonly usual?: string;
  /** where a limit of its own may lie; absent: it may have none */
  readonly bounds?: {
    readonly low: number;
    readonly high: number;
  };
  /** which scale of NEWS2 counts for this subject; absent: it is no score with two */
  readonly oxygenScale?: 1 | 2;
  /** how long that must hold */
  readonly forSeconds?: number;
  /** how many of the last samples must breach */
  readonly window?: {
    readonly breaches: number;
    readonly of: number;
  };
}

export interface SubjectScore {
  /** its name in the config */
  readonly score: string;
  readonly title: string;
  readonly service: string;
  /** the total of what is known, by which it pages */
  readonly low: number;
  /** the total if all that is missing is as bad as it can be */
  readonly high: number;
  /** the total that it had before, to which a rise is compared */
  readonly before?: {
    readonly total: number;
    readonly at: string;
  };
  readonly parameters: readonly ({
    readonly name: string;
    /** absent: its value is missing, or too old */
    readonly points?: number;
    /** when a value was last noted that gives these points */
    readonly confirmedAt?: string;
  })[];
  /** scale 2 of NEWS2 counts, by an order */
  readonly oxygenScale?: 2;
  /** the level at which it fires */
  readonly level?: string;
  readonly severity?: 'critical' | 'error' | 'warning' | 'info';
  /** since when it fires */
  readonly since?: string;
}

export interface SubjectSeries {
  readonly rule: string;
  readonly metric: string;
  readonly unit?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly phase: 'healthy' | 'pending' | 'firing';
  readonly since?: string;
  /** the newest value that was written down: values that change nothing are not */
  readonly value?: number | '+Inf' | '-Inf';
  /** when that was measured */
  readonly valueAt?: string;
  /** of a rule on several series: those that it is known to read */
  readonly parts?: readonly (SeriesPart)[];
  readonly severity?: 'critical' | 'error' | 'warning' | 'info';
  readonly title?: string;
  /** no value has confirmed the alert yet */
  readonly unconfirmed?: true;
  /** it does not judge before then: it still learns what is usual */
  readonly learnsUntil?: string;
  readonly seenAt?: string;
}

export interface SubjectSummary {
  readonly subject: string;
  /** its name in pages, from the config */
  readonly alias?: string;
  readonly state: 'healthy' | 'pending' | 'firing';
  /** number of firing alerts */
  readonly alerts: number;
  /** the worst of the firing alerts */
  readonly severity?: 'critical' | 'error' | 'warning' | 'info';
  /** the services whose rules have state for it */
  readonly services: readonly (string)[];
  /** those that all of its stored series have alike */
  readonly labels: Readonly<Record<string, string>>;
  /** until then nobody is paged about it: all alerts that it has are silenced */
  readonly silencedUntil?: string;
  /** number of limits of its own, if it has any */
  readonly ownLimits?: number;
  /** the newest sample that was written down; newer ones may have changed nothing */
  readonly notedAt?: string;
}

export interface Subjects {
  readonly subjects: readonly (SubjectSummary)[];
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface TargetOnCall {
  /** left out: the target is a person */
  readonly schedule?: string;
  /** whom it leads to; absent if nobody is on call */
  readonly person?: string;
  readonly name?: string;
  readonly layer?: string;
  readonly override?: string;
  /** at least until then */
  readonly until?: string;
  /** who follows; left out: nobody, or nobody yet */
  readonly nextPerson?: string;
  readonly nextName?: string;
  /** why nobody can be paged by it; left out: somebody can */
  readonly unreachable?: {
    readonly code: 'not_in_config' | 'no_contact_method' | 'no_notification_rule' | 'no_such_schedule' | 'nobody_on_call';
    readonly reason: string;
  };
}

export interface TestPage {
  readonly person: string;
  readonly name: string;
  readonly results: readonly ({
    readonly channel: 'sms' | 'email';
    readonly outcome: 'sent' | 'failed';
    readonly reason?: string;
    /** the same for programs */
    readonly fault?: 'topic_missing' | 'message_refused' | 'not_permitted' | 'signature_refused' | 'endpoint_disabled' | 'key_not_permitted' | 'key_disabled' | 'key_unusable' | 'key_missing' | 'key_service_refused' | 'unavailable';
    readonly doubt?: string;
    readonly doubtCode?: string;
  })[];
  readonly findings: readonly (ContactFinding)[];
  /** where pages go instead, on a platform that sends nothing */
  readonly notice?: string;
}

export interface TimelineEntry {
  readonly at: string;
  /** what happened, for programs; `text`: a version before codes has written it */
  readonly code: string;
  /** what belongs to the code; lengths of time in ms, people and channels by id */
  readonly data: Readonly<Record<string, unknown>>;
  /** what it is about, more roughly */
  readonly kind: string;
  /** the same in words */
  readonly text: string;
  readonly by?: string;
  readonly key?: string;
  readonly comment?: string;
}

export interface Trend {
  readonly subject: string;
  readonly metric: string;
  readonly unit?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly from: string;
  readonly to: string;
  /** how long values are kept; absent: the config keeps none */
  readonly keptSeconds?: number;
  /** how often one is kept while the series is well; otherwise each is */
  readonly everySeconds?: number;
  /** the rules with a limit that read this series */
  readonly rules: readonly (TrendRule)[];
  /** by time, about 1000 at most: of more, the lowest and the highest of each part of the time */
  readonly points: readonly ({
    readonly at: string;
    readonly value: number | '+Inf' | '-Inf';
  })[];
  /** the span has more values than one answer looks at: older ones are left out */
  readonly cut?: true;
}

export interface TrendRule {
  readonly rule: string;
  readonly title: string;
  readonly severity: 'critical' | 'error' | 'warning' | 'info';
  /** in words, as alerts tell it */
  readonly limit: string;
  /** values below it breach */
  readonly below?: number;
  /** values above it breach */
  readonly above?: number;
  /** this value breaches */
  readonly equals?: number;
  /**
   * what is made of several samples and judged; of a change, a slope, a count, a rate and an
   * increase no limit stands here
   */
  readonly over?: OverTime;
  /** how the series stands by this rule now */
  readonly phase: 'healthy' | 'pending' | 'firing';
  /** since when it is pending or firing */
  readonly since?: string;
}

export interface Turn {
  readonly schedule: string;
  readonly from: string;
  readonly to: string;
  /** `nobody`: a gap */
  readonly by: 'override' | 'layer' | 'nobody';
  readonly person?: string;
  readonly name?: string;
  readonly layer?: string;
  /** the place of the layer in its schedule, from 1, where each is asked for */
  readonly rank?: number;
  readonly override?: string;
}

export interface Turns {
  readonly from: string;
  readonly to: string;
  readonly turns: readonly (Turn)[];
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface Unread {
  /** sent, and read by no rule */
  readonly unread: readonly (UnreadSeries)[];
  /** further ones did not fit */
  readonly more: boolean;
  /** read by rules, and not sent for a day */
  readonly unsent: readonly ({
    readonly metric: string;
    readonly rules: readonly (string)[];
    readonly since: string;
    readonly heardAt?: string;
  })[];
  /** the `cursor` of the next page; absent on the last one */
  readonly next?: string;
}

export interface UnreadSeries {
  readonly metric: string;
  readonly unit?: string;
  /** why no rule reads it, and which may be meant */
  readonly why: string;
  readonly heardAt: string;
  readonly subjects: readonly (string)[];
  /** other subjects send it too */
  readonly more?: true;
}

export interface Version {
  readonly version: string;
  readonly config: {
    /** the first 12 digits of the other */
    readonly short: string;
    /** of what the team wrote, in canonical JSON (RFC 8785), in hex */
    readonly sha256: string;
  };
}
