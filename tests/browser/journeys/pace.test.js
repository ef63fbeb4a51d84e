// By when: attendance on a phone without JavaScript, days and pace of a class, a new plan used and undone, and what
// a learner and a family read of it; a calendar kept by an administrator.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits } from "../harness/checks.js";
import { startProgram } from "../harness/program.js";
import { DESK, PHONE, openBrowser, signedIn } from "../harness/visitor.js";

const CLASS = "Mathematics 7, first period";

describe("pace", () => {
  let program, browser;
  before(async () => {
    program = await startProgram();
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  async function sound(page) {
    await assertAccessible(page);
    await assertFits(page);
  }

  it("an administrator keeps a calendar, and is told what is wrong with its bells", async () => {
    const admin = await signedIn(browser, program, "administrator");
    const { page } = admin;
    await page.goto("/admin/calendars");
    await page.getByRole("cell", { name: /First period/ }).waitFor();
    await sound(page);
    await page.getByLabel("Name").fill("Every day");
    await page.getByLabel("First day").fill(daysFromNow(-30));
    await page.getByLabel("Last day").fill(daysFromNow(200));
    for (const day of ["Saturday", "Sunday"]) await page.getByLabel(day).check();
    await page.getByLabel("Closures and special days").fill(`${daysFromNow(30)} Holiday`);
    await page.getByLabel("Bells").fill("09:00-09:00 Morning");
    await page.getByRole("button", { name: "Keep the calendar" }).click();
    await page.getByRole("alert").getByText(/zero minutes/).waitFor();
    assert.equal(await page.getByLabel("Name").inputValue(), "Every day", "what was typed is kept");
    await page.getByLabel("Bells").fill("09:00-10:00 Morning");
    await page.getByRole("button", { name: "Keep the calendar" }).click();
    await page.getByRole("link", { name: "Every day" }).waitFor();
    await sound(page);
    admin.forgive(422);
    await admin.leave();
  });

  it("a teacher takes attendance on a phone without JavaScript", async () => {
    const educator = await signedIn(browser, program, "educator", { viewport: PHONE, javaScriptEnabled: false });
    const { page } = educator;
    await page.goto("/sections");
    await page.getByRole("link", { name: CLASS }).first().click();
    const section = new URL(page.url()).pathname;
    // By the calendar in which today is a school day, whatever day it is.
    await page.goto(`${section}/dates`);
    await page.getByLabel("This class goes by").selectOption({ label: "Every day" });
    await page.getByRole("button", { name: "Go by it" }).click();
    await page.getByText(/Counted by “Every day”/).waitFor();
    await assertFits(page);
    await page.goto(`${section}/attendance`);
    const late = page.getByRole("group").nth(1);
    await late.getByLabel("Late", { exact: true }).check();
    await page.getByRole("button", { name: "Save attendance" }).click();
    await page.getByRole("alert").getByText(/minutes are missing/).waitFor();
    await late.getByLabel("Late", { exact: true }).check();
    await late.getByLabel(/^Minutes late/).fill("8");
    await page.getByRole("button", { name: "Save attendance" }).click();
    await page.getByText("30 of 30 are noted.").waitFor();
    assert.equal(await late.getByLabel("Late", { exact: true }).isChecked(), true);
    await assertFits(page);
    educator.forgive(422);
    await educator.leave();
  });

  it("a teacher sees who is where, plans anew for one, and undoes it", async () => {
    const educator = await signedIn(browser, program, "educator");
    const { page } = educator;
    await page.goto("/sections");
    await page.getByRole("link", { name: CLASS }).first().click();
    await page.getByRole("link", { name: "Pace", exact: true }).click();
    await page.getByRole("heading", { name: "When they will be done" }).waitFor();
    await sound(page);
    await page.setViewportSize(PHONE);
    await sound(page);
    await page.setViewportSize(DESK);
    await page.getByRole("row").filter({ hasText: "behind" }).first().getByRole("link").click();
    await page.getByRole("heading", { name: /^Pace of / }).waitFor();
    await sound(page);
    await page.getByRole("link", { name: /^Plan anew/ }).first().click();
    await page.getByRole("heading", { name: /^A new plan for / }).waitFor();
    await sound(page);
    await page.getByRole("button", { name: "Use this plan" }).click();
    await page.getByRole("heading", { name: "New plans" }).waitFor();
    const tag = page.locator("section.card").first().locator(".tag").first();
    assert.notEqual(await tag.innerText(), "behind", "spread anew, nothing is overdue");
    await page.getByRole("button", { name: /^Undo the plan/ }).click();
    await page.getByText(/\(undone\)/).waitFor();
    await page.goto("/pace");
    await page.getByRole("heading", { name: "News about pace" }).waitFor();
    const before = await page.getByRole("button", { name: /^Seen/ }).count();
    await page.getByRole("button", { name: /^Seen/ }).first().click();
    await page.waitForFunction((count) => document.querySelectorAll("main form button").length < count, before);
    await sound(page);
    await educator.leave();
  });

  it("a learner and a family read when, in plain words and in their language", async () => {
    const learner = await signedIn(browser, program, "learner", { viewport: PHONE });
    await learner.page.getByRole("link", { name: "By when" }).click();
    await learner.page.getByText(/targets reached\./).first().waitFor();
    await sound(learner.page);
    await learner.leave();
    const guardian = await signedIn(browser, program, "guardian", { viewport: PHONE });
    const { page } = guardian;
    await page.getByRole("link", { name: "By when of Amina" }).click();
    await page.getByRole("heading", { name: "By when: Amina Haddad" }).waitFor();
    await sound(page);
    await page.getByRole("button", { name: "Español" }).click();
    await page.getByRole("heading", { name: "Para cuándo: Amina Haddad" }).waitFor();
    await sound(page);
    await guardian.leave();
  });
});

function daysFromNow(days) {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
