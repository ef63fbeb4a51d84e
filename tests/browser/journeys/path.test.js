// What is next: a learner picks from what is offered on a phone, asks what a goal takes, and follows the map by
// keyboard; the educator pins with a reason, which the learner reads; the family reads it in plain words.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits } from "../harness/checks.js";
import { startProgram } from "../harness/program.js";
import { DESK, PHONE, openBrowser, signedIn } from "../harness/visitor.js";

const REASON = "Bring your drawing on Monday";

describe("what is next", () => {
  let program, browser, learner, educator, guardian, pinned;
  before(async () => {
    program = await startProgram();
    browser = await openBrowser();
    learner = await signedIn(browser, program, "learner", { viewport: PHONE });
    educator = await signedIn(browser, program, "educator", { viewport: DESK });
    guardian = await signedIn(browser, program, "guardian", { viewport: PHONE });
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  async function sound(page) {
    await assertAccessible(page);
    await assertFits(page);
  }

  it("is offered with reasons, and picked on a phone", async () => {
    const { page } = learner;
    await page.getByRole("link", { name: "What’s next" }).click();
    await page.getByRole("heading", { name: "What’s next", level: 1 }).waitFor();
    await sound(page);
    const offers = page.locator("section:has(#today) .offers > li");
    assert.ok((await offers.count()) >= 3, "several to choose from");
    const offer = offers.filter({ has: page.getByRole("button", { name: /^Pick this/ }) }).first();
    const title = (await offer.getByRole("heading").innerText()).trim();
    await offer.getByRole("button", { name: /^Pick this/ }).click();
    await page.getByRole("button", { name: new RegExp(`^Put back.*${title}`) }).first().waitFor();
    await sound(page);
  });

  it("says what a goal takes", async () => {
    const { page } = learner;
    await page.getByRole("button", { name: /^What would it take\?.*Ready for algebra/ }).click();
    await page.getByText(/steps are missing for “Ready for algebra”/).waitFor();
    await page.getByText(/^That takes about/).waitFor();
    await sound(page);
  });

  it("is a map that the keyboard follows from a step to its line in the list", async () => {
    const { page } = learner;
    const step = page.locator("svg.path-map a").first();
    const target = await step.getAttribute("href");
    await step.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.hash === target);
    await page.locator(target).waitFor();
  });

  it("is directed by an educator, with a reason that the learner reads", async () => {
    const { page } = educator;
    await page.goto("/sections");
    await page.locator("main h2 a, main h3 a").first().click();
    await page.getByRole("link", { name: "What’s next" }).click();
    await page.getByRole("heading", { name: "By target" }).waitFor();
    await sound(page);
    const own = new URL(learner.page.url()).pathname;
    const href = own === "/path" ? await learner.page.locator(".offers h3 a").first().getAttribute("href") : own;
    await page.goto(`/learners/${href.split("/")[2]}/path`);
    await sound(page);
    const choice = page.locator("#directed option").nth(1);
    pinned = (await choice.textContent()).trim();
    await page.getByLabel("Step", { exact: true }).selectOption(await choice.getAttribute("value"));
    await page.getByLabel("Why (learner and family read it)").fill(REASON);
    await page.getByRole("button", { name: "Direct", exact: true }).click();
    await page.getByText(`put first by`).filter({ hasText: REASON }).first().waitFor();
    await sound(page);
    await learner.page.goto("/path");
    await learner.page.getByText(REASON).first().waitFor();
    assert.ok(pinned.length > 0);
  });

  it("is plain for the family", async () => {
    const { page } = guardian;
    await page.goto("/children");
    await page.getByRole("link", { name: /^What’s next/ }).first().click();
    await page.getByRole("heading", { name: /^What’s next for/ }).waitFor();
    await page.getByText(REASON).first().waitFor();
    await sound(page);
  });
});
