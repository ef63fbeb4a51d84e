// An administrator brings in a counselor by hand, who signs in by the link and sees the school, and ends the
// role again; then moves where mastery begins by the framework's levels. On a phone and at a desk.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits } from "../harness/checks.js";
import { startProgram } from "../harness/program.js";
import { DESK, PHONE, newVisitor, openBrowser, signedIn } from "../harness/visitor.js";

const SCHOOL = "Otter Creek Middle School";

describe("who runs the district", () => {
  let program, browser, administrator, counselor;
  before(async () => {
    program = await startProgram();
    browser = await openBrowser();
    administrator = await signedIn(browser, program, "administrator");
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  it("gives somebody new a role, who signs in by the link and sees the school", async () => {
    const { page } = administrator;
    await page.goto("/admin/people");
    await page.getByRole("link", { name: "Somebody new" }).click();
    await looksRight(page);
    await page.getByLabel("Given name").fill("Ada");
    await page.getByLabel("Family name").fill("Fairweather");
    await page.getByLabel("Role", { exact: true }).selectOption({ label: "Counselor" });
    await page.getByLabel("Where", { exact: true }).selectOption({ label: SCHOOL });
    await page.getByLabel(/^Why/).fill("Takes over the seventh grade");
    await page.getByRole("button", { name: "Add them" }).click();
    await page.getByRole("heading", { name: "Ada Fairweather" }).waitFor();
    const link = await page.getByLabel("Link", { exact: true }).inputValue();
    await page.getByText(/^given by .*: Takes over the seventh grade$/).waitFor();
    await looksRight(page);
    counselor = await newVisitor(browser, program, { viewport: PHONE });
    await counselor.signInByLink(link);
    assert.equal(new URL(counselor.page.url()).pathname, "/caseload");
    await counselor.page.goto("/sections");
    await counselor.page.getByText("Mathematics 7, first period").first().waitFor();
  });

  it("ends the role, and the next page is shut", async () => {
    const { page } = administrator;
    await page.getByText("End", { exact: false }).first().waitFor();
    await page.locator("td details summary").first().click();
    await page.locator("td details input[name=reason]").first().fill("Has left");
    await looksRight(page);
    await page.getByRole("button", { name: "End it" }).first().click();
    await page.getByText("Ended.").waitFor();
    await page.getByText("over", { exact: true }).waitFor();
    await counselor.page.goto("/sections");
    assert.equal(await counselor.page.getByText("Mathematics 7, first period").count(), 0);
    await counselor.leave();
  });

  it("looks whom other levels would touch, adopts them, and takes them back", async () => {
    const { page } = administrator;
    await page.goto("/frameworks");
    await page.getByRole("link", { name: /Mathematics/ }).first().click();
    await page.getByRole("link", { name: "Levels" }).click();
    await looksRight(page);
    await page.getByLabel("Name of level 1").fill("Exceeds");
    await page.getByRole("radio", { name: "Mastery begins at level 1" }).check();
    await page.getByRole("button", { name: "What would it touch?" }).click();
    await page.getByText(/^A look only: nothing has been written\.$/).waitFor({ timeout: 60_000 });
    await page.getByText(/4 Exceeds from 4, .*mastery from 4 of 4 points/).first().waitFor();
    await looksRight(page);
    await page.getByLabel("For the past too").check();
    await page.getByLabel("Why", { exact: true }).fill("Agreed in May");
    await page.getByRole("button", { name: "Adopt", exact: true }).click();
    await page.getByRole("heading", { name: "Undo it" }).waitFor({ timeout: 60_000 });
    await page.getByLabel("Why", { exact: true }).fill("Too soon");
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByText(/undone/i).first().waitFor({ timeout: 60_000 });
    await page.goto("/frameworks");
    await page.getByRole("link", { name: /Mathematics/ }).first().click();
    await page.getByText("4 Advanced, 3 Proficient (mastery)", { exact: false }).waitFor();
    await administrator.leave();
  });

  async function looksRight(page) {
    const before = page.viewportSize();
    for (const viewport of [PHONE, DESK]) {
      await page.setViewportSize(viewport);
      await assertFits(page);
      await assertAccessible(page);
    }
    await page.setViewportSize(before);
  }
});
