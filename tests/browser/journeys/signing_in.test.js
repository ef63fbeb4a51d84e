// Coming in, going out, and what happens to a form when one is signed out in between.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { pressUntil } from "../harness/checks.js";
import { startProgram } from "../harness/program.js";
import { newVisitor, openBrowser, signedIn } from "../harness/visitor.js";

const HOMES = [
  ["learner", "/me", "Student"],
  ["guardian", "/children", "Family"],
  ["educator", "/sections", "Teacher"],
  ["program lead", "/sections", "Program lead"],
  ["administrator", "/admin", "Administrator"],
];
const PASSWORD = "seven quiet rivers bend";

describe("signing in", () => {
  let program, browser;
  before(async () => {
    program = await startProgram();
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  for (const [role, home, word] of HOMES) {
    it(`brings a ${role} to ${home} by a link`, async () => {
      const visitor = await open(role);
      const { page } = visitor;
      assert.equal(new URL(page.url()).pathname, home);
      await page.locator(".me").getByText(word, { exact: true }).waitFor();
      assert.equal((await page.goto(home)).status(), 200);
      await visitor.leave();
    });
  }

  it("says whom a link signs in, and uses it up only when the button is pressed", async () => {
    const link = await program.link("educator");
    const curious = await newVisitor(browser, program);
    await curious.page.goto(link);
    await curious.page.getByRole("heading", { name: "Hello, Ingrid Mbeki-Larsen" }).waitFor();
    await curious.page.reload();
    await curious.page.getByRole("button", { name: "Sign in as Ingrid Mbeki-Larsen" }).waitFor();
    await curious.signInByLink(link);
    await curious.leave();

    const late = await newVisitor(browser, program);
    const answer = await late.page.goto(link);
    assert.equal(answer.status(), 404);
    await late.page.getByRole("link", { name: "Start page" }).first().click();
    await late.page.getByRole("heading", { name: "Sign in" }).waitFor();
    late.forgive(404);
    await late.leave();
  });

  it("tells nobody whether the name or the password was wrong", async () => {
    const visitor = await newVisitor(browser, program);
    const { page } = visitor;
    const sentences = [];
    for (const name of ["educator", "nobody"]) {
      await page.goto("/sign-in");
      await page.getByLabel("Name or e-mail").fill(name);
      await page.getByLabel("Password").fill("wrong");
      await page.getByRole("button", { name: "Sign in" }).click();
      sentences.push(await page.getByRole("alert").textContent());
      assert.equal(await page.getByLabel("Name or e-mail").inputValue(), name, "the name need not be typed again");
    }
    assert.equal(sentences[0], sentences[1]);
    visitor.forgive(422);
    await visitor.leave();
  });

  it("works with a password of one's own, by keyboard alone", async () => {
    const visitor = await open("educator");
    const { page } = visitor;
    await page.goto("/password");
    await pressUntil(page, "Tab", page.getByLabel("New password"));
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Tab");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/sessions");
    await pressUntil(page, "Shift+Tab", page.getByRole("button", { name: "Sign out" }));
    await page.keyboard.press("Enter");
    await page.waitForURL("**/sign-in?district=*");
    await pressUntil(page, "Tab", page.getByLabel("Name or e-mail"));
    await page.keyboard.type("educator");
    await page.keyboard.press("Tab");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/sections");
    await visitor.leave();
  });

  it("goes back to the page that was asked for, never to another site", async () => {
    const visitor = await newVisitor(browser, program);
    const { page } = visitor;
    await page.goto("/sessions");
    assert.match(page.url(), /\/sign-in\?next=(\/|%2F)sessions$/);
    await signInWithPassword(page);
    await page.waitForURL("**/sessions");
    await visitor.loseSession();
    await page.goto("/sign-in?next=//elsewhere.example/");
    await signInWithPassword(page);
    await page.waitForURL(`${program.address}/sections`);
    await visitor.leave();
  });

  it("lists where somebody is signed in, and ends it there", async () => {
    const [here, there] = [await open("educator"), await open("educator")];
    await here.page.goto("/sessions");
    await here.page.getByRole("button", { name: "End all others" }).click();
    await here.page.waitForFunction(() => document.querySelectorAll("main li").length === 1);
    await there.page.goto("/sessions");
    assert.match(there.page.url(), /\/sign-in/);
    await here.leave();
    await there.leave();
  });

  it("keeps what was typed when somebody is signed out in the middle of a form", async () => {
    const visitor = await open("educator");
    const { page } = visitor;
    await page.goto("/sections/new");
    await page.getByLabel("Name of the class").fill("Astronomy, Friday");
    await page.getByLabel("Names").fill("Noor Haddad\nFionnuala O'Brien");
    await visitor.loseSession();
    await page.getByRole("button", { name: "Look before making it" }).click();
    await page.waitForURL("**/sign-in?**");
    await signInWithPassword(page);
    await page.waitForURL("**/sections/new");
    await page.getByText("What you typed before is still here.").waitFor();
    assert.equal(await page.getByLabel("Name of the class").inputValue(), "Astronomy, Friday");
    assert.equal(await page.getByLabel("Names").inputValue(), "Noor Haddad\nFionnuala O'Brien");
    await visitor.leave();
  });

  it("shows nobody else what was typed at the same machine", async () => {
    const visitor = await open("educator");
    const { page } = visitor;
    await page.goto("/sections/new");
    await page.getByLabel("Names").fill("Noor Haddad");
    await visitor.loseSession();
    await visitor.signInByLink(await program.link("program lead"));
    const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
    assert.ok(!kept.includes("Noor Haddad"), kept);
    await visitor.leave();
  });

  async function open(role) {
    return signedIn(browser, program, role);
  }
});

async function signInWithPassword(page) {
  await page.getByLabel("Name or e-mail").fill("educator");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
}
