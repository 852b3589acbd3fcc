// The tools of the browser tests: npm packages, which ./test/run puts into
// test/.tools (versions: test/npm), and programs of the machine.

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
export const tools = join(root, "test/.tools");

const require = createRequire(join(tools, "here.js"));

// find gives the file of an npm package.
function find(name) {
  try {
    return require.resolve(name);
  } catch {
    throw new Error(`no ${name} in test/.tools: run ./test/run once, which installs it`);
  }
}

export const playwright = () => require(find("playwright-core"));
export const axeSource = () => readFileSync(find("axe-core/axe.min.js"), "utf8");
export const lighthouse = async () => (await import(pathToFileURL(find("lighthouse")))).default;
export const chromeLauncher = () => import(pathToFileURL(find("chrome-launcher")));

// run gives what a program printed, and fails if the program does.
export async function run(command, words, options = {}) {
  const { stdout } = await promisify(execFile)(command, words, { maxBuffer: 1 << 28, ...options });
  return stdout;
}
