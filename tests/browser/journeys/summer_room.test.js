// A program director's first day with a room: set up from the template, tomorrow made, a learner moved and locked,
// published, shown on the wall, somebody missing, repaired and printed; the learner sees their day. Waits for what is
// seen, never for time.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits } from "../harness/checks.js";
import { picture } from "../harness/pictures.js";
import { startProgram } from "../harness/program.js";
import { DESK, PHONE, newVisitor, openBrowser, signedIn } from "../harness/visitor.js";

const CLASS = "Mathematics 7, first period";
const WALL = { width: 3840, height: 2160 };

describe("a summer room", () => {
  let program, browser, director, learner, learnersName, room, day;
  before(async () => {
    program = await startProgram();
    browser = await openBrowser();
    director = await signedIn(browser, program, "educator");
    learner = await signedIn(browser, program, "learner");
    learnersName = await learner.page.locator(".me bdi").innerText();
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  async function looksRight(page) {
    await assertAccessible(page);
    await assertFits(page);
  }

  it("is set up from a template in a minute", async () => {
    const { page } = director;
    await page.goto("/room-programs");
    await page.getByLabel("Name").fill("July room");
    await page.getByLabel("School-of-One room").check();
    await page.getByLabel(CLASS).check();
    await looksRight(page);
    await page.getByRole("button", { name: "Make the program" }).click();
    await page.getByRole("heading", { name: "July room" }).waitFor();
    room = new URL(page.url()).pathname;
    await looksRight(page);
    await page.getByRole("link", { name: "Setup" }).click();
    await page.getByRole("heading", { name: "Setup" }).waitFor();
    for (const name of ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]) await page.getByLabel(name, { exact: true }).check();
    await page.getByLabel("Begin of period 1").fill("00:00");
    await page.getByLabel("End of period 1").fill("12:00");
    await page.getByLabel("Begin of period 2").fill("12:00");
    await page.getByLabel("End of period 2").fill("23:59");
    await page.getByRole("button", { name: "Save periods" }).click();
    await page.waitForURL(/#periods$/);
    await page.getByLabel("How long the schedule may be looked for").fill("2");
    await page.getByRole("button", { name: "Save numbers" }).click();
    await page.waitForURL(/#numbers$/);
    await looksRight(page);
  });

  it("a day is made, a learner moved without a mouse and locked, and published", async () => {
    const { page } = director;
    await page.goto(room);
    day = await page.getByLabel("Another day").getAttribute("min");
    await page.getByLabel("Another day").fill(day);
    await page.getByRole("button", { name: "Make it" }).click();
    await page.getByRole("button", { name: "Publish" }).waitFor({ timeout: 60_000 });
    await looksRight(page);
    await picture(page, "room-day", [PHONE, DESK]);
    const form = page.locator("form.room-period").first();
    const groups = form.locator(".room-group");
    if ((await groups.count()) > 1) {
      const seat = groups.first().locator("input[type=radio]").first();
      await seat.focus();
      await page.keyboard.press("Space");
      await groups.nth(1).getByRole("button", { name: /^Move here/ }).press("Enter");
      await page.getByRole("button", { name: /^Take back: moved/ }).click();
      await page.getByRole("button", { name: /^Take back: moved/ }).waitFor({ state: "detached" });
    }
    const first = page.locator("form.room-period").first();
    await first.locator("input[type=radio]").first().check();
    await first.getByText("Lock a seat, open a group", { exact: false }).click();
    await first.getByRole("button", { name: "Lock the seat of who is chosen" }).click();
    await page.getByText("1 locked").waitFor();
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText("Published: screens, learners and educators see it now.").waitFor();
    await looksRight(page);
    await page.getByRole("link", { name: /^why/ }).first().click();
    await page.getByText("What was valued").waitFor();
    await looksRight(page);
  });

  it("the wall is read at eight metres, without an account", async () => {
    const { page } = director;
    await page.goto(room);
    await page.getByLabel("Where it hangs").fill("Hall");
    await page.getByRole("button", { name: "Make a link" }).click();
    const address = await page.getByLabel("Link", { exact: true }).inputValue();
    for (const size of [PHONE, DESK, WALL]) {
      const wall = await newVisitor(browser, program, { viewport: size });
      await wall.page.goto(new URL(address).pathname);
      await wall.page.locator("li .who").first().waitFor();
      await assertFits(wall.page);
      if (size === WALL) {
        const pixels = await wall.page.locator("li .who").first().evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
        assert.ok(pixels >= 70, `letters of ${pixels} pixels`);
        const bottom = await wall.page.locator("main").evaluate((main) => main.getBoundingClientRect().bottom);
        assert.ok(bottom <= WALL.height + 1, "one screen, nothing below it");
      }
      await wall.leave();
    }
  });

  it("in the morning somebody is missing: repaired, looked at, published, printed", async () => {
    const { page } = director;
    await page.goto(`${room}/days/${day}/morning`);
    await looksRight(page);
    const somebodyElse = page.locator("form .field", { has: page.locator("select") }).filter({ hasNotText: learnersName });
    await somebodyElse.first().locator("select").selectOption("absent");
    await page.getByRole("button", { name: "Repair the day" }).click();
    await page.getByText(/moves since it was published/).waitFor({ timeout: 60_000 });
    await looksRight(page);
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText("Published: screens, learners and educators see it now.").waitFor();
    await page.getByRole("link", { name: "Print" }).click();
    await page.locator(".room-sheet").first().waitFor();
    await looksRight(page);
  });

  it("a learner sees their day and asks why", async () => {
    const { page } = learner;
    await page.getByRole("link", { name: "My day" }).click();
    await page.getByRole("heading", { name: "My day" }).waitFor();
    await looksRight(page);
    await page.getByRole("link", { name: /^Why this\?/ }).first().click();
    await page.getByRole("heading", { name: "Why this?" }).waitFor();
    await looksRight(page);
    await page.goto(room);
    assert.ok((await page.locator("h1").innerText()) !== "July room", "the room is staff's");
    learner.forgive(404);
    await learner.leave();
  });
});
