// Runs in the Maven build: installs the packages of the lock file, tests and builds the page. Does nothing that is
// done already.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const PAGE = "../target/classes/app/dist/index.html";
const INSTALLED = "node_modules/.package-lock.json";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`The starter page needs Node.js 20.19 or newer to build; this is ${process.version}.`);
  process.exit(1);
}

function run(command, ...args) {
  const windows = process.platform === "win32";
  const { status, error } = spawnSync(command, args, { stdio: "inherit", shell: windows });
  if (error !== undefined || status !== 0) {
    console.error(`"${[command, ...args].join(" ")}" failed${error ? `: ${error.message}` : ""}`);
    process.exit(1);
  }
}

function modified(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function lastModified(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== "node_modules")
    .map((entry) => join(folder, entry.name))
    .map((path) => (statSync(path).isDirectory() ? lastModified(path) : modified(path)))
    .reduce((latest, time) => Math.max(latest, time), 0);
}

if (modified(INSTALLED) < modified("package-lock.json")) {
  run("npm", "ci", "--include=dev", "--ignore-scripts", "--no-progress");
}
if (modified(PAGE) < lastModified(".")) {
  run("npm", "test", "--silent");
  run("npm", "run", "--silent", "build");
}
