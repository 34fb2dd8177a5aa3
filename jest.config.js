export default {
  transform: {},
  // Modules that a test file has loaded are never freed: without it a worker grows beyond 4 GB.
  workerIdleMemoryLimit: '1GB',
  // Of two cores Jest would use one.
  maxWorkers: '100%',
  // It is for tests that hang; none is to fail because its machine is busy.
  testTimeout: 60_000,
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: ['<rootDir>/test/support/seed.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/support/hold-answers.ts'],
  // `npm run build` leaves a second package.json of the same name there.
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // They drive a real Chromium: npm run test:console.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/console/browser/'],
};
