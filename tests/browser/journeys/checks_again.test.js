// A diagnostic by keyboard alone to its stop, which places nobody who has not looked; and a check that is not passed, planned
// for, and taken again with other questions.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits, pressUntil } from "../harness/checks.js";
import { startProgram } from "../harness/program.js";
import { DESK, PHONE, openBrowser, signedIn } from "../harness/visitor.js";

/** No diagnostic asks more. */
const MOST_QUESTIONS = 80;

describe("a diagnostic and a check", () => {
  let program, browser, teacher, student, section;
  before(async () => {
    program = await startProgram();
    browser = await openBrowser();
    teacher = await signedIn(browser, program, "educator", { viewport: DESK });
    student = await signedIn(browser, program, "learner", { viewport: PHONE });
    await teacher.page.goto("/sections");
    section = await teacher.page.locator("main h2 a, main h3 a").first().getAttribute("href");
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  async function give(kind, targets) {
    const { page } = teacher;
    await page.goto(`${section}/assessments`);
    await page.getByLabel("What", { exact: true }).selectOption(kind);
    const boxes = page.getByRole("group", { name: "About" }).getByRole("checkbox");
    const count = Math.min(targets, await boxes.count());
    for (let at = 0; at < count; at += 1) await boxes.nth(at).check();
    await page.getByRole("button", { name: "Give it now" }).click();
    await page.waitForURL("**/assignments/*");
    return new URL(page.url()).pathname;
  }

  async function begin(assignment) {
    await student.page.goto(`${assignment}/begin`);
    await assertAccessible(student.page);
    await student.page.getByRole("button", { name: "Begin" }).click();
    await student.page.waitForURL("**/sittings/*");
  }

  /** Answers what is shown by keys alone, without looking, and goes on: what has neither choices nor a field to
   * write in was not taught. */
  async function answerByKeyboard(page) {
    const field = page.locator(".question").locator("input:visible:not([disabled]), textarea:visible, select:visible").first();
    const kind = (await field.count()) ? await field.evaluate((one) => `${one.tagName} ${one.type}`) : "";
    if (!kind) {
      const notTaught = page.getByRole("button", { name: /not been taught/ });
      await pressUntil(page, "Tab", notTaught, 160);
      await page.keyboard.press("Enter");
      return;
    }
    await pressUntil(page, "Tab", field, 120);
    if (/radio|checkbox/.test(kind)) await page.keyboard.press("Space");
    else if (kind.startsWith("SELECT")) await page.keyboard.press("ArrowDown");
    else await page.keyboard.type("3");
    await pressUntil(page, "Tab", page.getByRole("button", { name: /^(Save and go on|Hand in)/ }).first(), 160);
    await page.keyboard.press("Enter");
  }

  it("a diagnostic is answered by keyboard alone until it stops by itself", async () => {
    const assignment = await give("adaptive_diagnostic", 20);
    await begin(assignment);
    const { page } = student;
    const seen = new Set();
    let asked = 0;
    while (!/\/result$/.test(new URL(page.url()).pathname) && asked < MOST_QUESTIONS) {
      const kinds = page.locator(".question [data-kind]");
      const kind = (await kinds.count()) ? await kinds.first().getAttribute("data-kind") : "none";
      if (!seen.has(kind)) {
        seen.add(kind);
        await assertAccessible(page);
        await assertFits(page);
      }
      const loaded = page.waitForEvent("load");
      await answerByKeyboard(page);
      await loaded;
      asked += 1;
    }
    assert.match(page.url(), /result$/, `not over after ${asked} questions`);
    assert.ok(asked >= 8, `${asked} questions`);
    console.log(`${asked} questions of ${[...seen].join(", ")}`);
    await assertAccessible(page);
    await assertFits(page);
    await teacher.page.goto(`${assignment}/competencies`);
    await assertAccessible(teacher.page);
    // Answered without a look: the teacher is told, and nobody is placed by it.
    assert.equal(await teacher.page.getByText("±").count(), 0);
    await teacher.page.goto(assignment);
    await teacher.page.getByText("answers very fast").first().waitFor();
  });

  it("a check that is not passed asks for a plan, and comes again with other questions", async () => {
    const { page } = student;
    // Of one target the demonstration's bank has too few: both are told, and nobody is asked to begin.
    const little = await give("check", 1);
    await teacher.page.getByText("Nobody can begin: the bank has 8 live items").waitFor();
    await assertAccessible(teacher.page);
    await page.goto(`${little}/begin`);
    await page.getByText("There are not enough new questions for you yet.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Begin" }).count(), 0);
    const assignment = await give("check", 2);
    const questions = [];
    for (const attempt of [1, 2]) {
      await begin(assignment);
      const texts = [];
      for (let at = 0; at < 12 && !/\/result$/.test(new URL(page.url()).pathname); at += 1) {
        texts.push(...(await page.locator(".question").allInnerTexts()));
        const over = page.getByRole("button", { name: "Hand in" });
        const next = page.getByRole("button", { name: "Save and go on" });
        const loaded = page.waitForEvent("load");
        await ((await next.count()) ? next.first() : over.first()).click();
        await loaded;
      }
      assert.match(page.url(), /result$/);
      questions.push(texts.map((text) => text.replace(/\s+/g, " ")));
      await assertAccessible(page);
      await assertFits(page);
      if (attempt === 2) break;
      await page.goto(`${assignment}/begin`);
      await page.getByRole("link", { name: "Make the plan" }).click();
      await page.getByRole("textbox").first().fill("I read the two rules again, then try three tasks.");
      await page.locator("#plan button").click();
      await page.getByText("I read the two rules again").waitFor();
    }
    const again = questions[1].filter((text) => questions[0].includes(text));
    console.log(`${questions[0].length} questions, then ${questions[1].length}; ${again.length} the same`);
    assert.ok(again.length < questions[0].length / 2, `${again.length} questions came again`);
    await teacher.page.goto(assignment);
    await teacher.page.getByText("not yet").first().waitFor();
    await teacher.leave();
    await student.leave();
  });
});
