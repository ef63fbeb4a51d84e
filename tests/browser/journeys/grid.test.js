// The mastery grid: by keyboard, filtered, ordered, grouped, pinned, on a phone and on paper.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits } from "../harness/checks.js";
import { pagesOf } from "../harness/paper.js";
import { startProgram } from "../harness/program.js";
import { DESK, PHONE, openBrowser, signedIn } from "../harness/visitor.js";

describe("the mastery grid", () => {
  let program, browser, teacher, page, address;
  before(async () => {
    program = await startProgram();
    browser = await openBrowser();
    teacher = await signedIn(browser, program, "educator");
    page = teacher.page;
    await page.locator("main h2 a").first().click();
    await page.locator("#grid tbody a[tabindex='0']").waitFor();
    address = page.url();
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  it("moves by arrows from one place in the tab order, and Enter opens why", async () => {
    assert.equal(await page.locator("#grid tbody a[tabindex='0']").count(), 1);
    await page.locator("#grid tbody a[tabindex='0']").focus();
    for (const key of ["ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp"]) await page.keyboard.press(key);
    const there = await page.evaluate(() => {
      const cell = document.activeElement.closest("td");
      return [cell.parentElement.rowIndex, cell.cellIndex];
    });
    assert.deepEqual(there, [1, 2]);
    await page.keyboard.press("End");
    await page.keyboard.press("Home");
    assert.ok(await page.evaluate(() => document.activeElement.closest("th") !== null));
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/competencies/**");
    await page.getByRole("heading", { name: /^Why: / }).waitFor();
  });

  it("filters, orders and groups, and says so in its address", async () => {
    await page.goto(address);
    const names = () => page.locator("#grid tbody th[scope=row]").allTextContents();
    const all = await names();
    assert.equal(all.length, 30);
    for (const field of ["Show", "Order by", "Group"]) {
      const select = page.getByLabel(field, { exact: true });
      const values = await select.locator("option").evaluateAll((options) => options.map((option) => option.value));
      assert.ok(values.length > 1, field);
      for (const value of values.slice(1)) {
        await page.goto(address);
        await Promise.all([page.waitForURL(/[?&]show=/), select.selectOption(value)]);
        assert.equal(await select.inputValue(), value, `${field} keeps ${value}`);
        const now = await names();
        assert.deepEqual(now.filter((name) => !all.includes(name)), [], `${field} ${value}`);
      }
    }
  });

  it("goes to the filter by one key", async () => {
    await page.goto(address);
    await page.keyboard.press("/");
    assert.ok(await page.getByLabel("Show", { exact: true }).evaluate((e) => e === document.activeElement));
  });

  it("pins a column beside the names", async () => {
    await page.goto(address);
    const pin = page.locator("#grid thead a.pin").nth(4);
    const code = (await pin.textContent()).replace("pin ", "");
    await pin.click();
    await page.waitForURL(/[?&]pin=/);
    await page.locator("#grid thead th[class] a.pin", { hasText: `unpin ${code}` }).waitFor();
    await page.locator(".grid-wrap").evaluate((wrap) => (wrap.scrollLeft = 600));
    const [name, pinned] = await page.evaluate(() => {
      const box = (query) => document.querySelector(query).getBoundingClientRect();
      return [box("#grid tbody th").right, box("#grid tbody td[class]").left];
    });
    assert.ok(Math.abs(name - pinned) < 3, `the pinned column stays at ${name}, not ${pinned}`);
  });

  it("fits a phone", async () => {
    await page.setViewportSize(PHONE);
    await page.goto(address);
    await assertFits(page);
    await assertAccessible(page);
    const seen = await page.locator("#grid tbody td a").first().boundingBox();
    assert.ok(seen.width >= 24 && seen.height >= 24, "a cell can be hit with a thumb");
  });

  it("prints every column, with the names beside it, on landscape sheets", async () => {
    await page.setViewportSize(DESK);
    await page.goto(address);
    const heads = await page.locator("#grid thead th > a:first-child").allTextContents();
    const written = await page.locator("#grid tbody th[scope=row]").allTextContents();
    // A PDF holds other scripts in the shapes and the order in which they are drawn.
    const names = written.filter((name) => /^[\p{Script=Latin}\p{P}\s]+$/u.test(name));
    assert.ok(names.length > 20, `${names.length} names`);
    assert.ok(heads.length > 40, `${heads.length} columns`);
    await page.emulateMedia({ media: "print" });
    await assertHidden(".nav", ".grid-tools", ".skip");
    for (const format of ["A4", "Letter"]) {
      const sheets = pagesOf(await page.pdf({ format }));
      assert.deepEqual(sheets.filter(({ width, height }) => width < height), [], "all are landscape");
      assert.ok(sheets[0].text.includes(bare(names[0])), "the first sheet has the first rows");
      const all = sheets.map(({ text }) => text).join("\n");
      for (const head of heads) assert.match(all, new RegExp(`${quoted(bare(head))}(?!\\d)`), `${format}: ${head}`);
      const tables = Math.ceil(heads.length / 17);
      for (const name of names) assert.equal(all.split(bare(name)).length - 1, tables, `${format}: ${name}`);
      assert.ok(sheets.length <= 2 * tables, `${sheets.length} sheets`);
    }
    await page.locator(".on-paper").waitFor({ state: "detached" });
  });

  it("prints levels black on white, each with its sign", async () => {
    for (const level of ["s1", "s2", "s3", "s4"]) {
      const [ink, back, sign] = await page.locator(`.legend .${level}`).first().evaluate((mark) => {
        const { color, backgroundColor } = getComputedStyle(mark);
        const { printColorAdjust, color: drawn } = getComputedStyle(mark, "::before");
        return [color, backgroundColor, `${printColorAdjust} ${drawn}`];
      });
      assert.deepEqual([ink, back, sign], ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)", "exact rgb(0, 0, 0)"], level);
    }
    const levels = await page.locator(".legend .mk").allTextContents();
    const [first] = pagesOf(await page.pdf());
    for (const level of levels) assert.ok(first.text.includes(bare(level)), level);
    await page.emulateMedia({ media: "screen" });
  });

  it("prints every column without scripts too", async () => {
    const plain = await signedIn(browser, program, "educator", { javaScriptEnabled: false });
    await plain.page.goto(address);
    const heads = await plain.page.locator("#grid thead th > a:first-child").allTextContents();
    const all = pagesOf(await plain.page.pdf()).map(({ text }) => text).join("\n");
    for (const head of heads) assert.ok(all.includes(bare(head)), head);
    await plain.leave();
  });

  it("keeps its levels apart without colour", async () => {
    await page.emulateMedia({ forcedColors: "active" });
    const shapes = await page.locator(".legend .mk").evaluateAll((marks) => marks.map((mark) => mark.textContent.trim()));
    assert.equal(new Set(shapes).size, shapes.length);
    assert.ok(shapes.length >= 4);
    await page.emulateMedia({ forcedColors: "none" });
    await teacher.leave();
  });

  const bare = (text) => text.replace(/\s+/g, "");
  const quoted = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  async function assertHidden(...selectors) {
    for (const selector of selectors) assert.equal(await page.locator(selector).first().isVisible(), false, selector);
  }
});
