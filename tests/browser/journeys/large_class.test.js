// A class of two thousand, which nobody teaches in one room: an online course of a whole state.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertFits } from "../harness/checks.js";
import { FRAMEWORK_CSV } from "../harness/given.js";
import { startProgram } from "../harness/program.js";
import { DESK, PHONE, openBrowser, signedIn } from "../harness/visitor.js";

const LEARNERS = 2_000;

describe("a class of two thousand", () => {
  let program, browser, teacher, page, section;
  before(async () => {
    program = await startProgram({ empty: true });
    browser = await openBrowser();
    teacher = await signedIn(browser, program, "administrator");
    teacher.context.setDefaultTimeout(30_000);
    page = teacher.page;
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  it("is made from pasted names", async () => {
    await page.goto("/admin/imports");
    await page.getByLabel("What is in it").selectOption("framework");
    await page.getByLabel("File").setInputFiles({ name: "kitchen.csv", mimeType: "text/csv", buffer: Buffer.from(FRAMEWORK_CSV) });
    await page.getByRole("button", { name: "Bring in now" }).click();
    await page.getByText("Applied.").waitFor();
    await page.goto("/sections/new");
    await page.getByLabel("Name of the class").fill("Cooking, online");
    await page.getByLabel("Names").fill(names().join("\n"));
    await page.getByRole("button", { name: "Look before making it" }).click();
    await page.getByText("2,000 new students.").waitFor();
    await page.getByRole("button", { name: "Make the class" }).click();
    await page.waitForURL("**/targets");
    section = new URL(page.url()).pathname.replace(/\/targets$/, "");
    await page.getByLabel("Word or code").fill("KI.1");
    await page.locator("#found").getByRole("checkbox", { name: /KI\.1/ }).check();
    await page.getByRole("button", { name: "Add the ticked" }).click();
    await page.getByRole("heading", { name: "Chosen (1)" }).waitFor();
  });

  it("is rated one by one, and the last one is as near as the first", async () => {
    await page.goto(`${section}/rate`);
    const rows = page.locator("#rate tbody tr");
    assert.equal(await rows.count(), LEARNERS);
    await rows.nth(LEARNERS - 1).getByRole("radio").first().focus();
    await page.keyboard.press("3");
    await page.locator("#saved").getByText("All saved. 1 of 2,000 rated").waitFor();
    await page.locator("#release-button").click();
    await page.getByText("1 rating released").waitFor();
  });

  it("opens as a grid, on a phone and on a desk", async () => {
    for (const viewport of [PHONE, DESK]) {
      await page.setViewportSize(viewport);
      await page.goto(section);
      assert.equal(await page.locator("#grid tbody tr").count(), LEARNERS);
      await page.locator('#grid tbody td a:not([aria-label^="No evidence"])').waitFor();
      await assertFits(page);
      await page.goto(`${section}/rate`);
      await assertFits(page);
    }
    await teacher.leave();
  });
});

/** Every name once; the last in the list of the class comes last. */
function names() {
  return Array.from({ length: LEARNERS }, (_, n) => `Learner${String(n).padStart(4, "0")}, Number ${n}`);
}
