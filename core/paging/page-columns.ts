import type { CsvColumns } from '../text/csv.ts';

/** A page of the log as it is told, as far as it is exported. */
export interface LoggedPageRow {
  readonly id: string;
  readonly at: string;
  readonly incident: string;
  readonly service?: string | undefined;
  readonly severity?: string | undefined;
  readonly responder: string;
  readonly channel: string;
  readonly reason: string;
  readonly via?:
    | {
        readonly policy: string;
        readonly stop: { readonly kind: 'step' | 'fallback'; readonly step?: number | undefined };
        readonly schedule?: string | undefined;
        readonly layer?: string | undefined;
        readonly override?: string | undefined;
      }
    | undefined;
  readonly status: string;
  /** How often SNS was asked to take it. */
  readonly tries: number;
  readonly attempts: readonly {
    readonly at: string;
    readonly outcome: string;
    readonly code: string;
  }[];
  readonly doubtCode?: string | undefined;
  readonly messageId?: string | undefined;
}

/** The columns of the log of pages as CSV; what became of a page is that of its last attempt. */
export const PAGE_COLUMNS: CsvColumns<LoggedPageRow> = {
  at: ({ at }) => at,
  id: ({ id }) => id,
  incident: ({ incident }) => incident,
  service: ({ service }) => service,
  severity: ({ severity }) => severity,
  responder: ({ responder }) => responder,
  channel: ({ channel }) => channel,
  reason: ({ reason }) => reason,
  policy: ({ via }) => via?.policy,
  step: ({ via }) => via && String(via.stop.step ?? via.stop.kind),
  schedule: ({ via }) => via?.schedule,
  layer: ({ via }) => via?.layer,
  override: ({ via }) => via?.override,
  status: ({ status }) => status,
  tries: ({ tries }) => String(tries),
  last_at: ({ attempts }) => attempts.at(-1)?.at,
  outcome: ({ attempts }) => attempts.at(-1)?.outcome,
  code: ({ attempts }) => attempts.at(-1)?.code,
  doubt: ({ doubtCode }) => doubtCode,
  message_id: ({ messageId }) => messageId,
};
