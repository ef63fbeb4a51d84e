// The cut of a rule moved for one school: looked at first, adopted for the past, read in why there and not in
// the other school, compared, undone. By keyboard and without JavaScript too.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits, pressUntil } from "../harness/checks.js";
import { picture } from "../harness/pictures.js";
import { startProgram } from "../harness/program.js";
import { DESK, PHONE, newVisitor, openBrowser, signedIn } from "../harness/visitor.js";

const SCHOOL = "Otter Creek Middle School";
const REASON = "Agreed at the staff meeting in May.";

describe("a changed policy", () => {
  let program, browser, administrator, page, here, there, cell, other, adoption;
  before(async () => {
    program = await startProgram();
    browser = await openBrowser();
    administrator = await signedIn(browser, program, "administrator");
    page = administrator.page;
    here = await signedIn(browser, program, "educator");
    there = await linked("Rashid al-Amin");
    cell = await firstCell(here, /Mathematics 7/);
    other = await firstCell(there, /Science 7/);
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  it("shows whom it would touch before anything is written", async () => {
    await page.goto("/admin/policies");
    await page.getByRole("link", { name: "Change a rule" }).click();
    await fill(page, "100");
    await page.getByRole("button", { name: "What would it touch?" }).click();
    await page.waitForURL(/\/what-if\/[0-9a-f-]{36}$/);
    await page.getByText("A look only: nothing has been written.").waitFor();
    await page.getByText(/\d+ of \d+ learners would see a change, in \d+ judgements: 0 up, \d+ down\./).waitFor();
    await page.getByText("Awards that hang on them: none recorded yet.").waitFor();
    const schools = page.getByRole("region", { name: "Table of By school" });
    await schools.getByText(SCHOOL).waitFor();
    assert.equal(await schools.getByText("Lantern Hill School").count(), 0, "the other school is not touched");
    await page.getByText("Proficient, mastered").first().waitFor();
    await looksRight();
    await assertNear(page.getByRole("button", { name: "Adopt", exact: true }));
    await picture(page, "what-if", [PHONE]);
    assert.doesNotMatch(await why(here, cell), /Judged again/);
  });

  it("is adopted for the past with a reason, and undone by whoever reads on", async () => {
    await page.getByRole("radio", { name: /For the past too/ }).check();
    await page.getByLabel("Why").fill(REASON);
    await page.getByRole("button", { name: "Adopt" }).click();
    await page.waitForURL(/\/adoptions\/[0-9a-f-]{36}$/);
    await page.getByText(/^Adopted for the past too,.* by Wilhelm Aaltonen: Agreed at the staff meeting/).waitFor();
    await page.getByText(/Another value|Judgements that go down/).first().waitFor();
    adoption = page.url();
    await looksRight();
    await assertNear(page.getByRole("button", { name: "Undo", exact: true }));
    await picture(page, "adoption", [DESK]);
  });

  it("shows in why of that school, and nowhere else", async () => {
    const text = await why(here, cell);
    assert.match(text, /Judged again because a changed rule was adopted for the past,.* by Wilhelm Aaltonen: Agreed/);
    assert.match(text, /Where mastery begins[^]*100 percent[^]*Set by the school/);
    assert.match(text, /Mastery begins at 4\./);
    assert.doesNotMatch(text, /does not match/);
    const untouched = await why(there, other);
    assert.doesNotMatch(untouched, /Judged again|100 percent/);
    assert.match(untouched, /Mastery begins at 3\./);
    await same();
  });

  it("compares two versions in plain words", async () => {
    await page.goto("/admin/policies");
    await page.getByRole("link", { name: `History of Where mastery begins`, exact: false }).first().click();
    await page.getByText("Where mastery begins", { exact: false }).first().waitFor();
    await page.getByText(/100 percent, where nothing was set before\./).waitFor();
    await looksRight();
  });

  it("is undone by keyboard, and every judgement is back", async () => {
    await page.goto(adoption);
    const reason = page.getByLabel("Why");
    await pressUntil(page, "Tab", reason);
    await page.keyboard.type("It was too much at once.");
    await pressUntil(page, "Tab", page.getByRole("button", { name: "Undo", exact: true }));
    await page.keyboard.press("Enter");
    await page.getByText(/^Undone,.* by Wilhelm Aaltonen: It was too much at once\./).waitFor();
    assert.equal(await page.getByRole("button", { name: "Undo", exact: true }).count(), 0);
    await page.getByText("What it had changed; none of this is in force any more").waitFor();
    await looksRight();
    const text = await why(here, cell);
    assert.doesNotMatch(text, /Judged again|100 percent/);
    assert.match(text, /Mastery begins at 3\./);
    await same();
    await page.goto("/admin/policies/adoptions");
    await page.getByText(/^Undone/).waitFor();
    await looksRight();
  });

  it("is looked at and adopted without JavaScript on a phone, by a principal for their own school", async () => {
    const address = await linkFor("Solomon Hartwell");
    const principal = await newVisitor(browser, program, { viewport: PHONE, javaScriptEnabled: false });
    await principal.signInByLink(address);
    const plain = principal.page;
    await plain.goto("/admin/policies/new");
    const scopes = await plain.getByLabel("Where it applies").locator("option").allTextContents();
    assert.deepEqual(scopes, [SCHOOL, "Class: Mathematics 7, first period"]);
    await fill(plain, "50");
    await plain.getByRole("button", { name: "What would it touch?" }).click();
    await plain.getByText(/learners would see a change/).waitFor();
    await plain.getByRole("link", { name: "Change it first" }).click();
    assert.equal(await plain.getByLabel(/^Value/).inputValue(), "50");
    await plain.getByRole("button", { name: "What would it touch?" }).click();
    await plain.getByLabel("Why").fill("From next week on.");
    await plain.getByRole("button", { name: "Adopt" }).click();
    await plain.getByText(/^Adopted from its first day on,.* by Solomon Hartwell: From next week on\./).waitFor();
    await assertFits(plain);
    assert.equal((await plain.goto("/admin/people")).status(), 403);
    principal.forgive(403);
    await principal.leave();
    await here.leave();
    await there.leave();
    await administrator.leave();
  });

  /** Fills the form for the cut of one school. */
  async function fill(of, percent) {
    await of.getByLabel("Where it applies").selectOption({ label: SCHOOL });
    await of.getByLabel("What", { exact: true }).selectOption("mastery.cut_percent");
    await of.getByLabel(/^Value/).fill(percent);
  }

  /** The address of the why of the first judged cell of somebody's first class. */
  async function firstCell(visitor, section) {
    await visitor.page.goto("/sections");
    await visitor.page.getByRole("link", { name: section }).first().click();
    await visitor.page.locator("#grid").waitFor();
    const cells = visitor.page.locator("#grid tbody td a");
    const labels = await cells.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
    const judged = labels.findIndex((label) => /Proficient|Advanced/.test(label ?? ""));
    assert.ok(judged >= 0, "a cell is judged");
    return cells.nth(judged).getAttribute("href");
  }

  async function why(visitor, address) {
    await visitor.page.goto(address);
    await visitor.page.getByRole("heading", { name: "Because" }).waitFor();
    return visitor.page.locator("main").innerText();
  }

  async function linkFor(name) {
    await page.goto(`/admin/people?q=${encodeURIComponent(name.split(" ")[1])}`);
    await page.getByRole("button", { name: new RegExp(`Sign-in link for .*${name.split(" ")[0]}`) }).click();
    return page.getByLabel("Link", { exact: true }).inputValue();
  }

  async function linked(name) {
    const visitor = await newVisitor(browser, program);
    await visitor.signInByLink(await linkFor(name));
    return visitor;
  }

  async function same() {
    const rebuilt = JSON.parse(await program.command("--json", "mastery", "rebuild"));
    assert.equal(rebuilt.different + rebuilt.missing + rebuilt.without_entries, 0);
  }

  /** A phone reaches the button without a long way through lists, which are folded. */
  async function assertNear(button) {
    await page.setViewportSize(PHONE);
    const { y } = await button.evaluate((one) => ({ y: one.getBoundingClientRect().top + window.scrollY }));
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    console.log(`the button at ${Math.round(y)} of ${tall} px`);
    assert.ok(y < 3 * PHONE.height && tall < 12 * PHONE.height, `the button at ${y} of ${tall} px`);
  }

  async function looksRight() {
    for (const viewport of [PHONE, DESK]) {
      await page.setViewportSize(viewport);
      await assertFits(page);
      await assertAccessible(page);
    }
  }
});
