// vitest.config.ts - of what runs in a browser: one Chromium and one site for all of it
//
// The tests, or if $RUN says so pictures or perf, which are none.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    dir: "e2e",
    include: process.env.RUN ? [`${process.env.RUN}.ts`] : ["**/*.e2e.ts"],
    globalSetup: "e2e/setup.ts",
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
