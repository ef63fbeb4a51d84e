// A teacher writes an item with the preview beside it, somebody else reviews it and puts it live, a package comes in,
// and an item is tried by keyboard alone; without a script the form does the same.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits, pressUntil } from "../harness/checks.js";
import { startProgram } from "../harness/program.js";
import { PHONE, openBrowser, signedIn } from "../harness/visitor.js";
import { zip } from "../harness/zip.js";

const NS = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0";
const RIGHT = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml";

/** A package of one item with a picture, and one that cannot be read. */
function riverPackage() {
  const item = `<qti-assessment-item xmlns="${NS}" identifier="RIVER-1" title="The river" adaptive="false" time-dependent="false"><qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier"><qti-correct-response><qti-value>A</qti-value></qti-correct-response></qti-response-declaration><qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/><qti-item-body><p>Where does a river end?</p><p><img src="pics/map.svg" alt="a map"/></p><qti-choice-interaction response-identifier="RESPONSE" max-choices="1"><qti-simple-choice identifier="A">In a sea or lake</qti-simple-choice><qti-simple-choice identifier="B">On a mountain</qti-simple-choice></qti-choice-interaction></qti-item-body><qti-response-processing template="${RIGHT}"/></qti-assessment-item>`;
  const resource = (id, type, path) => `<resource identifier="${id}" type="${type}" href="${path}"><file href="${path}"/></resource>`;
  const manifest = `<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1" identifier="river"><metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata><organizations/><resources>${resource("a", "imsqti_item_xmlv3p0", "river.xml")}${resource("b", "imsqti_item_xmlv3p0", "broken.xml")}${resource("c", "webcontent", "pics/map.svg")}</resources></manifest>`;
  const map = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 10 L40 10" stroke="black"/></svg>';
  return zip({ "imsmanifest.xml": manifest, "river.xml": item, "broken.xml": "<qti-assessment-item", "pics/map.svg": map });
}

describe("the item bank", () => {
  let program, browser, teacher, page, address;
  before(async () => {
    program = await startProgram();
    browser = await openBrowser();
    teacher = await signedIn(browser, program, "educator");
    page = teacher.page;
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  it("shows an item while it is written, and says at the field what has to be mended", async () => {
    await page.goto("/items/new");
    await page.getByRole("link", { name: "Choose one", exact: true }).click();
    await page.getByLabel("Title", { exact: true }).fill("Half of ten");
    await page.getByLabel("Question", { exact: true }).fill("How much is **half** of 10?");
    await page.getByLabel("Choice 1", { exact: true }).fill("5");
    await page.getByLabel("Choice 2", { exact: true }).fill("2");
    await page.locator("#preview").getByText("no right answer is marked").waitFor();
    await page.getByLabel("Right: choice 1").check();
    await page.locator("#preview strong", { hasText: "half" }).waitFor();
    assert.equal(await page.locator("#preview input[type=radio]").count(), 2);
    await page.getByRole("button", { name: "Add a choice" }).click();
    assert.equal(await page.getByLabel("Choice 1", { exact: true }).inputValue(), "5");
    await page.getByRole("button", { name: "Save as draft" }).click();
    await page.getByRole("alert").getByText("Identifier").waitFor();
    await assertAccessible(page);
    await assertFits(page);
    await page.getByLabel("Identifier", { exact: true }).fill("HALF-1");
    await page.getByLabel("Standards that it shows, by code").fill("MA.RAT.1");
    await page.getByRole("button", { name: "Save as draft" }).click();
    await page.getByRole("heading", { name: "Half of ten", level: 1 }).waitFor();
    await page.getByText("Version 1 is draft").waitFor();
    assert.equal(await page.getByRole("button", { name: "Approve" }).count(), 0, "not by who wrote it");
    address = page.url();
    await assertAccessible(page);
  });

  it("is reviewed and put live by somebody else", async () => {
    const other = await signedIn(browser, program, "principal");
    await other.page.goto(address);
    await other.page.getByRole("button", { name: "Approve" }).click();
    await other.page.getByRole("button", { name: "Put live" }).click();
    await other.page.getByText("Version 1 is live").waitFor();
    await other.leave();
  });

  it("is tried by keyboard alone", async () => {
    await page.goto(`${address}/preview`);
    const choice = page.getByRole("radio").first();
    await pressUntil(page, "Tab", choice);
    await page.keyboard.press("Space");
    await pressUntil(page, "Tab", page.getByRole("button", { name: "Answer and score" }));
    await page.keyboard.press("Enter");
    await page.getByText(/of 1\./).waitFor();
    await assertAccessible(page);
  });

  it("takes a package item by item, and twice changes nothing", async () => {
    const bytes = riverPackage();
    await page.goto("/items/import");
    await page.getByLabel("File").setInputFiles({ name: "river.zip", mimeType: "application/zip", buffer: bytes });
    await page.getByRole("button", { name: "Look first" }).click();
    await page.getByText("A look only: nothing has been written.").waitFor();
    await page.getByText("broken.xml").first().waitFor();
    await assertAccessible(page);
    await page.getByRole("button", { name: "Apply" }).click();
    await page.getByText("Applied.").first().waitFor();
    const report = page.url();
    await page.goto("/items/import");
    await page.getByLabel("File").setInputFiles({ name: "river.zip", mimeType: "application/zip", buffer: bytes });
    await page.getByRole("button", { name: "Bring in now" }).click();
    assert.equal(page.url(), report, "the report of the first time");
    await page.goto("/items?q=river-1");
    await page.getByRole("link", { name: "The river" }).click();
    const picture = page.locator("main img[alt='a map']");
    await picture.waitFor();
    assert.ok(await picture.evaluate((image) => image.complete && image.naturalWidth > 0), "the picture is shown");
  });

  it("is searched and moved on from a phone, and fits it", async () => {
    await page.setViewportSize(PHONE);
    for (const path of ["/items", "/items/new", "/items/new/number", "/items/new/match", "/items/import", new URL(address).pathname]) {
      await page.goto(path);
      await assertFits(page);
      await assertAccessible(page);
    }
    await page.goto("/items?q=river-1");
    await page.getByLabel("Choose The river").check();
    await page.getByLabel("With those that are chosen").selectOption({ label: "Approve" });
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText("0 of 1 will move.").waitFor();
    await page.getByText("somebody else has to review it").waitFor();
    await assertFits(page);
    await teacher.leave();
  });

  it("is written without a script too", async () => {
    const plain = await signedIn(browser, program, "educator", { javaScriptEnabled: false });
    await plain.page.goto("/items/new/true_false");
    await plain.page.getByLabel("Question", { exact: true }).fill("A river ends on a mountain.");
    await plain.page.getByRole("button", { name: "Preview" }).last().click();
    await plain.page.locator("#preview").getByText("A river ends on a mountain.").waitFor();
    assert.equal(await plain.page.getByLabel("Question", { exact: true }).inputValue(), "A river ends on a mountain.");
    await plain.leave();
  });
});
