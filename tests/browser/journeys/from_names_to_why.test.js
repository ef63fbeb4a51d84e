// A district without any file: a class from pasted names, targets, ratings, release, and why, each as
// the person who reads it.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { OWN_TARGETS, THIRTY_NAMES, FRAMEWORK_CSV } from "../harness/given.js";
import { startProgram } from "../harness/program.js";
import { newVisitor, openBrowser, signedIn } from "../harness/visitor.js";

describe("from thirty names to why", () => {
  let program, browser, teacher, page, section, why;
  before(async () => {
    program = await startProgram({ empty: true });
    browser = await openBrowser();
    teacher = await signedIn(browser, program, "administrator");
    page = teacher.page;
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  it("makes a class from pasted names, after a look", async () => {
    await page.goto("/sections/new");
    await page.getByLabel("Name of the class").fill("Kitchen, room 4");
    await page.getByLabel("Names").fill(THIRTY_NAMES.join("\n"));
    await page.getByRole("button", { name: "Look before making it" }).click();
    await page.getByText("30 new students.").waitFor();
    const rows = page.getByRole("region", { name: "Table of names" }).locator("tbody tr");
    assert.equal(await rows.count(), 30);
    assert.match(await rows.filter({ hasText: "Niamh" }).textContent(), /Niamh\s*O'Dowd/);
    await page.getByRole("button", { name: "Make the class" }).click();
    await page.waitForURL("**/targets");
    section = new URL(page.url()).pathname.replace(/\/targets$/, "");
  });

  it("has targets in the teacher's own words, with nothing else there to choose from", async () => {
    await page.getByRole("heading", { name: "Write your own" }).waitFor();
    assert.equal(await page.getByLabel("Word or code").count(), 0, "no search over nothing");
    await page.getByLabel("One on each line").fill("K.1 Measures dry and liquid amounts\nK.1 Keeps it clean");
    await page.getByRole("button", { name: "Make these the targets" }).click();
    await page.getByRole("alert").getByText("line 2").waitFor();
    assert.match(await page.getByLabel("One on each line").inputValue(), /Keeps it clean$/, "what was typed is still there");
    await page.getByLabel("One on each line").fill(OWN_TARGETS.join("\n"));
    await page.getByRole("button", { name: "Make these the targets" }).click();
    await page.getByRole("heading", { name: "Chosen (3)" }).waitFor();
  });

  it("rates a whole class by keyboard, and takes a slip back with one key", async () => {
    await page.goto(`${section}/rate`);
    await choose(page, /K\.1/);
    const rows = page.locator("#rate tbody tr");
    assert.equal(await rows.count(), 30);
    await rows.nth(0).getByRole("radio").first().focus();
    for (const key of "334") await page.keyboard.press(key);
    await page.getByText("3 of 30 rated").first().waitFor();
    await page.keyboard.press("u");
    await page.getByText("2 of 30 rated").first().waitFor();
    await page.keyboard.press("4");
    await page.keyboard.press("2");
    await page.locator("#saved").getByText("All saved. 4 of 30 rated").waitFor();
    await page.reload();
    await page.locator("#preview").getByText("4 of 30 rated").waitFor();
    assert.deepEqual(await rated(page), ["3", "3", "4", "2"]);
  });

  it("shows nobody else a draft", async () => {
    const grid = await teacher.newWindow();
    await grid.goto(section);
    const first = grid.locator("#grid tbody td a").first();
    assert.match(await first.getAttribute("aria-label"), /No evidence yet/);
    await grid.close();
  });

  it("changes the grid in another window without reloading, when ratings are released", async () => {
    const grid = await teacher.newWindow();
    await grid.goto(section);
    await grid.getByText("Live: changes appear by themselves.").waitFor();
    await grid.evaluate(() => (window.stillTheSame = true));
    const cells = grid.locator("#grid tbody tr").first().locator("td a");
    await page.locator("#release-button").click();
    await page.getByText("4 ratings released").waitFor();
    await grid.locator('#grid td a:not([aria-label^="No evidence"])').nth(3).waitFor();
    assert.equal(await grid.evaluate(() => window.stillTheSame), true);
    assert.doesNotMatch(await cells.first().getAttribute("aria-label"), /No evidence/);
    why = await cells.first().getAttribute("href");
    await grid.close();
  });

  it("says why to the teacher: rule, numbers, where they come from, what would change it", async () => {
    await page.goto(why);
    await page.getByRole("heading", { name: /^Why: / }).waitFor();
    for (const part of ["Because", "What counted", "The rule"]) {
      await page.getByRole("heading", { name: part, exact: true }).waitFor();
    }
    await page.getByText("Measures dry and liquid amounts").first().waitFor();
  });

  it("signs a learner in with a printed card, and tells them why in their words", async () => {
    await page.goto(`${section}/people`);
    const name = page.locator("#people tbody tr").first();
    await name.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Cards for the ticked" }).click();
    const card = page.locator(".qr-cards li");
    assert.equal(await card.count(), 1);
    const link = await card.locator(".code").textContent();
    const learner = await newVisitor(browser, program);
    await learner.signInByLink(link);
    await learner.page.getByRole("heading", { name: "What I can do", level: 1 }).waitFor();
    await learner.page.locator("main").getByRole("link", { name: /Measure/ }).first().click();
    await learner.page.getByRole("heading", { name: "Why", exact: true }).waitFor();
    const words = (await learner.page.locator("main").textContent()).toLowerCase();
    for (const jargon of ["evidence", "competency", "policy", "framework"]) assert.ok(!words.includes(jargon), jargon);
    await learner.leave();
  });

  it("brings in a framework from a table", async () => {
    await page.goto("/admin/imports");
    await page.getByLabel("What is in it").selectOption("framework");
    await page.getByLabel("File").setInputFiles({ name: "kitchen.csv", mimeType: "text/csv", buffer: Buffer.from(FRAMEWORK_CSV) });
    await page.getByRole("button", { name: "Bring in now" }).click();
    await page.getByText("Applied.").waitFor();
    await page.goto("/frameworks");
    await page.getByRole("link", { name: "kitchen", exact: true }).click();
    await page.getByText("KI.2").first().waitFor();
  });

  it("finds more targets in them while typing, and picks two", async () => {
    await page.goto(`${section}/targets`);
    await page.getByLabel("Word or code").fill("recipe");
    const found = page.locator("#found");
    await found.getByText("KI.2").waitFor();
    await found.getByRole("checkbox", { name: /KI\.1/ }).waitFor({ state: "detached" });
    await found.getByRole("checkbox", { name: /KI\.2/ }).check();
    await page.getByLabel("Word or code").fill("KI.1");
    await found.getByRole("checkbox", { name: /KI\.1/ }).check();
    assert.ok(await found.getByRole("checkbox", { name: /KI\.2/ }).isChecked(), "what was ticked stays ticked");
    await page.getByRole("button", { name: "Add the ticked" }).click();
    await page.getByRole("heading", { name: "Chosen (5)" }).waitFor();
  });

  it("makes standards of its own from pasted lines", async () => {
    await page.goto("/frameworks");
    await page.getByRole("link", { name: "Write your own" }).click();
    await page.getByLabel("Title").fill("Garden");
    await page.getByLabel("Competencies").fill("G.1 Plants a row\nWaters it");
    await page.getByRole("button", { name: "Make them" }).click();
    await page.getByRole("heading", { name: "Garden", level: 1 }).waitFor();
    await page.getByText("Plants a row").waitFor();
  });

  it("gives somebody who forgot their password a new one", async () => {
    await page.goto(`${section}/people`);
    await page.locator("#people tbody tr").nth(1).getByRole("checkbox").check();
    await page.getByRole("button", { name: "New passwords for the ticked" }).click();
    const [name, password] = await page.getByRole("region", { name: "Table of new passwords" }).locator("td").allTextContents();
    const learner = await newVisitor(browser, program);
    await learner.page.goto("/sign-in");
    await learner.page.getByLabel("Name or e-mail").fill(name);
    await learner.page.getByLabel("Password").fill(password);
    await learner.page.getByRole("button", { name: "Sign in" }).click();
    await learner.page.waitForURL("**/me");
    await learner.leave();
    await teacher.leave();
  });
});

async function choose(page, target) {
  const box = page.getByRole("checkbox", { name: target });
  if (!(await box.isVisible())) await page.locator("main details summary").first().click();
  for (const other of await page.locator("main details input:checked").all()) await other.uncheck();
  await box.check();
  await page.getByRole("button", { name: "Rate these" }).click();
  await page.locator("#rate").waitFor();
}

const rated = (page) =>
  page.locator("#rate tbody input:checked").evaluateAll((all) => all.map((input) => input.value).filter(Boolean));
