// A framework of more competencies than a list can hold: prerequisites are written by code, by keyboard on a
// phone, and what is refused stays in the form.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits } from "../harness/checks.js";
import { startProgram } from "../harness/program.js";
import { PHONE, openBrowser, signedIn } from "../harness/visitor.js";

const COMPETENCIES = 301;

describe("a large framework", () => {
  let program, browser, administrator, page, address;
  before(async () => {
    program = await startProgram({ empty: true });
    const rows = Array.from({ length: COMPETENCIES }, (_, place) => `L.${place},Skill ${place}\n`);
    const file = join(program.data, "large.csv");
    await writeFile(file, `code,title\n${rows.join("")}`);
    await program.command("import", "framework", file, "--title", "Large");
    browser = await openBrowser();
    administrator = await signedIn(browser, program, "administrator", { viewport: PHONE });
    page = administrator.page;
    await page.goto("/frameworks");
    address = `${await page.getByRole("link", { name: "Large" }).first().getAttribute("href")}/prerequisites`;
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  it("takes a prerequisite by code, without a mouse", async () => {
    await page.goto(address);
    await page.getByLabel("First", { exact: true }).focus();
    await page.keyboard.type("L.7");
    await page.keyboard.press("Tab");
    await page.keyboard.type("l.8");
    await page.keyboard.press("Enter");
    await page.getByRole("cell", { name: "L.8 Skill 8", exact: true }).waitFor();
    await assertFits(page);
    await assertAccessible(page);
  });

  it("says what a name can mean, keeps what was typed, and stays as wide as the window", async () => {
    for (const [first, said] of [["Skill 4", "can mean"], ["x".repeat(200), "is no competency here"], ["L.8", "circle"]]) {
      await page.goto(address);
      await page.getByLabel("First", { exact: true }).fill(first);
      await page.getByLabel("then").fill("L.7");
      await page.getByRole("button", { name: "Add" }).click();
      await page.getByRole("alert").getByText(said).waitFor();
      assert.equal(await page.getByLabel("First", { exact: true }).inputValue(), first);
      await assertFits(page);
      await assertAccessible(page);
    }
    await administrator.leave();
  });
});
