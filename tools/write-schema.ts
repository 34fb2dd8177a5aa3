import { writeFileSync } from 'node:fs';
import { jsonSchema } from '#config/json-schema.ts';

const file = new URL('../schema/wardbell.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(jsonSchema(), null, 2)}\n`);
