import { writeFileSync } from 'node:fs';
import { openapi } from './document.ts';

/** `npm run openapi`: writes the document of the API, and the page made of it. */
const file = new URL('../../schema/openapi.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(openapi(), null, 2)}\n`);
