// One person at one browser: signs in by link, and nothing that goes wrong in their browser is overlooked.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1440, height: 900 };

const QUIET = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** A microphone that hums and asks nobody. */
const MICROPHONE = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"];

/** So many times slower than this machine: journeys that pass on a slow machine do not hang on who is first. */
const SLOWER = Number(process.env.ONRAMP_BROWSER_SLOWER ?? 1);

/** The browser that all visitors of one file share. */
export function openBrowser({ microphone = false } = {}) {
  return chromium.launch({
    executablePath: process.env.ONRAMP_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", ...QUIET, ...(microphone ? MICROPHONE : [])],
  });
}

/** Somebody who comes in with nothing: no cookie, nothing kept. */
export async function newVisitor(browser, program, { viewport = DESK, ...options } = {}) {
  const context = await browser.newContext({
    baseURL: program.address,
    viewport,
    locale: "en-GB",
    timezoneId: "UTC",
    reducedMotion: "reduce",
    ...options,
  });
  // Nothing takes so long; a machine that does other things as well may.
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  if (SLOWER > 1) {
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  }
  return new Visitor(context, program, page);
}

/** Somebody with a role, already at their first page. */
export async function signedIn(browser, program, role, options) {
  const visitor = await newVisitor(browser, program, options);
  await visitor.signInByLink(await program.link(role));
  return visitor;
}

class Visitor {
  #problems = [];

  constructor(context, program, page) {
    this.context = context;
    this.program = program;
    this.page = page;
    this.#watch(page);
  }

  async signInByLink(link) {
    await this.page.goto(link);
    // In the language that the person chose before, or the browser asks for.
    await this.page.getByRole("button", { name: /^(Sign in|Entrar) (as|como)/ }).click();
    await this.page.waitForURL((url) => !url.pathname.startsWith("/link/"));
  }

  /** A second window of the same person. */
  async newWindow() {
    const page = await this.context.newPage();
    this.#watch(page);
    return page;
  }

  /** What a browser forgets when a session ends: the cookie, not the tab. */
  async loseSession() {
    await this.context.clearCookies();
  }

  /** The answers of this status are meant. */
  forgive(status) {
    this.#problems = this.#problems.filter((problem) => !problem.includes(`status of ${status}`));
  }

  /** Leaves, and fails when the browser had anything to complain about. */
  async leave() {
    await this.context.close();
    assert.deepEqual(this.#problems, [], "the browser's console is empty");
  }

  /** Everything that the browser complained about so far, and a clean slate. */
  takeProblems() {
    return this.#problems.splice(0);
  }

  #watch(page) {
    page.on("pageerror", (error) => this.#problems.push(`${page.url()}: ${error.message}`));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.#problems.push(`${page.url()}: ${message.text()}`);
    });
  }
}
