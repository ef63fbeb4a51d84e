// Something is done to 150 students at once: looked at, done, and undone with one button.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits } from "../harness/checks.js";
import { zip } from "../harness/zip.js";
import { picture } from "../harness/pictures.js";
import { startProgram } from "../harness/program.js";
import { DESK, PHONE, openBrowser, signedIn } from "../harness/visitor.js";

const MANY = 150;

/** A school with 150 students in Rowing 6, an empty class beside it, and one child with two records. */
function roster() {
  const pad = (n) => String(n).padStart(3, "0");
  const students = Array.from({ length: MANY }, (_, n) => `s${n},,,true,o1,student,s${n},,Student,Number ${pad(n)},,06`);
  const twins = ["x1,,,true,o1,student,x1,,Odalys,Ferreira,,06", "x2,,,true,o1,student,x2,,Odalys,Ferreira,,06"];
  const places = Array.from({ length: MANY }, (_, n) => `e${n},,,c1,o1,s${n},student,,2026-01-01,`);
  return zip({
    "manifest.csv":
      "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\nfile.academicSessions,absent\nfile.classes,bulk\n" +
      "file.courses,absent\nfile.demographics,absent\nfile.enrollments,bulk\nfile.orgs,bulk\nfile.users,bulk\n",
    "orgs.csv": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\no1,,,Otter School,school,,\n",
    "users.csv":
      "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,email,grades\n" +
      `t1,,,true,o1,teacher,t1,,Halvard,Nygaard,,\n${[...students, ...twins].join("\n")}\n`,
    "classes.csv":
      "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\n" +
      "c1,,,Rowing 6,06,,,homeroom,,o1,,,,\nc2,,,Sailing 6,06,,,homeroom,,o1,,,,\n",
    "enrollments.csv":
      "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n" +
      `t1,,,c1,o1,t1,teacher,true,,\n${places.join("\n")}\n`,
  });
}

describe("many at once", () => {
  let program, browser, administrator;
  before(async () => {
    program = await startProgram({ empty: true });
    browser = await openBrowser();
    const file = join(program.data, "roster.zip");
    await writeFile(file, roster());
    await program.command("import", "roster", file);
    administrator = await signedIn(browser, program, "administrator");
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  it("looks at 150 first, enrolls them, and undoes all of it with one button", async () => {
    const { page } = administrator;
    await page.goto("/admin/people");
    await page.getByRole("link", { name: "Many at once" }).click();
    await page.getByLabel("Name or e-mail").fill("number");
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByText("150 students.").waitFor();
    await page.getByLabel("All 150, whether listed or not").check();
    await page.getByLabel("In the class").selectOption("Sailing 6");
    await assertFits(page);
    await assertAccessible(page);
    await page.getByRole("button", { name: "Look at enrolling" }).click();
    await page.getByText("150 students, and nothing stands against any of them.").waitFor();
    assert.equal(await page.getByRole("row").count(), MANY + 1);
    await assertAccessible(page);
    await page.getByRole("button", { name: "Do it for 150 students" }).click();
    await page.getByText("150 done").waitFor();
    await page.getByRole("button", { name: "Undo all 150" }).click();
    await page.getByText("150 undone").waitFor();
    await page.getByRole("link", { name: "What was done to many" }).first().click();
    const row = page.getByRole("row", { name: /Enroll in Sailing 6/ });
    await row.getByText("150 undone").waitFor();
    await page.setViewportSize(PHONE);
    await assertFits(page);
    await assertAccessible(page);
    await row.getByRole("link").click();
    await assertFits(page);
  });

  it("moves some and says of the others why not, on a phone and by keyboard", async () => {
    const { page } = administrator;
    await page.setViewportSize(PHONE);
    await page.goto("/many/new?q=number%2000");
    for (const name of ["Number 000", "Number 001"]) await page.getByRole("checkbox", { name }).check();
    await page.getByLabel("Out of the class").selectOption("Rowing 6");
    await page.getByLabel("Into the class").selectOption("Sailing 6");
    await assertFits(page);
    await page.getByRole("button", { name: "Look at moving" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("2 students, and nothing stands against any of them.").waitFor();
    await assertFits(page);
    await page.getByRole("button", { name: "Do it for 2 students" }).click();
    await page.getByText("2 done").waitFor();
    await page.goto("/many/new?q=number%2000");
    await page.getByLabel(/All 10,/).check();
    await page.getByLabel("In the class").selectOption("Sailing 6");
    await page.getByRole("button", { name: "Look at enrolling" }).click();
    await page.getByText("8 students; 2 are passed over, each for the reason beside the name.").waitFor();
    await page.getByText("is in Sailing 6 already").first().waitFor();
  });

  it("merges two records of one child, and separates them again", async () => {
    const { page } = administrator;
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto("/admin");
    await page.getByRole("link", { name: "Two records of one child" }).click();
    await page.getByRole("row", { name: /Ferreira, Odalys/ }).getByText("the grade").waitFor();
    await assertAccessible(page);
    await page.getByRole("link", { name: /^Compare/ }).click();
    await page.getByRole("heading", { name: "Stays: Ferreira, Odalys" }).waitFor();
    await assertAccessible(page);
    await picture(page, "merge", [DESK]);
    await page.setViewportSize(PHONE);
    await assertFits(page);
    await page.getByRole("link", { name: "Keep the other instead" }).click();
    await page.getByLabel("Why they are one child's").fill("Registered twice in August");
    await page.getByRole("button", { name: "Merge the two records" }).click();
    await page.getByText("Registered twice in August").waitFor();
    await assertFits(page);
    await assertAccessible(page);
    await page.getByLabel("Why", { exact: true }).fill("Cousins of one name");
    await page.getByRole("button", { name: "Separate the two records" }).click();
    await page.getByText("Cousins of one name").waitFor();
    assert.equal(await page.getByRole("button", { name: "Separate the two records" }).count(), 0);
    await page.goto("/admin/records");
    await page.getByText(/^Separated today/).waitFor();
    await assertFits(page);
  });
});
