// A lesson from writing it to a learner who works with it on a phone; a course and minutes of another system come in.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits, pressUntil } from "../harness/checks.js";
import { startProgram } from "../harness/program.js";
import { PHONE, openBrowser, signedIn } from "../harness/visitor.js";
import { zip } from "../harness/zip.js";

const TITLE = "Halves of a strip";
const MANIFEST = `<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"><metadata><schema>IMS Common Cartridge</schema><schemaversion>1.1.0</schemaversion><lom><general><title><string>Paper course</string></title></general></lom></metadata>
<organizations><organization identifier="O"><item identifier="r"><item identifier="i1" identifierref="P"><title>Fold it</title></item><item identifier="i2" identifierref="T"><title>A game</title></item></item></organization></organizations>
<resources><resource identifier="P" type="webcontent" href="p.html"><file href="p.html"/></resource><resource identifier="T" type="imsbasiclti_xmlv1p0" href="t.xml"><file href="t.xml"/></resource></resources></manifest>`;

describe("lessons", () => {
  let program, browser, educator, learner;
  before(async () => {
    program = await startProgram();
    browser = await openBrowser();
    educator = await signedIn(browser, program, "educator");
    learner = await signedIn(browser, program, "learner", { viewport: PHONE });
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  async function sound(page) {
    await assertAccessible(page);
    await assertFits(page);
  }

  it("is written with a preview that follows, and given to a class", async () => {
    const { page } = educator;
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Lessons" }).click();
    await page.getByRole("heading", { name: "Lessons", level: 1 }).waitFor();
    await sound(page);
    await page.getByRole("link", { name: "New lesson" }).click();
    await page.getByLabel("Title").fill(TITLE);
    await page.getByLabel("Text").fill("Fold a **strip** in two.");
    await page.locator("#preview strong", { hasText: "strip" }).waitFor();
    await page.getByLabel("Standards").fill("MA.RAT.1");
    await page.getByLabel("Way of learning").selectOption({ label: "Task" });
    await sound(page);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: TITLE, level: 1 }).waitFor();
    await sound(page);
    await page.getByLabel("What you say to it").fill("Take any paper.");
    await page.getByRole("button", { name: "Give it to the class" }).click();
    await page.getByRole("heading", { name: "Given to" }).waitFor();
    await page.getByText("to everybody").waitFor();
  });

  it("is opened on a phone by keyboard, and noted without being a result", async () => {
    const { page } = learner;
    await page.goto("/lessons");
    await sound(page);
    await pressUntil(page, "Tab", page.getByRole("link", { name: TITLE }));
    await page.keyboard.press("Enter");
    await page.getByText("Take any paper.").waitFor();
    await sound(page);
    await page.getByLabel("For how many minutes?").fill("15");
    await page.getByRole("button", { name: "Note it" }).click();
    await page.getByText("15 minutes").last().waitFor();
    await page.getByText("It is no result").waitFor();
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.getByRole("button", { name: "Note it" }).count(), 0);
    await page.getByText("Fold a").waitFor();
    await page.emulateMedia({ media: "screen" });
  });

  it("comes in as a course, with what is not taken by name", async () => {
    const { page } = educator;
    await page.goto("/resources/import");
    await sound(page);
    const buffer = zip({ "imsmanifest.xml": MANIFEST, "p.html": "<p>Fold it <b>once</b>.<script>x</script></p>", "t.xml": "<t/>" });
    await page.getByLabel("Cartridge").setInputFiles({ name: "paper.imscc", mimeType: "application/zip", buffer });
    await page.getByRole("button", { name: "Bring in now" }).click();
    await page.getByText("Applied.").waitFor();
    await page.getByText(/"A game" is not taken/).waitFor();
    await sound(page);
    await page.goto("/resources?q=paper+course");
    await page.getByRole("link", { name: "Fold it" }).click();
    await page.locator("strong, b", { hasText: "once" }).waitFor();
    await sound(page);
  });

  it("minutes of another system are explained once and then go in by themselves", async () => {
    const { page } = educator;
    const table = (day) => `Student,Lesson,Date,Time,Score\nnobody@example.org,Halves,${day},12,80\n`;
    async function send(day) {
      await page.goto("/resources/import");
      await page.getByLabel("System").fill("numbers");
      await page.getByLabel("Table", { exact: true }).setInputFiles({ name: "week.csv", mimeType: "text/csv", buffer: Buffer.from(table(day)) });
      await page.getByRole("button", { name: "Bring in", exact: true }).click();
    }
    await send("2026-09-30");
    await page.getByRole("heading", { name: "Which column is which?" }).waitFor();
    await sound(page);
    assert.equal(await page.getByLabel("Student").inputValue(), "Student");
    await page.getByRole("button", { name: "Remember it, and bring the table in" }).click();
    await page.getByText("Applied.").waitFor();
    await page.getByText("nobody@example.org").waitFor();
    await send("2026-10-01");
    await page.getByText("Applied.").waitFor();
  });

  it("ways of learning are seen by a teacher and changed by who leads a program", async () => {
    const { page } = educator;
    await page.goto("/modalities");
    await sound(page);
    assert.equal(await page.getByRole("button", { name: "Save" }).count(), 0);
    const lead = await signedIn(browser, program, "program lead");
    await lead.page.goto("/modalities");
    await lead.page.getByLabel("Name").first().fill("Live with a teacher");
    await lead.page.getByRole("button", { name: "Save" }).click();
    await lead.page.getByRole("group", { name: "Live with a teacher" }).waitFor();
    await sound(lead.page);
  });
});
