/** Entry point of the released code in `test/golden/`, which runs beside later versions. */
export { dynamodbStores } from '#adapters/dynamodb/stores.ts';
export { sqliteStores } from '#adapters/sqlite/stores.ts';
export { CURRENT_CODE as code } from '../../test/support/platform-code.ts';
