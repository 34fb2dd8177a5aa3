import { z } from 'zod';
import { MAX_RUNBOOK_NAME_LENGTH } from '#core/alert/runbook.ts';
import { webAddress } from './formats.ts';
import { pageText } from './page-text.ts';

/** A runbook: an address, or one with a name for pages. */
export const runbook = z
  .union([webAddress, z.strictObject({ name: pageText(MAX_RUNBOOK_NAME_LENGTH), url: webAddress })])
  .meta({ title: 'a web address, or a mapping with name and url' });
