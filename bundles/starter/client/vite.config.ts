import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { appkitBoot } from "./tools/appkit-boot";
import { licenses } from "./tools/licenses";
import { precompress } from "./tools/precompress";

const server = process.env.APPKIT_SERVER ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [
    react(),
    tailwindcss(),
    appkitBoot(server, "../src/main/app/config/queries"),
    licenses(["@fontsource-variable/inter", "tailwindcss", "tw-animate-css"]),
    precompress(),
  ],
  // With the host that the browser asked for: set publicUrl of the server to it to sign in here.
  server: {
    proxy: Object.fromEntries(["/api", "/health", "/.auth", "/oidc"].map((path) => [path, { target: server }])),
  },
  build: {
    outDir: "../target/classes/app/dist",
    emptyOutDir: true,
    // The charting library is one chunk of this size; it is loaded after the first paint.
    chunkSizeWarningLimit: 900,
  },
  test: { include: ["test/**/*.test.ts"] },
});
