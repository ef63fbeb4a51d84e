// An administrator brings files in: a look, the same again, and broken ones.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits } from "../harness/checks.js";
import { brokenRosterZip, casePackage, rosterZip } from "../harness/given.js";
import { startProgram } from "../harness/program.js";
import { DESK, PHONE, openBrowser, signedIn } from "../harness/visitor.js";

describe("imports", () => {
  let program, browser, administrator, page;
  before(async () => {
    program = await startProgram({ empty: true });
    browser = await openBrowser();
    administrator = await signedIn(browser, program, "administrator");
    page = administrator.page;
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  it("shows what a package would change before anything is written", async () => {
    await bringIn("framework", "sky.json", casePackage(), "Look first");
    await page.getByText("A look only: nothing has been written.").waitFor();
    assert.equal((await line("competencies"))[0], "4");
    await page.getByText(/lead out of this package|leave/).first().waitFor();
    await page.goto("/frameworks");
    await page.getByText("None yet.").waitFor();
  });

  it("applies exactly what was looked at, and shows it as a tree with mathematics", async () => {
    await page.goto("/admin/imports");
    await page.getByRole("link", { name: "sky.json" }).first().click();
    await page.getByRole("button", { name: "Apply" }).click();
    await page.getByText("Applied.").first().waitFor();
    await page.goto("/frameworks");
    await page.getByRole("link", { name: "Sky and sea" }).click();
    await page.getByText("SK.2").first().waitFor();
    await page.getByLabel("Search by word or code").fill("tide");
    await page.getByText("1 of 4 found").waitFor();
    await page.locator("#found").getByRole("link", { name: /SK\.2/ }).click();
    await page.locator("main em", { hasText: "tide" }).waitFor();
    assert.equal(await page.locator("main math").count(), 1);
  });

  it("takes a roster, and the same roster again changes nothing", async () => {
    await bringIn("roster", "roster.zip", rosterZip(), "Bring in now");
    await page.getByText("Applied.").first().waitFor();
    assert.equal((await line("people"))[0], "3");
    const report = page.url();
    await bringIn("roster", "roster.zip", rosterZip(), "Bring in now");
    assert.equal(page.url(), report, "the same report is shown");
    await page.goto("/admin/people");
    await page.getByLabel("Name, e-mail or identifier").fill("الحربي");
    await page.getByText(/^1 of \d+ people/).waitFor();
    await page.getByRole("row", { name: /ليلى/ }).waitFor();
  });

  it("writes nothing of a file that is broken, and says where and what to do", async () => {
    await bringIn("roster", "broken.zip", rosterZip().subarray(0, 400), "Bring in now");
    await page.getByText(/broken as a whole: nothing was written|cannot be read/).first().waitFor();
    await bringIn("roster", "odd.zip", brokenRosterZip(), "Look first");
    const problems = page.getByRole("region", { name: "Table of problems" });
    await problems.getByText("wizard").first().waitFor();
    await problems.getByText("users.csv, line 2").first().waitFor();
    for (const viewport of [PHONE, DESK]) {
      await page.setViewportSize(viewport);
      await assertFits(page);
      await assertAccessible(page);
    }
    await bringIn("framework", "half.json", casePackage().slice(0, 300), "Bring in now");
    await page.getByText(/nothing was written/).first().waitFor();
  });

  it("asks for a file when there is none, and leaves without a complaint", async () => {
    await page.goto("/admin/imports");
    await page.getByRole("button", { name: "Bring in now" }).click();
    assert.equal(await page.locator("#file:invalid").count(), 1);
    await administrator.leave();
  });

  async function bringIn(kind, name, text, button) {
    await page.goto("/admin/imports");
    await page.getByLabel("What is in it").selectOption(kind);
    const mimeType = name.endsWith(".zip") ? "application/zip" : "application/json";
    await page.getByLabel("File").setInputFiles({ name, mimeType, buffer: Buffer.from(text) });
    await page.getByRole("button", { name: button }).click();
    await page.waitForURL(/\/admin\/imports\/[0-9a-f-]{36}$/);
  }

  /** New, changed, as before, ended. */
  async function line(kind) {
    const row = page.getByRole("region", { name: "Table of changes" }).getByRole("row").filter({ has: page.getByRole("rowheader", { name: kind, exact: false }) });
    return row.first().locator("td").allTextContents();
  }
});
