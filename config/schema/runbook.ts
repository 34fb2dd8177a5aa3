import { z } from 'zod';
import { MAX_RUNBOOK_NAME_LENGTH } from '#core/alert/runbook.ts';
import { webAddress } from './formats.ts';
import { pageText } from './page-text.ts';

/** Where it is written what to do: an address, or one with the name that pages call it. */
export const runbook = z
  .union([webAddress, z.strictObject({ name: pageText(MAX_RUNBOOK_NAME_LENGTH), url: webAddress })])
  .meta({ title: 'a web address, or a mapping with name and url' });
