/** What of this version is kept in `test/golden/`, to be run beside later ones. */
export { dynamodbStores } from '#adapters/dynamodb/stores.ts';
export { sqliteStores } from '#adapters/sqlite/stores.ts';
export { CURRENT_CODE as code } from '../../test/support/platform-code.ts';
