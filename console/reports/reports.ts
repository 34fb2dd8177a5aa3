import { Chosen, chosenOf } from '../frame/chosen.ts';
import { html } from '../frame/html.ts';
import { useTitle } from '../frame/title.ts';
import { words } from '../words/index.ts';
import { DutyView } from './duty.ts';
import { ResponseView } from './response.ts';

const REPORTS = ['response', 'oncall'] as const;

/** The spans that can be chosen, in days; a month comes first. */
const SPANS = ['31', '7', '90', '365'] as const;

/** What happened, in figures: how people responded, and what being on call asked of them. */
export default function ReportsScreen() {
  const w = words.value;
  const report = chosenOf('report', REPORTS);
  const days = Number(chosenOf('days', SPANS));
  useTitle(w.reports.title);
  return html`<h1>${w.reports.title}</h1>
    <${Chosen}
      parameter="report"
      called=${w.reports.which}
      names=${REPORTS}
      nameOf=${(name: (typeof REPORTS)[number]) => w.reports[name]}
    />
    <${Chosen}
      parameter="days"
      called=${w.burden.span}
      names=${SPANS}
      nameOf=${(span: string) => w.burden.lastDays(Number(span))}
    />
    ${
      report === 'response'
        ? html`<${ResponseView} days=${days} />`
        : html`<${DutyView} days=${days} />`
    }`;
}
