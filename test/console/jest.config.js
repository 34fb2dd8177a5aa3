import shared from '../../jest.config.js';

/** `npm run test:console`: the tests that drive a real Chromium, one file after another. */
export default {
  ...shared,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/console/browser/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 120_000,
};
