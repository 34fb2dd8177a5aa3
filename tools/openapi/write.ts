import { writeFileSync } from 'node:fs';
import { clientTypes } from './client-types.ts';
import { openapi } from './document.ts';

/** `npm run openapi`: writes the document of the API, and the page made of it. */
const file = new URL('../../schema/openapi.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(openapi(), null, 2)}\n`);

const client = new URL('../../api/client/operations.ts', import.meta.url);
writeFileSync(client, clientTypes());
