import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  // Relative addresses, so that the same files work under tauri://localhost and behind a plain file server.
  base: "./",
  build: {
    outDir: "dist",
    // WebKitGTK 2.36 and Safari 15 are the oldest engines the shell runs in.
    target: ["safari15", "chrome105"],
    sourcemap: false,
    // The content security policy has no 'unsafe-inline' and no data: scripts or fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    host: "127.0.0.1",
    port: 5173,
    strictPort: true,
    // The development-only browser door of testkit.
    proxy: {
      "/door": "http://127.0.0.1:5174",
      "/events": "http://127.0.0.1:5174",
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/testing/setup.ts"],
    // Threads begin sooner than processes, and every core has one: of two, vitest itself would use one.
    pool: "threads",
    // Loading everything anew for each file takes twice as long as all tests; the setup puts back what a test may have changed.
    isolate: false,
    maxWorkers: "100%",
    // A busy machine is no failure.
    testTimeout: 20_000,
  },
});
