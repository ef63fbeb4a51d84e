// Pictures of pages for the guides; none are taken when ONRAMP_SCREENSHOTS names no folder.
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { DESK, PHONE } from "./visitor.js";

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

/** Where pictures go, from the top of the repository. */
const PICTURES = process.env.ONRAMP_SCREENSHOTS && resolve(REPOSITORY, process.env.ONRAMP_SCREENSHOTS);

/** The most pixels down that a picture shows. */
const TALLEST = { [PHONE.width]: 1100, [DESK.width]: 800 };

/** Takes the page on a phone and on a desk. */
export async function picture(page, name, viewports = [PHONE, DESK]) {
  if (!PICTURES) return;
  const before = page.viewportSize();
  await mkdir(PICTURES, { recursive: true });
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    await page.evaluate(() => window.scrollTo(0, 0));
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: viewport.width, height: Math.min(tall, TALLEST[viewport.width]) });
    await page.screenshot({ path: join(PICTURES, `${name}-${viewport.width}.png`), animations: "disabled" });
  }
  await page.setViewportSize(before);
}
