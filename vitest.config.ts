import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Pure functions: no database is started for them alone. */
const pure = ['test/core/**/*.test.ts', 'test/rules/**/*.test.ts', 'test/documents/**/*.test.ts']

export default defineConfig({
  test: {
    // one more than there are cores: the slowest files mostly wait, for a bank, a lease or a browser
    maxWorkers: availableParallelism() + 1,
    // Files share a worker, which reads the code once: every test opens and closes what it needs itself
    projects: [
      { test: { name: 'pure', include: pure, isolate: false, testTimeout: 60_000 } },
      {
        test: {
          name: 'service',
          include: ['test/**/*.test.ts'],
          exclude: pure,
          isolate: false,
          globalSetup: ['test/support/embedded-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
