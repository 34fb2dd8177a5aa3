import { writeFileSync } from 'node:fs';
import { clientTypes } from './client-types.ts';
import { openapi } from './document.ts';
import { apiPage } from './markdown.ts';

/** `npm run openapi`: writes the document of the API, and the page and the client made of it. */
const document = openapi();
const at = (path: string) => new URL(`../../${path}`, import.meta.url);
writeFileSync(at('schema/openapi.json'), `${JSON.stringify(document, null, 2)}\n`);
writeFileSync(at('docs/api.md'), apiPage(document));
writeFileSync(at('api/client/operations.ts'), clientTypes());
