import { z } from 'zod';
import { REPORT_DAYS } from './reports.requests.ts';

/** What is asked of a report that comes in parts. */
export const REPORT_QUERY = {
  from: z.string().describe(`not before; ${REPORT_DAYS} days before \`to\` unless it is given`),
  to: z.string().describe('before this; now unless it is given'),
  cursor: z.string().describe('the `next` of the part after this one'),
};

/** Of what a report was made. */
export const SOURCES = z
  .strictObject({
    days: z.int().describe('days that were kept, each in one read'),
    read: z
      .int()
      .describe('incidents, or pages, that were read one by one: of other days, or not over'),
  })
  .meta({ id: 'ReportSources' });
