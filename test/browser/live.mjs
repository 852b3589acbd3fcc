// Starts `nhipcau serve` on a site's folder, as an editor would.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { program } from "./site.mjs";

// live gives the address that the preview is at, and stop(). What the program
// says on the way is kept, for when it fails.
export async function live(site) {
  const child = spawn(await program(), ["serve", "--site", site, "--addr", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "pipe"] });
  const said = [];
  const ended = new Promise((done) => child.once("exit", done));
  createInterface({ input: child.stderr }).on("line", (line) => said.push(line));
  const origin = await new Promise((found, failed) => {
    createInterface({ input: child.stdout }).on("line", (line) => /^http:/.test(line) && found(line.replace(/\/$/, "")));
    child.once("exit", (code) => failed(new Error(`serve ended with ${code}:\n${said.join("\n")}`)));
  });
  const stop = () => (child.kill("SIGTERM"), ended);
  process.on("exit", () => child.kill("SIGKILL"));
  return { origin, stop };
}
