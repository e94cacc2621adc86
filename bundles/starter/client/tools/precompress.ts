import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const COMPRESSIBLE = /\.(js|css|svg|txt)$/;
const WORTHWHILE = 1024;

/** Puts a `.br` and a `.gz` file beside each file that gains from it; the server sends them as they are. */
export function precompress(): Plugin {
  let folder = "";
  return {
    name: "precompress",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
        const file = join(folder, name);
        if (COMPRESSIBLE.test(name)) {
          const content = readFileSync(file);
          if (content.length >= WORTHWHILE) {
            writeFileSync(`${file}.br`, brotliCompressSync(content));
            writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
          }
        }
      }
    },
  };
}
