// Every page that each role can reach by links, on a phone and on a desk: usable with assistive
// technology, no wider than the window, nothing in the console. Pages are found by following links, so
// that a new page is looked at without being named here; one page is enough of each shape of address.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits } from "../harness/checks.js";
import { startProgram } from "../harness/program.js";
import { DESK, PHONE, newVisitor, openBrowser, signedIn } from "../harness/visitor.js";

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

/** Where pictures go, from the top of the repository; none are taken when it is not set. */
const PICTURES = process.env.ONRAMP_SCREENSHOTS && resolve(REPOSITORY, process.env.ONRAMP_SCREENSHOTS);
const ROLES = ["learner", "guardian", "educator", "counselor", "case manager", "principal", "program lead", "administrator"];

/** Pages that no link leads to. */
const UNLINKED = ["/style", "/tokens", "/sessions", "/password"];

/** Pictures of pages by shape: whose page, and what the file is called. */
const PICTURED = {
  "learner /me": "learner",
  "learner /learners/*/competencies/*": "why-learner",
  "guardian /children": "children",
  "educator /sections": "classes",
  "educator /sections/*": "grid",
  "educator /sections/*/rate": "rate",
  "educator /sections/*/groups": "groups",
  "educator /sections/*/competencies/*": "competency",
  "educator /sections/*/people": "people-of-a-class",
  "educator /sections/*/targets": "targets",
  "educator /learners/*": "learner-for-teacher",
  "educator /learners/*/competencies/*": "why",
  "educator /frameworks/*": "standards",
  "administrator /admin": "administration",
  "administrator /admin/classes/*": "class-adults",
  "administrator /admin/imports": "imports",
  "administrator /admin/people/*": "roles",
  "administrator /admin/people/*/guardians": "guardians",
  "administrator /admin/people/new": "person-new",
  "administrator /frameworks/*/levels": "levels",
  "administrator /frameworks/*/prerequisites": "prerequisites",
  "administrator /admin/policies": "rules",
  "administrator /admin/access": "access-log",
  "nobody /sign-in": "sign-in",
};

/** The most pixels down that a picture shows. */
const TALLEST = { [PHONE.width]: 1100, [DESK.width]: 800 };

/** The shape of an address: ids and queries do not make another page. */
function shapeOf(address) {
  const { pathname } = new URL(address);
  return pathname.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+|[0-9a-f]{32,}|(?<=\/)\d+(?=\/)/g, "*").replace(/\/grid$/, "");
}

describe("every page", () => {
  let program, browser;
  before(async () => {
    program = await startProgram();
    browser = await openBrowser();
    if (PICTURES) await mkdir(PICTURES, { recursive: true });
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  it("of somebody who is not signed in", async () => {
    const visitor = await newVisitor(browser, program);
    await lookAt(visitor, "nobody", ["/sign-in", "/sign-in?next=/sessions", "/style", await program.link("learner")]);
  });

  for (const role of ROLES) {
    it(`of a ${role}`, async () => {
      const visitor = await signedIn(browser, program, role);
      await lookAt(visitor, role, ["/", ...UNLINKED]);
    });
  }

  it("of the samples under /style", async () => {
    const visitor = await newVisitor(browser, program, { viewport: PHONE });
    const { page } = visitor;
    await page.goto("/style");
    const links = await page.locator("#pages ~ ul a").evaluateAll((all) => all.map((a) => a.href));
    assert.ok(links.length > 30, `${links.length} samples`);
    const wrong = [];
    for (const link of links) {
      await page.goto(link);
      for (const check of [assertFits, assertAccessible]) {
        await check(page).catch((problem) => wrong.push(problem.message));
      }
    }
    // A sample's stream of changes leads nowhere, and the browser says so.
    await visitor.context.close();
    if (wrong.length) assert.fail(wrong.join("\n\n"));
  });

  it("of whoever asks for a page that is not there", async () => {
    const visitor = await signedIn(browser, program, "learner");
    for (const [address, status] of [["/no-such-page", 404], ["/admin", 403], ["/sections/new?x=%00", null]]) {
      const answer = await visitor.page.goto(address);
      if (status) assert.equal(answer.status(), status, address);
      assert.ok(answer.status() < 500, address);
      await assertAccessible(visitor.page);
      visitor.forgive(answer.status());
    }
    await visitor.leave();
  });

  async function lookAt(visitor, role, starts) {
    const { page } = visitor;
    const waiting = starts.map((path) => new URL(path, program.address).href);
    const seen = new Set();
    const wrong = [];
    while (waiting.length) {
      const address = waiting.shift();
      if (seen.has(shapeOf(address))) continue;
      const answer = await page.goto(address).catch(downloads);
      seen.add(shapeOf(address));
      if (!answer) continue;
      const shape = shapeOf(page.url());
      if (shape !== shapeOf(address) && seen.has(shape)) continue;
      seen.add(shape);
      if (answer.status() !== 200) wrong.push(`${role} ${address}: status ${answer.status()}`);
      wrong.push(...(await problemsOf(page, role, shape)));
      wrong.push(...visitor.takeProblems());
      // The design page shows samples, whose links lead nowhere.
      if (shape === "/style") continue;
      for (const link of await linksOf(page)) {
        if (!seen.has(shapeOf(link))) waiting.push(link);
      }
    }
    await visitor.context.close();
    if (wrong.length) assert.fail(wrong.join("\n\n"));
    console.log(`${role}: ${[...seen].sort().join(" ")}`);
  }

  /** A file is no page: nothing to look at. */
  function downloads(problem) {
    if (!/Download is starting/.test(problem.message)) throw problem;
    return null;
  }

  async function linksOf(page) {
    // Of a drawing too, whose links have no address of their own.
    const absolute = (all) => all.map((a) => new URL(a.getAttribute("href"), document.baseURI).href);
    const links = await page.locator("a[href]").evaluateAll(absolute);
    return links.filter((link) => link.startsWith(program.address) && !/\/(static|api|style\/pages)\/|\/export(\?|$)/.test(link));
  }

  async function problemsOf(page, role, shape) {
    const wrong = [];
    for (const viewport of [DESK, PHONE]) {
      await page.setViewportSize(viewport);
      for (const check of [assertFits, assertAccessible]) {
        await check(page).catch((problem) => wrong.push(`${role}: ${problem.message}`));
      }
      const name = PICTURED[`${role} ${shape}`] ?? (process.env.ONRAMP_SCREENSHOTS_ALL && `${role} ${shape}`.replaceAll(/[^a-z*]+/g, "-"));
      if (PICTURES && name) await picture(page, `${name}-${viewport.width}.png`);
    }
    await page.setViewportSize(DESK);
    return wrong;
  }

  async function picture(page, name) {
    const { width } = page.viewportSize();
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height: Math.min(tall, TALLEST[width]) });
    await page.screenshot({ path: join(PICTURES, name), animations: "disabled" });
  }
});
