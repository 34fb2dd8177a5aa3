export default {
  transform: {},
  // Modules that a test file has loaded are never freed: without it a worker grows beyond 4 GB.
  workerIdleMemoryLimit: '1GB',
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: ['<rootDir>/test/support/seed.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/support/hold-answers.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
};
