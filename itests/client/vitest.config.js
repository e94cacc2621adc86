import { defineConfig } from "vitest/config";

const { APPKIT_SERVER, APPKIT_COOKIE, APPKIT_SCRIPTED_SERVER, APPKIT_SCRIPTED_PORT } = process.env;
if (!APPKIT_SERVER || !APPKIT_COOKIE || !APPKIT_SCRIPTED_SERVER || !APPKIT_SCRIPTED_PORT) {
  throw new Error(
    "APPKIT_SERVER must be the address of a server with a local workspace, APPKIT_COOKIE what it knows its user by, APPKIT_SCRIPTED_SERVER that of one whose" +
      " workspace is at port APPKIT_SCRIPTED_PORT, as ClientIT starts them",
  );
}

export default defineConfig({
  test: {
    environment: "./browser.js",
    environmentOptions: { happyDOM: { url: APPKIT_SERVER } },
    setupFiles: "test/setup.js",
    // Loading the packages takes longer than all tests; so once is enough.
    isolate: false,
    fileParallelism: false,
    pool: "threads",
    // Written for bundlers: imports without file endings, import.meta.env.
    server: { deps: { inline: [/appkit-ui/, "echarts-for-react"] } },
    silent: "passed-only",
    testTimeout: 30_000,
  },
});
