// A task from giving it to handing it in once more: two raters who do not see each other disagree, a third decides.
// And an observation on a phone.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits } from "../harness/checks.js";
import { startProgram } from "../harness/program.js";
import { DESK, PHONE, newVisitor, openBrowser, signedIn } from "../harness/visitor.js";

const TITLE = "Build a bridge of paper";

describe("tasks", () => {
  let program, browser, educator, learner, raters, task;
  before(async () => {
    program = await startProgram();
    browser = await openBrowser();
    educator = await signedIn(browser, program, "educator");
    learner = await signedIn(browser, program, "learner", { viewport: PHONE });
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  async function sound(page) {
    await assertAccessible(page);
    await assertFits(page);
  }

  async function arriving(administrator, name) {
    const { page } = administrator;
    await page.goto(`/admin/people?q=${encodeURIComponent(name.split(" ").at(-1))}`);
    await page.getByRole("button", { name: new RegExp(`Sign-in link for .*${name.split(" ")[0]}`) }).first().click();
    const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
    const visitor = await newVisitor(browser, program);
    await visitor.signInByLink(link);
    return visitor;
  }

  it("is given to a class, for two colleagues to rate", async () => {
    const { page } = educator;
    const own = await page.locator(".me bdi").textContent();
    await page.goto("/sections");
    await page.locator("main h2 a, main h3 a").first().click();
    await page.getByRole("link", { name: "Tasks" }).click();
    await sound(page);
    await page.getByRole("link", { name: "Give a task" }).click();
    await page.getByLabel("Title").fill(TITLE);
    await page.getByLabel(/What is to be done/).fill("It should carry **a book**.");
    await page.getByText("Handing in again, and who rates").click();
    await page.getByLabel(/^Two, who see/).check();
    const names = await page.locator("label.tick:has(input[name=rater])").allTextContents();
    raters = names.map((name) => name.trim()).filter((name) => name !== own).slice(0, 2);
    assert.equal(raters.length, 2, "two colleagues");
    for (const name of raters) await page.getByLabel(name, { exact: true }).check();
    await sound(page);
    await page.getByRole("button", { name: "Give the task" }).click();
    await page.getByRole("heading", { name: TITLE, level: 1 }).waitFor();
    task = new URL(page.url()).pathname.split("/").at(-1);
    await sound(page);
  });

  it("is handed in with a file and a text, on a phone", async () => {
    const { page } = learner;
    await page.getByRole("link", { name: "My work" }).click();
    await sound(page);
    await page.getByRole("link", { name: TITLE }).click();
    await page.getByLabel("Write here").fill("I folded the paper four times.");
    await page.getByText("Saved", { exact: true }).waitFor();
    await page.getByLabel("Add a file").setInputFiles({ name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("First fold it") });
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("link", { name: "plan.txt" }).waitFor();
    assert.equal(await page.getByLabel("Write here").inputValue(), "I folded the paper four times.");
    await sound(page);
    await page.getByRole("button", { name: "Hand in" }).click();
    await page.getByText("Handed in. You will see here").waitFor();
    await sound(page);
  });

  it("is rated by two who do not see each other, and decided by a third", async () => {
    const administrator = await signedIn(browser, program, "administrator");
    const levels = [["1", "4"], ["4", "1"]];
    for (const [at, name] of raters.entries()) {
      const rater = await arriving(administrator, name);
      const { page } = rater;
      await page.goto("/ratings");
      await sound(page);
      await page.locator("li", { hasText: TITLE }).getByRole("link").first().click();
      await page.getByText("I folded the paper four times.").waitFor();
      assert.equal(await page.getByText("plan.txt").count(), 0, "no name of the learner's");
      await page.locator("fieldset [type=radio]").first().focus();
      for (const key of levels[at]) await page.keyboard.press(key);
      assert.equal(await page.locator("fieldset input:checked").count(), 2, "two digits, two levels");
      await sound(page);
      await page.getByRole("button", { name: "Done" }).click();
      await page.waitForURL((url) => url.pathname.startsWith("/ratings"));
      await rater.leave();
    }
    await administrator.leave();
    const { page } = educator;
    await page.goto(`/tasks/${task}`);
    await page.getByText("too far apart on 2").waitFor();
    await page.goto("/ratings");
    await page.locator("section", { hasText: "Waiting" }).locator("li", { hasText: TITLE }).getByRole("link").first().click();
    await page.getByText("One: Beginning").waitFor();
    await page.locator("fieldset [type=radio]").first().focus();
    await page.keyboard.press("3");
    await page.keyboard.press("1");
    await page.getByLabel("What you say about the whole").fill("Measure what it carries.");
    await sound(page);
    await page.getByRole("button", { name: "Done" }).click();
    await page.goto(`/tasks/${task}`);
    await page.getByText("rated, to be released").waitFor();
    await page.getByRole("button", { name: "Release all that is ready" }).click();
    await page.getByText("1 piece of work released").waitFor();
    await sound(page);
  });

  it("is handed in once more, only where it is not there yet", async () => {
    const { page } = learner;
    await page.reload();
    await page.getByText("Measure what it carries.").waitFor();
    await sound(page);
    await page.getByRole("button", { name: "Work on what is not there yet" }).click();
    await page.getByText("This time, only this:").waitFor();
    assert.equal(await page.locator("#mine ~ p strong").count(), 1);
    await page.getByLabel("Write here").fill("It carried 900 grams.");
    await page.getByRole("button", { name: "Hand in" }).click();
    await page.getByText("Handed in. You will see here").waitFor();
    await page.getByText("I folded the paper four times.").waitFor({ state: "attached" });
    await learner.leave();
  });

  it("is read by the family, what was released", async () => {
    const guardian = await signedIn(browser, program, "guardian", { viewport: PHONE });
    const { page } = guardian;
    await page.locator("main a[href$='/work']").first().click();
    await page.getByRole("heading", { name: TITLE }).waitFor();
    await page.getByText("Measure what it carries.").waitFor();
    assert.equal(await page.getByText("It carried 900 grams.").count(), 0, "not yet released");
    await sound(page);
    await guardian.leave();
  });

  it("an observation takes a few taps on a phone, and is taken back by one", async () => {
    const { page } = educator;
    await page.setViewportSize(PHONE);
    await page.goto("/sections");
    await page.locator("main h2 a, main h3 a").first().click();
    await page.getByRole("link", { name: "Observe" }).click();
    await sound(page);
    for (const at of [0, 1, 2]) await page.locator(".taps input").nth(at).check();
    await page.locator(".levels button").last().click();
    await page.getByText("Recorded of 3 students.").waitFor();
    await sound(page);
    await page.getByRole("button", { name: "Take back" }).click();
    await page.getByText("Taken back:").waitFor();
    await page.setViewportSize(DESK);
    await educator.leave();
  });
});
