// Every way to answer an item: with a mouse, by keyboard alone, without a script, without a connection.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { assertAccessible, assertFits, pressUntil } from "../harness/checks.js";
import { startGallery } from "../harness/gallery.js";
import { DESK, PHONE, openBrowser } from "../harness/visitor.js";

/** A phone, a desk, and a desk at 400 %. */
const WIDTHS = [PHONE, DESK, { width: 320, height: 256 }];

describe("items as people answer them", () => {
  let gallery, browser, context, page, troubles;
  before(async () => {
    gallery = await startGallery();
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await gallery.stop();
  });
  afterEach(async () => {
    await context?.close();
    assert.deepEqual(troubles, []);
  });

  /** Opens a page of the gallery; whatever its scripts complain of fails the test. */
  async function open(file = "index.html", options = {}) {
    context = await browser.newContext({ viewport: DESK, baseURL: gallery.base, extraHTTPHeaders: gallery.visit(), ...options });
    page = await context.newPage();
    troubles = [];
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("console", (message) => /Content.Security.Policy/i.test(message.text()) && troubles.push(message.text()));
    await page.goto(file);
    if (options.javaScriptEnabled !== false) await page.locator(".tool-bar .timer").waitFor();
  }
  const group = (kind, at = 0) => page.locator(`fieldset[data-kind="${kind}"]`).nth(at);
  /** What the form would send now, by field name. */
  const sends = () => page.evaluate(() => Object.fromEntries([...new FormData(document.getElementById("answer"))].filter(([, value]) => typeof value === "string")));
  const until = async (holds, what) => {
    for (let tries = 0; tries < 300; tries += 1) {
      if (await holds()) return;
      await new Promise((later) => setTimeout(later, 100));
    }
    assert.fail(what);
  };

  for (const file of ["index.html", "review.html", "right-to-left.html", "paper.html", "large-print.html"]) {
    it(`can be used by everybody and is never wider than the window: ${file}`, async () => {
      await open(file);
      for (const viewport of WIDTHS) {
        await page.setViewportSize(viewport);
        await assertAccessible(page);
        await assertFits(page);
      }
    });
  }

  it("keeps every answer in the form without a script", async () => {
    await open("index.html", { javaScriptEnabled: false, viewport: PHONE });
    await assertFits(page);
    await group("order").getByLabel("Drain it").selectOption("1");
    await group("gap-match").getByLabel("Gap 2").selectOption("sC3");
    await group("match").getByRole("radio", { name: "Granite Igneous" }).check();
    await group("slider").getByLabel("Answer").fill("70");
    await group("select-point").locator("input[type=image]").click({ position: { x: 30, y: 40 } });
    await until(() => gallery.saves.length === 1, "the picture sends the form");
    const { body } = gallery.saves[0];
    for (const [name, value] of [["order-RESPONSE:C3", "1"], ["gaps-RESPONSE:G2", "sC3"], ["slider-RESPONSE", "70"], ["point-RESPONSE:pick.x", "30"], ["point-RESPONSE:pick.y", "40"]]) {
      assert.match(body, new RegExp(`name="${name}"\\r\\n\\r\\n${value}\\r\\n`), name);
    }
  });

  it("lets no more be chosen than may be, and a choice be taken back", async () => {
    await open();
    const several = group("choice", 1);
    for (const name of ["The Nile", "The Congo", "The Rhine"]) await several.getByText(name).click();
    assert.equal(await several.locator(":checked").count(), 2);
    await several.getByText("You have chosen 2. Take one away to choose another.").waitFor();
    const one = group("choice");
    await one.getByText("The Danube").click();
    await one.getByRole("button", { name: "Clear my choice" }).click();
    assert.equal((await sends())["choice-RESPONSE"], undefined);
  });

  it("puts a list in order by keyboard, by dragging, and as it stands", async () => {
    await open();
    const order = group("order");
    await order.getByRole("button", { name: "Keep this order" }).click();
    assert.equal((await sends())["order-RESPONSE:C1"], "1");
    await pressUntil(page, "Tab", order.getByRole("button", { name: "Move down: Boil the water" }), 80);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    assert.equal((await sends())["order-RESPONSE:C1"], "3");
    const [from, to] = [await order.locator("li", { hasText: "Serve" }).boundingBox(), await order.locator("li").first().boundingBox()];
    await page.mouse.move(from.x + 60, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + 60, to.y + 4, { steps: 12 });
    await page.mouse.up();
    assert.equal((await sends())["order-RESPONSE:C4"], "1");
  });

  it("puts words into gaps by pressing both, and by dragging", async () => {
    await open();
    const gaps = group("gap-match");
    await gaps.getByRole("button", { name: "moon" }).click();
    await gaps.getByLabel("Gap 1").click();
    assert.equal((await sends())["gaps-RESPONSE:G1"], "sC2");
    const [word, gap] = [gaps.getByRole("button", { name: "tide" }), gaps.getByLabel("Gap 2")];
    await word.scrollIntoViewIfNeeded();
    const [from, to] = [await word.boundingBox(), await gap.boundingBox()];
    await page.mouse.move(from.x + 10, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(to.x + 10, to.y + 10, { steps: 10 });
    await page.mouse.up();
    assert.equal((await sends())["gaps-RESPONSE:G2"], "sC3");
    // A word that may be used once moves.
    await word.click();
    await gaps.getByLabel("Gap 1").click();
    const now = await sends();
    assert.deepEqual([now["gaps-RESPONSE:G1"], now["gaps-RESPONSE:G2"]], ["sC3", ""]);
  });

  it("answers in pictures by clicks", async () => {
    await open();
    const area = (kind, name) => group(kind).locator(`.overlay .area[data-value="${name}"] .outline`);
    await area("hotspot", "A2").click();
    assert.equal((await sends())["hotspot-RESPONSE"], "A2");
    await area("graphic-order", "A3").click({ position: { x: 8, y: 30 }, force: true });
    await area("graphic-order", "A1").click();
    let now = await sends();
    assert.deepEqual([now["areas-in-order-RESPONSE:A3"], now["areas-in-order-RESPONSE:A1"]], ["1", "2"]);
    await area("graphic-associate", "A1").click();
    await area("graphic-associate", "A2").click();
    now = await sends();
    assert.deepEqual([now["areas-paired-RESPONSE:1:a"], now["areas-paired-RESPONSE:1:b"]], ["A1", "A2"]);
    await group("graphic-gap-match").getByRole("button", { name: "Sea" }).click();
    await area("graphic-gap-match", "A2").click();
    assert.equal((await sends())["areas-filled-RESPONSE:A2"], "LC2");
  });

  it("puts points by clicks and moves them by arrow keys", async () => {
    await open("index.html", { viewport: PHONE });
    const points = group("select-point");
    const overlay = points.locator(".overlay");
    const box = await overlay.boundingBox();
    // The picture is smaller than its pixels on a phone: places are counted in its pixels all the same.
    await overlay.click({ position: { x: box.width / 2, y: box.height / 2 } });
    const now = await sends();
    assert.ok(Math.abs(Number(now["point-RESPONSE:1:x"]) - 240) <= 2, now["point-RESPONSE:1:x"]);
    assert.ok(Math.abs(Number(now["point-RESPONSE:1:y"]) - 150) <= 2, now["point-RESPONSE:1:y"]);
    const across = points.getByLabel(/Point 1: pixels from the left/);
    const before = Number(await across.inputValue());
    await across.press("ArrowRight");
    await across.press("Shift+ArrowRight");
    assert.equal(Number(await across.inputValue()), before + 11);
    assert.equal(await overlay.locator(".point").count(), 1);
  });

  it("draws by keyboard, and takes back", async () => {
    await open();
    const canvas = page.locator("canvas");
    await canvas.focus();
    await page.keyboard.press(" ");
    for (let step = 0; step < 5; step += 1) await page.keyboard.press("ArrowRight");
    await page.keyboard.press(" ");
    const file = () => group("drawing").locator("input[type=file]").evaluate((field) => field.files[0]?.size ?? 0);
    await until(async () => (await file()) > 0, "the drawing is a file");
    const drawn = await file();
    await page.keyboard.press("Control+z");
    await until(async () => (await file()) !== drawn, "the drawing without the line");
  });

  it("gives tools that the keyboard reaches", async () => {
    await open();
    await page.getByRole("button", { name: "Calculator", exact: true }).click();
    await page.getByLabel("Calculation").first().fill("2+3×4");
    await page.keyboard.press("Enter");
    await page.getByText("= 14").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Line reader" }).press("Enter");
    const reader = page.getByRole("slider", { name: /Line reader/ });
    const top = async () => (await reader.boundingBox()).y;
    const before = await top();
    await page.keyboard.press("ArrowDown");
    assert.ok((await top()) > before);
    await page.keyboard.press("Escape");
    assert.equal(await reader.count(), 0);
    await page.getByRole("combobox", { name: "Colours" }).selectOption("yellow");
    await assertAccessible(page);
    const size = () => page.locator(".item").first().evaluate((item) => parseFloat(getComputedStyle(item).fontSize));
    const plain = await size();
    await page.getByRole("button", { name: "Larger text" }).press("Enter");
    assert.ok((await size()) > plain);
    await page.getByRole("button", { name: "Hide time" }).click();
    assert.equal(await page.locator(".timer").isVisible(), false);
    assert.deepEqual(gallery.saves, []);
  });

  it("opens the meaning of a word", async () => {
    await open();
    await page.getByRole("button", { name: "estuary" }).press("Enter");
    await page.getByText("Where a river meets the sea.").waitFor({ state: "visible" });
    await page.getByRole("button", { name: "Close" }).click();
    assert.equal(await page.getByText("Where a river meets the sea.").isVisible(), false);
  });

  it("saves what is answered within seconds, and once for many keys", async () => {
    await open();
    const essay = group("extended-text").getByRole("textbox");
    await essay.pressSequentially("The moon pulls the water.", { delay: 20 });
    await page.getByText("Words: 5 of about 150").waitFor();
    await page.locator("[data-save-state]", { hasText: /^Saved$/ }).waitFor();
    assert.equal(gallery.saves.length, 1);
    const sent = new URLSearchParams(gallery.saves[0].body);
    assert.deepEqual([sent.get("essay-RESPONSE"), sent.get("sequence")], ["The moon pulls the water.", "1"]);
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    // Somebody who never stops is saved all the same.
    gallery.saves.length = 0;
    await essay.pressSequentially("x".repeat(45), { delay: 150 });
    assert.ok(gallery.saves.length >= 1);
  });

  it("keeps what cannot be sent, over closing the page too, and sends it later", async () => {
    await open();
    gallery.answer = () => null;
    await group("choice").getByText("The Danube").click();
    await group("extended-text").getByRole("textbox").fill("Kept on this device");
    await page.getByText("Not connected: kept on this device").waitFor();
    await page.close();
    gallery.answer = () => ({ status: 200, body: {} });
    page = await context.newPage();
    await page.goto("index.html");
    await page.locator("[data-save-state]", { hasText: /^Saved$/ }).waitFor();
    assert.equal(await group("extended-text").getByRole("textbox").inputValue(), "Kept on this device");
    const sent = new URLSearchParams(gallery.saves[0].body);
    assert.deepEqual([sent.get("essay-RESPONSE"), sent.get("choice-RESPONSE")], ["Kept on this device", "C3"]);
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  });

  it("stops when the answer went on elsewhere", async () => {
    await open();
    gallery.answer = () => ({ status: 409, body: { why: "You went on in another window." } });
    await group("choice").getByText("The Danube").click();
    await page.getByText("You went on in another window.").waitFor();
    assert.equal(await group("choice").locator("input:enabled").count(), 0);
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  });

  it("says what a number should be and goes on saving the rest", async () => {
    await open();
    gallery.answer = () => ({ status: 200, body: { problems: [{ field: "inline-SECOND", message: "“x” is not a number." }] } });
    await page.getByLabel("Answer 2").fill("x");
    await page.getByText("Not saved: “x” is not a number.").waitFor();
  });

  it("records sound into the file field", async () => {
    await open("index.html", { permissions: ["microphone"] });
    const upload = group("upload");
    await upload.getByRole("button", { name: "Record" }).click();
    const either = upload.getByText(/Recording: 0:01|No microphone/);
    await either.waitFor();
    // A machine without a sound device says so, and the file field is there.
    if (await upload.getByText("No microphone").count()) return;
    await upload.getByRole("button", { name: "Stop recording" }).click();
    await upload.getByText(/Recorded: 0:0/).waitFor();
    assert.match(await upload.locator("input[type=file]").evaluate((field) => field.files[0].name), /^recording\./);
  });
});
