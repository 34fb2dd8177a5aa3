export default {
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: ['<rootDir>/test/support/seed.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/support/hold-answers.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
};
