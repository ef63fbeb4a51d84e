// Who else rates: a learner on a phone rates their own work and a classmate's; the educator reads it first, speaks
// their feedback, looks at the agreement, and tries a calibration round.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits } from "../harness/checks.js";
import { startProgram } from "../harness/program.js";
import { PHONE, newVisitor, openBrowser, signedIn } from "../harness/visitor.js";

const TITLE = "Say how you measured it";
/** Given by the demonstration, with released work and ratings by students. */
const EARLIER = "Explain what you found out";

describe("who else rates", () => {
  let program, browser, educator, learner, classmate, task;
  before(async () => {
    program = await startProgram();
    browser = await openBrowser({ microphone: true });
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

  async function toTasks(page) {
    await page.goto("/sections");
    await page.locator("main h2 a, main h3 a").first().click();
    await page.getByRole("link", { name: "Tasks" }).click();
  }

  async function handIn(page, words) {
    await page.goto(`/work/${task}`);
    await page.getByLabel("Write here").fill(words);
    await page.getByRole("button", { name: "Hand in" }).click();
    await page.getByText("Handed in. You will see here").waitFor();
  }

  it("a task asks students to rate their own work and one of a classmate", async () => {
    const { page } = educator;
    await toTasks(page);
    await page.getByRole("link", { name: "Give a task" }).click();
    await page.getByLabel("Title").fill(TITLE);
    await page.getByText("Handing in again, and who rates").click();
    await page.getByLabel("Their own work").check();
    await page.getByLabel(/Work of how many classmates/).selectOption("1");
    await sound(page);
    await page.getByRole("button", { name: "Give the task" }).click();
    await page.getByText("their own work; work of 1 classmate without names").waitFor();
    task = new URL(page.url()).pathname.split("/").at(-1);
    // A classmate, by the link that their teacher can make.
    await page.goto(page.url());
    const name = await page.locator("tbody th a").evaluateAll((links, own) => {
      const other = links.find((link) => !link.textContent.includes(own));
      return { href: other.getAttribute("href"), label: other.textContent };
    }, "Noor");
    const administrator = await signedIn(browser, program, "administrator");
    const [family, given] = name.label.split(", ");
    await administrator.page.goto(`/admin/people?q=${encodeURIComponent(family)}`);
    await administrator.page.getByRole("button", { name: new RegExp(`Sign-in link for .*${given.split(" ")[0]}`) }).first().click();
    const link = await administrator.page.getByRole("textbox", { name: "Link" }).inputValue();
    await administrator.leave();
    classmate = await newVisitor(browser, program, { viewport: PHONE });
    await classmate.signInByLink(link);
  });

  it("a learner rates their own work by keyboard, and a classmate's without a name, on a phone", async () => {
    await handIn(learner.page, "I used a ruler, three times.");
    const { page } = learner;
    assert.equal(await page.getByRole("button", { name: "Rate a classmate’s work" }).count(), 0, "nobody else yet");
    await handIn(classmate.page, "With my hands.");
    await page.reload();
    await sound(page);
    await page.getByRole("link", { name: "Rate your own work" }).click();
    await sound(page);
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByText("Choose a level for each").waitFor();
    const fieldsets = await page.locator("fieldset").count();
    await page.locator("fieldset [type=radio]").first().focus();
    for (let at = 0; at < fieldsets; at += 1) await page.keyboard.press("4");
    await page.getByLabel("What you say about the whole").fill("I measured well.");
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByText("Of classmates’ work, 0 of 1 rated.").waitFor();
    await page.getByRole("button", { name: "Rate a classmate’s work" }).click();
    await page.getByText("With my hands.").waitFor();
    await sound(page);
    await page.locator("fieldset [type=radio]").first().focus();
    for (let at = 0; at < fieldsets; at += 1) await page.keyboard.press("2");
    await page.getByLabel("What you say about the whole").fill("What a silly way.");
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByText("Of classmates’ work, 1 of 1 rated.").waitFor();
    await sound(page);
  });

  it("the educator reads it first, leaves out what should not be said, and speaks their feedback", async () => {
    const { page } = educator;
    await page.goto(`/tasks/${task}`);
    await page.getByRole("link", { name: "What students say" }).click();
    await page.getByText("What a silly way.").waitFor();
    await sound(page);
    await page.locator("section", { hasText: "What a silly way." }).getByRole("button", { name: /^Leave out/ }).click();
    await page.getByText("left out").waitFor();
    await page.goto(`/tasks/${task}`);
    for (const words of ["I used a ruler", "With my hands."]) {
      const rows = page.getByRole("link", { name: /^Rate/ });
      const links = await rows.evaluateAll((all) => all.map((one) => one.href));
      for (const link of links) {
        await page.goto(link);
        if (await page.getByText(words).count()) break;
      }
      await page.locator("fieldset [type=radio]").first().focus();
      for (let at = await page.locator("fieldset").count(); at > 0; at -= 1) await page.keyboard.press("3");
      if (words === "With my hands.") {
        await page.getByRole("button", { name: "Record", exact: true }).click();
        await page.getByRole("timer").filter({ hasText: "0:01" }).waitFor();
        await page.getByRole("button", { name: "Stop recording" }).click();
        await page.getByText(/^Recorded/).waitFor();
        await page.getByRole("button", { name: "Add", exact: true }).click();
        await page.getByRole("link", { name: "recording-1" }).waitFor();
        await sound(page);
      }
      await page.getByRole("button", { name: "Done" }).click();
      await page.goto(`/tasks/${task}`);
    }
    await page.getByRole("button", { name: "Release all that is ready" }).click();
    await page.getByText("2 pieces of work released").waitFor();
    await classmate.page.reload();
    await classmate.page.locator("audio").first().waitFor();
    assert.equal(await classmate.page.getByText("What a silly way.").count(), 0, "left out");
    await sound(classmate.page);
    await learner.page.reload();
    await learner.page.getByText("I measured well.").waitFor();
    await page.getByRole("link", { name: "How far raters agree" }).click();
    await page.getByRole("heading", { name: /Students’ ratings of their own work/ }).waitFor();
    await sound(page);
    await learner.leave();
    await classmate.leave();
  });

  it("a calibration round is made of released work, failed, looked at, and passed", async () => {
    const { page } = educator;
    await toTasks(page);
    await page.getByRole("link", { name: EARLIER }).click();
    await page.getByRole("link", { name: "Calibration rounds" }).click();
    await sound(page);
    await page.getByRole("button", { name: "Make the round" }).click();
    await page.getByRole("alert").waitFor();
    for (const box of await page.locator("input[name=work]").all()) await box.check();
    await page.getByRole("button", { name: "Make the round" }).click();
    await page.getByText("Rate each of these as you would").waitFor();
    await sound(page);
    const rate = async (levels) => {
      const fieldsets = page.locator("fieldset");
      for (const [at, level] of levels.entries()) await fieldsets.nth(at).locator("[type=radio]").nth(level).check();
      await page.getByRole("button", { name: "Done" }).click();
    };
    await page.getByRole("link", { name: "Piece 1" }).click();
    await sound(page);
    await rate([3, 3]);
    await page.getByRole("heading", { name: "Piece 2" }).waitFor();
    await rate([3, 3]);
    await page.getByText("Not passed at time 1.").waitFor();
    await sound(page);
    const round = page.url();
    const settled = [];
    for (const piece of [1, 2]) {
      await page.goto(round);
      await page.getByRole("link", { name: `Piece ${piece}` }).click();
      await page.getByText(/^Settled:/).first().waitFor();
      if (piece === 1) await sound(page);
      settled.push(await page.locator("fieldset").evaluateAll((all) => all.map((one) => {
        const name = one.querySelector("ul").textContent.replace("Settled: ", "").split(":")[0].trim();
        const labels = [...one.querySelectorAll("label strong")].map((label) => label.textContent);
        return labels.findIndex((label) => label.startsWith(`${name} (`));
      })));
    }
    for (const [at, levels] of settled.entries()) {
      await page.goto(round);
      await page.getByRole("link", { name: `Piece ${at + 1}` }).click();
      await rate(levels);
    }
    await page.getByText("You have passed.").waitFor();
    await sound(page);
    await educator.leave();
  });
});
