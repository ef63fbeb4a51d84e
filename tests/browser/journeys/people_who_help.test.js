// A counselor's, a principal's, a substitute's and a case manager's morning, on a phone and at a desk; the
// substitute and the case manager without JavaScript.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits, pressUntil } from "../harness/checks.js";
import { picture } from "../harness/pictures.js";
import { startProgram } from "../harness/program.js";
import { DESK, PHONE, newVisitor, openBrowser, signedIn } from "../harness/visitor.js";

const CLASS = "Mathematics 7, first period";

describe("the people who help", () => {
  let program, browser, educator, substitute, link;
  before(async () => {
    program = await startProgram();
    browser = await openBrowser();
    educator = await signedIn(browser, program, "educator");
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  it("a counselor sees who was silent, opens one, and looks at a class instead", async () => {
    const counselor = await signedIn(browser, program, "counselor");
    const { page } = counselor;
    assert.equal(new URL(page.url()).pathname, "/caseload", "the day begins there");
    await page.getByText(/^24 students/).waitFor();
    await page.getByText("Counted in school days: Monday to Friday within terms.").waitFor();
    await looksRight(page);
    await page.getByLabel("Days without evidence").fill("1");
    await page.getByLabel("Only who had none for so long").check();
    await pressUntil(page, "Tab", page.getByRole("button", { name: "Show", exact: true }));
    await page.keyboard.press("Enter");
    await page.waitForURL(/days=1&silent=1/);
    const silences = await page.locator("#caseload tbody tr td:nth-of-type(1)").allInnerTexts();
    assert.ok(silences.every((text) => text.includes("silent")), silences.join());
    const days = silences.map((text) => (text.startsWith("always") ? 365 : Number.parseInt(text, 10)));
    assert.deepEqual(days, days.toSorted((one, other) => other - one), "longest first");
    await page.goto("/caseload");
    await page.getByText("Classes instead of the caseload").click();
    await page.getByLabel("Science 7, second period").check();
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.getByText(/^30 students/).waitFor();
    await page.locator("#caseload tbody a").first().click();
    await page.getByText("Open to you because you are counselor of this student or school.").waitFor();
    await counselor.leave();
  });

  it("a principal reads one page of what needs somebody, and gives students to a counselor", async () => {
    const principal = await signedIn(browser, program, "principal");
    const { page } = principal;
    assert.equal(new URL(page.url()).pathname, "/exceptions");
    await page.getByText(/need(s)? you\.$|^Nothing needs you today\.$/).waitFor();
    await page.getByText("Otter Creek Middle School").first().waitFor();
    await looksRight(page);
    await picture(page, "principal", [DESK]);
    await page.getByLabel("Days of silence that need somebody").fill("1");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.waitForURL(/days=1/);
    await looksRight(page);
    const first = page.locator("section.card li a").first();
    const about = await first.getAttribute("href");
    await first.click();
    assert.equal(new URL(page.url()).pathname, about, "each leads to where it is dealt with");

    await page.getByRole("link", { name: "Caseloads" }).click();
    await page.getByRole("link", { name: "Achterberg, Rosalind" }).waitFor();
    const names = await classList(educator.page);
    await page.getByLabel("Who").selectOption({ label: "Achterberg, Rosalind" });
    await page.getByLabel("As", { exact: true }).selectOption({ label: "Counselor" });
    await page.getByLabel(/^Students/).fill(`${names[20]}\nNobody Here\n`);
    await page.getByRole("button", { name: "Give them" }).click();
    await page.getByRole("alert").getByText('line 2: no student of yours is called "Nobody Here"').waitFor();
    await looksRight(page);
    await page.getByLabel(/^Students/).fill(`${names[20]}\n${names[21]}`);
    await page.getByRole("button", { name: "Give them" }).click();
    await page.getByText("2 students added.").waitFor();
    await page.getByRole("link", { name: "Achterberg, Rosalind" }).first().click();
    await looksRight(page);
    const counselors = page.locator("form", { has: page.locator('input[name="kind"][value="counselor"]') });
    await counselors.getByRole("checkbox").first().check();
    await counselors.getByRole("button", { name: "Take the ticked off" }).click();
    await page.getByText("1 student taken off: they are not open any more.").waitFor();
    principal.forgive(422);
    await principal.leave();
  });

  it("a teacher gives somebody new the day", async () => {
    const { page } = educator;
    await page.goto("/sections");
    await page.getByRole("link", { name: "Substitutes" }).click();
    await looksRight(page);
    await page.getByLabel("Given name").fill("Ada");
    await page.getByLabel("Family name").fill("Fairweather");
    await page.getByRole("button", { name: "Give the day" }).click();
    await page.getByRole("heading", { name: /^Ada Fairweather has the place until/ }).waitFor();
    link = await page.getByLabel("Link", { exact: true }).inputValue();
    await looksRight(page);
  });

  it("the substitute finds the class first, rates it in drafts, and can do no more", async () => {
    substitute = await newVisitor(browser, program, { viewport: PHONE, javaScriptEnabled: false });
    await substitute.signInByLink(link);
    const { page } = substitute;
    assert.equal(new URL(page.url()).pathname, "/sections");
    await page.getByRole("heading", { name: "Today, in somebody’s place" }).waitFor();
    await page.getByText(/^Yours until/).waitFor();
    assert.equal(await page.getByRole("link", { name: "New class from names" }).count(), 0);
    await looksRight(page, { scripts: false });
    await picture(page, "substitute-day", [PHONE]);
    await page.getByRole("link", { name: CLASS, exact: true }).click();
    await page.getByText(/^To be given today: 4 students$/).click();
    await page.getByText("extra time ×1.5, large print").waitFor();
    await looksRight(page, { scripts: false });
    const record = await page.locator("#grid tbody th a").first().getAttribute("href");
    await page.goto(record);
    await page.getByText("Open to you because you teach a class of this student today.").waitFor();
    assert.equal(await page.getByRole("heading", { name: "Recent evidence" }).count(), 0);
    for (const families of ["report", "family", "privacy"]) {
      assert.equal((await page.goto(`${record}/${families}`)).status(), 403, families);
    }
    const section = await sectionOf(educator.page);
    assert.equal((await page.goto(`${section}/people`)).status(), 403);
    await page.goto(`${section}/rate`);
    await page.getByText("until a teacher releases them").waitFor();
    assert.equal(await page.getByRole("button", { name: "Release" }).count(), 0);
    await page.getByRole("row").nth(1).getByRole("radio").nth(3).check();
    await page.getByRole("button", { name: "Save drafts" }).click();
    await page.getByText(/draft(s)? saved|Nothing has changed/).waitFor();
    await looksRight(page, { scripts: false });
  });

  it("and sees nothing from the moment the place is taken back", async () => {
    const { page } = educator;
    await page.goto("/substitutes");
    await page.getByRole("button", { name: "Take back the place of Ada Fairweather" }).click();
    await page.getByText("Taken back: it opens nothing any more.").waitFor();
    const section = await sectionOf(page);
    assert.equal((await substitute.page.goto(section)).status(), 404);
    substitute.forgive(403);
    substitute.forgive(404);
    await substitute.leave();
  });

  it("a case manager writes what is given, and the teacher reads what and not why", async () => {
    const manager = await newVisitor(browser, program, { viewport: PHONE, javaScriptEnabled: false });
    await manager.signInByLink(await program.link("case manager"));
    const { page } = manager;
    assert.equal(new URL(page.url()).pathname, "/cases");
    await page.getByText("8 students, 4 with nothing in force today.").waitFor();
    await looksRight(page, { scripts: false });
    const student = page.locator("tbody th a").first();
    const profile = await student.getAttribute("href");
    await student.click();
    await page.getByText("Nothing more than everybody gets.").waitFor();
    await looksRight(page, { scripts: false });
    await page.getByLabel("Time").selectOption("2");
    await page.getByLabel("Text is read aloud").check();
    await page.getByLabel(/^Seat/).fill("by the window");
    await page.getByLabel(/^Why/).fill("Concussion on Saturday");
    await page.getByRole("button", { name: "Write it" }).click();
    await page.getByText("Written. Everybody who works with this student sees what, and not why.").waitFor();
    await page.getByText("Concussion on Saturday").waitFor();
    await looksRight(page, { scripts: false });
    await manager.leave();

    const teacher = educator.page;
    await teacher.goto(profile.replace("/accommodations", ""));
    await teacher.getByRole("link", { name: "extra time ×2, read aloud, seat: by the window" }).click();
    await teacher.getByText("Give it unasked, and do not show it to others.").waitFor();
    const read = await teacher.locator("main").innerText();
    assert.doesNotMatch(read, /Concussion|Why/);
    assert.equal(await teacher.getByRole("button", { name: "Write it" }).count(), 0);
    await looksRight(teacher);
    await educator.leave();
  });

  /** Names of the teacher's class, as the list has them. */
  async function classList(page) {
    await page.goto(await sectionOf(page));
    await page.locator("#grid").waitFor();
    return page.locator("#grid tbody th a").allInnerTexts();
  }

  async function sectionOf(page) {
    await page.goto("/sections");
    return page.getByRole("link", { name: CLASS, exact: true }).first().getAttribute("href");
  }

  /** Without scripts the checker cannot run in the page; every_page looks at the same pages with them. */
  async function looksRight(page, { scripts = true } = {}) {
    const before = page.viewportSize();
    for (const viewport of [PHONE, DESK]) {
      await page.setViewportSize(viewport);
      await assertFits(page);
      if (scripts) await assertAccessible(page);
    }
    await page.setViewportSize(before);
  }
});
