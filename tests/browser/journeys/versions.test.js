// A framework in two versions: rated in the first, a split and a new code in the second, the crosswalk
// corrected by hand, adopted, and why opened on the newer competency. Without JavaScript too.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits } from "../harness/checks.js";
import { startProgram } from "../harness/program.js";
import { DESK, PHONE, openBrowser, signedIn } from "../harness/visitor.js";

const FIRST = `code,statement
KI.1,Measures dry and liquid amounts to the nearest mark
KI.2,Cooks a recipe for another number of people and keeps raw and cooked food apart
KI.3,Sets a table for guests
`;
const SECOND = `code,statement
KI.1,Measures dry and liquid amounts to the nearest mark
KI.2a,Cooks a recipe for another number of people
KI.2b,Keeps raw and cooked food apart
KI.9,Sets a table for guests
`;

describe("versions of a framework", () => {
  let program, browser, administrator, page, section, versions;
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

  it("brings in the first version, and a class works on it", async () => {
    await bringIn(FIRST, "2025", "Bring in now");
    await page.getByText("Applied.").first().waitFor();
    await page.goto("/sections/new");
    await page.getByLabel("Name of the class").fill("Kitchen");
    await page.getByLabel("Names").fill("Adaeze Obi\nBo Li");
    await page.getByRole("button", { name: "Look before making it" }).click();
    await page.getByRole("button", { name: "Make the class" }).click();
    await page.waitForURL("**/targets");
    section = new URL(page.url()).pathname.replace(/\/targets$/, "");
    for (const code of ["KI.2", "KI.3"]) {
      await page.getByLabel("Word or code").fill(code);
      await page.locator("#found").getByRole("checkbox", { name: new RegExp(code.replace(".", "\\.")) }).check();
    }
    await page.getByRole("button", { name: "Add the ticked" }).click();
    await page.getByRole("heading", { name: "Chosen (2)" }).waitFor();
    for (const code of ["KI.2", "KI.3"]) {
      await page.goto(`${section}/rate`);
      await rateOnly(new RegExp(code.replace(".", "\\.")));
      await page.locator("#rate tbody tr").first().getByRole("radio").first().focus();
      for (const key of "43") await page.keyboard.press(key);
      await page.locator("#saved").getByText(/All saved/).waitFor();
      await page.locator("#release-button").click();
      await page.getByText("2 ratings released").waitFor();
    }
  });

  it("shows what the second version changes before anything is written", async () => {
    await bringIn(SECOND, "2026", "Look first");
    await page.getByRole("heading", { name: "Against Kitchen skills (2025)" }).waitFor();
    const report = page.url();
    await page.getByRole("link", { name: "See every change" }).click();
    await page.getByText("A look only: nothing has been written.").waitFor();
    assert.equal(await page.getByRole("button", { name: /Adopt/ }).count(), 0);
    await page.getByText(/KI\.9/).first().waitFor();
    await looksRight();
    await page.goto(report);
    await page.getByRole("button", { name: "Apply" }).click();
    await page.getByText("Applied.").first().waitFor();
    await page.getByRole("link", { name: "See every change" }).click();
    await page.getByText("Nothing is carried before it is adopted.").waitFor();
    versions = page.url();
  });

  it("takes a crosswalk that a person corrects, and adopts it", async () => {
    for (const part of ["KI.2a ", "KI.2b "]) {
      await choose("old", "KI.2 ");
      await choose("new", part);
      await page.locator("#relation").selectOption("split");
      await page.getByRole("button", { name: "Save the crosswalk" }).click();
      await page.waitForURL(/#crosswalk$/);
    }
    await page.getByRole("heading", { name: /^Split \(1\)/ }).waitFor();
    await looksRight();
    await page.getByLabel(/Move the targets of classes along: Kitchen \(2 targets\)/).waitFor();
    await page.getByRole("button", { name: "Adopt this version" }).click();
    await page.getByText(/Adopted .*evidence counts along 4 links/).waitFor();
  });

  it("says why on the newer competency, and which evidence came from which older one", async () => {
    await page.goto(section);
    const cells = page.locator("#grid tbody tr").first().locator("td a");
    assert.equal(await cells.count(), 3, "both parts and the renamed one");
    for (const place of [0, 1, 2]) {
      assert.doesNotMatch(await cells.nth(place).getAttribute("aria-label"), /No evidence/);
    }
    await cells.nth(1).click();
    await page.getByText("Keeps raw and cooked food apart").first().waitFor();
    await page.getByText("Evidence of older versions counts too: KI.2", { exact: false }).waitFor();
    await page.getByText("Counts from KI.2 (version 2025).").waitFor();
    await page.getByRole("link", { name: /^KI\.2b/ }).first().click();
    await page.getByRole("heading", { name: "Takes in the evidence of" }).waitFor();
    await looksRight();
    const rebuilt = JSON.parse(await program.command("--json", "mastery", "rebuild"));
    assert.equal(rebuilt.different + rebuilt.missing + rebuilt.without_entries, 0);
  });

  it("carries less when the crosswalk is corrected and adopted again", async () => {
    await page.goto(versions);
    await page.getByLabel(/^KI\.2 .*: KI\.2b/).selectOption("none");
    await page.getByRole("button", { name: "Save the crosswalk" }).click();
    await page.getByText("adopt again to judge by it", { exact: false }).waitFor();
    await page.getByRole("button", { name: "Adopt again" }).click();
    await page.getByText(/evidence counts along 3 links/).waitFor();
    await page.goto(section);
    const cell = page.locator("#grid tbody tr").first().locator("td a").nth(1);
    assert.match(await cell.getAttribute("aria-label"), /No evidence/);
  });

  it("shows coverage, and gives the framework out as a package", async () => {
    await page.goto(new URL(versions).pathname.replace(/\/versions$/, "/coverage"));
    await page.getByText("2 of 4 competencies have evidence.").waitFor();
    await page.getByText("fewer than 10").first().waitFor();
    await looksRight();
    const out = JSON.parse(await program.command("export", "framework", "Kitchen skills (2026)", "--format", "case"));
    assert.equal(out.CFItems.length, 4);
    await administrator.leave();
  });

  async function bringIn(table, version, button) {
    await page.goto("/admin/imports");
    await page.getByLabel("What is in it").selectOption("framework");
    await page.getByLabel("File").setInputFiles({ name: "kitchen.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
    await page.getByText("For standards: format, title, version").click();
    await page.getByLabel("Title").fill("Kitchen skills");
    await page.getByLabel("Version").fill(version);
    await page.getByRole("button", { name: button }).click();
    await page.waitForURL(/\/admin\/imports\/[0-9a-f-]{36}$/);
  }

  async function rateOnly(target) {
    const box = page.getByRole("checkbox", { name: target });
    if (!(await box.isVisible())) await page.locator("main details summary").first().click();
    for (const other of await page.locator("main details input:checked").all()) await other.uncheck();
    await box.check();
    await page.getByRole("button", { name: "Rate these" }).click();
    await page.locator("#rate").waitFor();
  }

  async function choose(id, beginning) {
    const value = await page.locator(`#${id} option`).evaluateAll(
      (options, text) => options.find((option) => option.textContent.startsWith(text))?.value, beginning);
    assert.ok(value, `${beginning} can be chosen`);
    await page.locator(`#${id}`).selectOption(value);
  }

  async function looksRight() {
    for (const viewport of [PHONE, DESK]) {
      await page.setViewportSize(viewport);
      await assertFits(page);
      await assertAccessible(page);
    }
  }
});
