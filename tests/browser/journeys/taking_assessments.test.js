// From one click of a teacher to what a student can do, on a phone and by keyboard: an exit slip, saved while it is
// answered, watched live, and opened to its why.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits, pressUntil } from "../harness/checks.js";
import { startProgram } from "../harness/program.js";
import { DESK, PHONE, openBrowser, signedIn } from "../harness/visitor.js";

describe("taking assessments", () => {
  let program, browser, teacher, student, section, assignment;
  before(async () => {
    program = await startProgram();
    browser = await openBrowser();
    teacher = await signedIn(browser, program, "educator", { viewport: DESK });
    student = await signedIn(browser, program, "learner", { viewport: PHONE });
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  it("gives an exit slip in one click", async () => {
    const { page } = teacher;
    await page.goto("/sections");
    await page.locator("main h2 a, main h3 a").first().click();
    section = new URL(page.url()).pathname;
    await page.getByRole("link", { name: "Assessments" }).first().click();
    await page.getByRole("heading", { name: "Assessments", level: 1 }).waitFor();
    await assertAccessible(page);
    await assertFits(page);
    await page.getByRole("group", { name: "About" }).getByRole("checkbox").first().check();
    await page.getByRole("button", { name: "Give it now" }).click();
    await page.waitForURL("**/assignments/*");
    assignment = new URL(page.url()).pathname;
    await page.getByText("not begun").first().waitFor();
    await assertAccessible(page);
  });

  it("begins on a phone, and saves while it is answered", async () => {
    const { page } = student;
    await page.goto("/assessments");
    await assertAccessible(page);
    await assertFits(page);
    await page.getByRole("link", { name: /Exit slip/ }).first().click();
    await assertAccessible(page);
    await page.getByRole("button", { name: "Begin" }).click();
    await page.waitForURL("**/sittings/*");
    await assertAccessible(page);
    await assertFits(page);
    await answerEverything(page);
    await page.getByText("Saved", { exact: true }).waitFor({ timeout: 60_000 });
    const before = await answered(page);
    await page.reload();
    assert.deepEqual(await answered(page), before, "what was answered is there after a reload");
  });

  it("shows the teacher who is at it, without a reload", async () => {
    await teacher.page.getByText("question 1").first().waitFor({ timeout: 60_000 });
  });

  it("cannot be forked by a second window", async () => {
    const second = await student.newWindow();
    await second.goto(student.page.url());
    await answerEverything(second, true);
    await second.getByText("Saved", { exact: true }).waitFor({ timeout: 60_000 });
    await answerEverything(student.page, true);
    await student.page.locator("[data-save-state]").getByText(/another window/).waitFor({ timeout: 60_000 });
    student.forgive(409);
    await second.close();
    await student.page.reload();
  });

  it("hands in by keyboard, and says what came of it in kind words", async () => {
    const { page } = student;
    const button = page.getByRole("button", { name: "Hand in" });
    await pressUntil(page, "Tab", button, 120);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/result");
    await page.getByText(/of \d+ points/).first().waitFor();
    await assertAccessible(page);
    await assertFits(page);
    const text = await page.locator("main").innerText();
    for (const word of ["sitting", "item", "theta", "framework"]) assert.doesNotMatch(text, new RegExp(`\\b${word}\\b`, "i"));
    const again = await page.goto(page.url().replace("/result", ""));
    assert.ok(again.ok());
    assert.match(page.url(), /result$/, "what is over shows what came of it");
  });

  it("opens the result and the why for the teacher", async () => {
    const { page } = teacher;
    await page.getByRole("link", { name: /^Open/ }).first().waitFor({ timeout: 60_000 });
    await page.getByRole("link", { name: /^Open/ }).first().click();
    await page.getByRole("heading", { name: "How it went" }).waitFor();
    await assertAccessible(page);
    await page.locator("#targets ~ ul a").first().click();
    await page.waitForURL("**/competencies/*");
    await assertAccessible(page);
    await page.goto(assignment);
    await assertFits(page);
  });

  it("leaves nothing in anybody's console", async () => {
    await teacher.leave();
    await student.leave();
  });
});

/** Answers every question of the page somehow: the first way that there is, or the last. */
async function answerEverything(page, last = false) {
  for (const question of await page.locator(".question").all()) {
    for (const group of await question.locator("fieldset.ask").all()) {
      const choices = group.locator("input[type=radio], input[type=checkbox]");
      const count = await choices.count();
      if (count) await choices.nth(last ? count - 1 : 0).check({ force: true });
    }
    for (const field of await question.locator("input[type=text], input[inputmode], textarea").all()) await field.fill(last ? "2" : "1");
    for (const list of await question.locator("select").all()) {
      const options = await list.locator("option").evaluateAll((all) => all.map((one) => one.value).filter(Boolean));
      if (options.length) await list.selectOption(options[last ? options.length - 1 : 0], { timeout: 8_000 }).catch(() => {});
    }
  }
}

/** Which fields hold what. */
function answered(page) {
  return page.locator("#answer").evaluate((form) => [...new FormData(form)].filter(([name]) => /^r\d/.test(name)));
}
