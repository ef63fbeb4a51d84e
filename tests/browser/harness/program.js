// The program itself, served on a free port of this machine with a data folder of its own.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const BINARY = process.env.ONRAMP_BINARY;
const STARTS_WITHIN_MS = 90_000;
const ENDS_WITHIN_MS = 30_000;

/** Serves the demonstration district, or an empty one; `stop` ends it and removes its data. */
export async function startProgram({ empty = false } = {}) {
  assert.ok(BINARY, "ONRAMP_BINARY names the program to test; ./test builds it and sets this");
  const data = await mkdtemp(join(tmpdir(), "onramp-browser-"));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const program = new Program(address, data, empty);
  try {
    await program.newLinks();
    await program.serve(port);
  } catch (problem) {
    await program.stop();
    throw problem;
  }
  return program;
}

class Program {
  #served;
  #log = "";
  #links = [];

  constructor(address, data, empty) {
    this.address = address;
    this.data = data;
    this.empty = empty;
  }

  /** Runs one command on the same data; stdout comes back. */
  async command(...args) {
    const { stdout } = await run(BINARY, ["--data", this.data, ...args], { maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  }

  /** A sign-in link that nobody has used. */
  async link(role) {
    let found = this.#take(role);
    if (!found) {
      await this.newLinks();
      found = this.#take(role);
    }
    assert.ok(found, `there is a link for the role ${role}`);
    return found.address;
  }

  async newLinks() {
    const args = ["--json", "demonstration", "start", "--address", this.address];
    const { links } = JSON.parse(await this.command(...args, ...(this.empty ? ["--empty"] : [])));
    this.#links.push(...links);
  }

  #take(role) {
    const at = this.#links.findIndex((link) => link.role === role);
    return at < 0 ? undefined : this.#links.splice(at, 1)[0];
  }

  async serve(port) {
    const args = ["--data", this.data, "serve", "--listen", `127.0.0.1:${port}`];
    this.#served = spawn(BINARY, args, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, NO_COLOR: "1" } });
    this.#served.stderr.setEncoding("utf8").on("data", (text) => (this.#log += text));
    const patience = Date.now() + STARTS_WITHIN_MS;
    for (;;) {
      if (this.#served.exitCode !== null) throw new Error(`the program ended at once:\n${this.#log}`);
      if (await answers(`${this.address}/health/ready`)) return;
      if (Date.now() > patience) throw new Error(`the program does not answer:\n${this.#log}`);
      await sleep(50);
    }
  }

  /** Lines that the program logged as errors. */
  errors() {
    return this.#log.split("\n").filter((line) => / ERROR |panicked/.test(line));
  }

  async stop() {
    const served = this.#served;
    if (served && served.exitCode === null && served.signalCode === null) {
      const ended = new Promise((resolve) => served.once("exit", resolve));
      served.kill("SIGTERM");
      const late = setTimeout(() => served.kill("SIGKILL"), ENDS_WITHIN_MS);
      await ended;
      clearTimeout(late);
    }
    await rm(this.data, { recursive: true, force: true });
    assert.deepEqual(this.errors(), [], "the program logged no error");
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answers(address) {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
