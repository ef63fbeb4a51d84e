// Two educators of one class rate the same student at once: nothing of either is lost silently.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits } from "../harness/checks.js";
import { FRAMEWORK_CSV, rosterZip } from "../harness/given.js";
import { startProgram } from "../harness/program.js";
import { PHONE, newVisitor, openBrowser, signedIn } from "../harness/visitor.js";

describe("two educators on one class", () => {
  let program, browser, administrator, first, second, plain, sheet;
  before(async () => {
    program = await startProgram({ empty: true });
    browser = await openBrowser();
    const given = async (name, content) => {
      const path = join(program.data, name);
      await writeFile(path, content);
      return path;
    };
    await program.command("import", "framework", await given("kitchen.csv", FRAMEWORK_CSV));
    await program.command("import", "roster", await given("roster.zip", rosterZip({ secondTeacher: true })));
    administrator = await signedIn(browser, program, "administrator");
    first = await arriving("Nygaard");
    second = await arriving("Sauveterre");
    plain = await arriving("Sauveterre", { javaScriptEnabled: false });
    await first.page.getByRole("link", { name: "Rowing 6" }).first().click();
    await first.page.waitForURL("**/sections/*");
    const section = new URL(first.page.url()).pathname;
    await first.page.goto(`${section}/targets`);
    await first.page.getByLabel("Word or code").fill("KI.1");
    await first.page.locator("#found").getByRole("checkbox", { name: /KI\.1/ }).check();
    await first.page.getByRole("button", { name: "Add the ticked" }).click();
    await first.page.getByRole("heading", { name: "Chosen (1)" }).waitFor();
    sheet = `${section}/rate`;
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  it("tells who comes second what stands, and takes it when they choose again", async () => {
    for (const { page } of [first, second]) await page.goto(sheet);
    await give(first.page, 0, "3");
    await first.page.locator("#saved").getByText("All saved.").waitFor();
    await give(second.page, 0, "1");
    await second.page.getByText("not saved: Halvard Nygaard rated 3 first").waitFor();
    assert.equal(await level(second.page, 0), "3", "the colleague's rating is shown");
    second.forgive(409);
    await give(second.page, 0, "2");
    await second.page.locator(".state", { hasText: /^saved$/ }).waitFor();
    await first.page.reload();
    assert.equal(await level(first.page, 0), "2");
  });

  it("keeps a colleague's rating when a whole page is sent without JavaScript", async () => {
    await plain.page.goto(sheet);
    assert.deepEqual([await level(plain.page, 0), await level(plain.page, 1)], ["2", ""]);
    await give(first.page, 0, "4");
    await give(first.page, 1, "4");
    await first.page.locator("#saved").getByText("All saved. 2 of 2").waitFor();
    await give(plain.page, 1, "1");
    await plain.page.getByRole("button", { name: "Save drafts" }).click();
    await plain.page.getByText("1 rating was not saved, because somebody changed the same").waitFor();
    await plain.page.getByText("not saved: Halvard Nygaard rated 4 first").waitFor();
    assert.deepEqual([await level(plain.page, 0), await level(plain.page, 1)], ["4", "4"], "both stand");
  });

  it("says so on a phone too", async () => {
    await plain.page.setViewportSize(PHONE);
    await assertFits(plain.page);
    await give(plain.page, 1, "1");
    await plain.page.getByRole("button", { name: "Save drafts" }).click();
    await plain.page.getByText("1 draft saved.").waitFor();
    await give(first.page, 1, "2");
    await first.page.getByText("not saved: Margaux Sauveterre rated 1 first").waitFor();
    first.forgive(409);
    await first.page.setViewportSize(PHONE);
    await assertFits(first.page);
    await assertAccessible(first.page);
    for (const visitor of [first, second, plain, administrator]) await visitor.leave();
  });

  async function arriving(familyName, options) {
    const { page } = administrator;
    await page.goto(`/admin/people?q=${familyName}`);
    await page.getByRole("button", { name: /link/i }).first().click();
    const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
    const visitor = await newVisitor(browser, program, options);
    await visitor.signInByLink(link);
    return visitor;
  }
});

const row = (page, at) => page.locator("#rate tbody tr").nth(at);
// A click, and not a check: what was overtaken jumps to what stands.
const give = (page, at, code) => row(page, at).locator(`input[value="${code}"][type=radio]`).click();
const level = (page, at) => row(page, at).locator("input:checked").inputValue();
