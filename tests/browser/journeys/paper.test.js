// An assessment on paper: printed, one sheet typed, one photographed, read and confirmed.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { assertAccessible, assertFits } from "../harness/checks.js";
import { pagesOf } from "../harness/paper.js";
import { startProgram } from "../harness/program.js";
import { DESK, PHONE, openBrowser, signedIn } from "../harness/visitor.js";

const run = promisify(execFile);
const MM = 72 / 25.4;

describe("an assessment on paper", () => {
  let program, browser, teacher, page, assignment;
  /** The example that writes questions and takes photographs; it is built with the tests. */
  const tryPaper = async (...args) => {
    const example = join(dirname(process.env.ONRAMP_BINARY), "examples", "paper_to_try");
    const { stdout } = await run(example, [join(program.data, "onramp.sqlite"), ...args]);
    return stdout.trim();
  };
  before(async () => {
    program = await startProgram();
    browser = await openBrowser();
    teacher = await signedIn(browser, program, "educator");
    page = teacher.page;
    assignment = await tryPaper("give");
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  it("prints a form and a sheet of its true size for each learner", async () => {
    await page.goto(`/assignments/${assignment}`);
    await page.getByRole("link", { name: "On paper" }).click();
    await assertAccessible(page);
    for (const box of (await page.locator("input[name=person]").all()).slice(0, 2)) await box.check();
    await page.getByRole("button", { name: "Make the forms" }).click();
    await page.locator(".answer-sheet svg").first().waitFor();
    assert.equal(await page.locator(".form-of").count(), 2);
    await assertAccessible(page);
    const sheets = pagesOf(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    // For each learner questions and one sheet, on A4, and nothing else.
    const codes = await page.locator(".form-head p:nth-of-type(2)").allTextContents();
    for (const code of codes.map((text) => text.match(/[2-9A-Z]{8}/)[0])) {
      const own = sheets.filter((sheet) => sheet.text.includes(code));
      assert.equal(own.length, 2, `${code}: first page and sheet`);
    }
    for (const { width, height } of sheets) {
      assert.ok(Math.abs(width - 210 * MM) < 2 && Math.abs(height - 297 * MM) < 2, `${width} x ${height}`);
    }
  });

  it("takes a sheet by keyboard alone, and goes to the next learner", async () => {
    await page.goto(`/assignments/${assignment}/paper/read`);
    await assertAccessible(page);
    const name = await page.locator("#sheet h2 bdi").textContent();
    const rows = page.locator("#sheet [data-row]");
    await rows.first().focus();
    await page.keyboard.type("abcdab");
    await page.keyboard.type("12");
    assert.deepEqual(await rows.evaluateAll((all) => all.map((one) => one.value)), ["a", "b", "c", "d", "a", "b", "12"]);
    await page.keyboard.press("Enter");
    await page.getByText("1 sheet entered.").waitFor();
    assert.notEqual(await page.locator("#sheet h2 bdi").textContent(), name);
    await page.getByRole("link", { name: `entered, ${name}` }).waitFor();
    for (const viewport of [PHONE, DESK]) {
      await page.setViewportSize(viewport);
      await assertFits(page);
    }
  });

  it("says what is wrong with a row, and keeps what was typed", async () => {
    const plain = await teacher.context.browser().newContext({ javaScriptEnabled: false, baseURL: program.address, storageState: await teacher.context.storageState() });
    const without = await plain.newPage();
    await without.goto(`/assignments/${assignment}/paper/read`);
    const rows = without.locator("#sheet [data-row]");
    await rows.nth(0).fill("b");
    await rows.nth(6).fill("twelve");
    await without.getByRole("button", { name: "Enter, and go to the next" }).click();
    await without.getByRole("alert").waitFor();
    assert.equal(await rows.nth(0).inputValue(), "b");
    assert.equal(await rows.nth(6).inputValue(), "twelve");
    await plain.close();
  });

  it("reads a photograph, asks what is in doubt, and enters what was confirmed", async () => {
    const photo = join(program.data, "photo.jpg");
    await tryPaper("photograph", assignment, photo);
    await page.goto(`/assignments/${assignment}/paper/read`);
    await page.getByLabel("Photographs or scans of answer sheets").setInputFiles([photo]);
    await page.getByRole("button", { name: "Read the pictures" }).click();
    await page.getByText("1 sheet read from 1 file.").waitFor({ timeout: 60_000 });
    await assertAccessible(page);
    const faint = page.getByRole("group", { name: /^Row 3: / });
    assert.ok(await faint.locator("img").evaluate((image) => image.naturalWidth > 100));
    await faint.getByLabel("B", { exact: true }).check();
    for (const viewport of [PHONE, DESK]) {
      await page.setViewportSize(viewport);
      await assertFits(page);
    }
    await page.getByRole("textbox", { name: /what was written/ }).fill("12");
    await page.getByRole("button", { name: "Enter what is ticked" }).click();
    await page.getByText("1 sheet entered.").waitFor();
    await page.locator("table").getByRole("link", { name: /^entered/ }).last().click();
    await page.getByText("from a scan; decided by hand: 3 (", { exact: false }).waitFor();
  });
});
