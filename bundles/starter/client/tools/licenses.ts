import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const PACKAGE = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/;
const LEGAL_FILE = /^(licen[cs]e|notice)/i;

function section(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LEGAL_FILE.test(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), "utf8").trim());
  return [`${name} ${version} (${license})`, ...texts].join("\n\n");
}

/** Writes `licenses.txt` beside the page: the licence of every package that is part of it, and of `others`. */
export function licenses(others: readonly string[]): Plugin {
  return {
    name: "licenses",
    apply: "build",
    generateBundle() {
      const folders = new Set(others.map((name) => join(process.cwd(), "node_modules", name)));
      for (const id of this.getModuleIds()) {
        const folder = PACKAGE.exec(id)?.[0];
        if (folder !== undefined && this.getModuleInfo(id)?.isIncluded) {
          folders.add(folder.replace(/^\0/, ""));
        }
      }
      this.emitFile({
        type: "asset",
        fileName: "licenses.txt",
        source: `${[...new Set([...folders].sort().map(section))].join(`\n\n${"-".repeat(80)}\n\n`)}\n`,
      });
    },
  };
}
