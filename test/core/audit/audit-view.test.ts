import { describe, expect, test } from '@jest/globals';
import { AUDIT_COLUMNS, auditView } from '#core/audit/audit-view.ts';
import { csvHead, csvLines } from '#core/text/csv.ts';
import { jsonLines } from '#core/text/json-lines.ts';
import { auditEntry } from '../../support/audit-entry.ts';
import { NIGHT } from '../../support/incident.ts';

const view = auditView(
  auditEntry('e1', NIGHT, {
    from: { network: '10.0.0.1', agent: '=HYPERLINK("http://evil")' },
    object: { kind: 'silence', id: '-s1' },
    subjects: ['bed-1', 'bed-2'],
    after: { comment: 'cleaning,\n"twice"', minutes: 5 },
  }),
);

describe('the export of the audit trail', () => {
  test('as CSV quotes what has commas, and lets a spreadsheet run nothing', () => {
    const [line, end] = csvLines(AUDIT_COLUMNS, [view]).split('\r\n');
    const at = new Date(NIGHT).toISOString();
    expect(line).toBe(
      `${at},e1,key,anna,admin,k1,10.0.0.1,"'=HYPERLINK(""http://evil"")",silence.set,silence,'-s1,bed-1 bed-2,done,,,"{""comment"":""cleaning,\\n\\""twice\\"""",""minutes"":5}"`,
    );
    expect(end).toBe('');
  });

  test('as CSV has as many cells as its head in every line', () => {
    const bare = auditView(auditEntry('e2', NIGHT));
    expect(csvLines(AUDIT_COLUMNS, [bare]).split(',')).toHaveLength(
      csvHead(AUDIT_COLUMNS).split(',').length,
    );
  });

  test('as JSON Lines has one entry a line, whatever is in it', () => {
    const lines = jsonLines([view, view]).trimEnd().split('\n');
    expect(lines.map((one) => JSON.parse(one))).toEqual([view, view]);
  });
});
