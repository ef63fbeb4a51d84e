// What must hold on every page, whatever it shows.
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Fails unless assistive technology can work with the page as it is now. */
export async function assertAccessible(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map((node) => node.html).slice(0, 3).join("\n    ")}`);
  if (found.length) assert.fail(`${path(page)} at ${page.viewportSize().width} px:\n  ${found.join("\n  ")}`);
}

/** Fails when the page is wider than its window. */
export async function assertFits(page) {
  const [wide, window, widest] = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const over = [...document.querySelectorAll("main *")].find((element) => {
      return element.getBoundingClientRect().right > room + 1 && !element.closest(".scroll, .unseen");
    });
    return [document.documentElement.scrollWidth, room, over?.outerHTML.slice(0, 160) ?? ""];
  });
  assert.ok(wide <= window, `${path(page)} is ${wide} px wide in a window of ${window} px: ${widest}`);
}

/** Presses a key until `locator` has the focus; what a person without a mouse does. */
export async function pressUntil(page, key, locator, most = 40) {
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${key} never reaches ${locator}`);
}

const path = (page) => new URL(page.url()).pathname;
