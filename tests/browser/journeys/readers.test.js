// What each person sees of the same records, and that each look is in the access log.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startProgram } from "../harness/program.js";
import { newVisitor, openBrowser, signedIn } from "../harness/visitor.js";

describe("who sees what", () => {
  let program, browser;
  before(async () => {
    program = await startProgram();
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  it("tells a learner what they can do, what is next, and why", async () => {
    const learner = await signedIn(browser, program, "learner");
    const { page } = learner;
    for (const part of ["I can", "What is next"]) await page.getByRole("heading", { name: part, exact: true }).first().waitFor();
    await page.locator("figure.chart svg").first().waitFor();
    await page.locator("main li a").first().click();
    for (const part of ["Because", "What counted"]) await page.getByRole("heading", { name: part, exact: true }).waitFor();
    await learner.leave();
  });

  it("tells a family of each child in three sentences and one helpful thing", async () => {
    const guardian = await signedIn(browser, program, "guardian");
    const { page } = guardian;
    assert.deepEqual(await page.locator("main h2").allTextContents(), ["Amina", "Yusuf"]);
    for (const child of await page.locator("main section").all()) {
      assert.equal(await child.locator("p.big").count(), 3);
      await child.getByRole("heading", { name: "One thing that helps" }).waitFor();
    }
    await page.getByRole("link", { name: "All targets of Amina" }).click();
    await page.getByRole("heading", { name: "What Amina Haddad can do" }).waitFor();
    await page.locator("main li a").first().click();
    await page.getByRole("heading", { name: "Because" }).waitFor();
    await guardian.leave();
  });

  it("shows a parent without custody nothing, and nobody another family's child", async () => {
    const learner = await signedIn(browser, program, "educator");
    const children = await idsOf(learner.page);
    await learner.leave();
    const parent = await linked("Raymond Carter");
    await parent.page.goto("/children");
    assert.equal(await parent.page.locator("main section").count(), 0);
    for (const child of children) await refused(parent, `/learners/${child}`);
    await parent.leave();
    const pupil = await signedIn(browser, program, "learner");
    let refusals = 0;
    for (const child of children) {
      const answer = await pupil.page.goto(`/learners/${child}`);
      if (answer.status() >= 400) refusals += 1;
    }
    assert.equal(refusals, children.length - 1, "only one's own record");
    pupil.forgive(403);
    pupil.forgive(404);
    await pupil.leave();
  });

  for (const [name, word] of [["Philomena O'Rourke", "Counselor"], ["Yuki Castellanos", "Principal"]]) {
    it(`lets a ${word.toLowerCase()} look at the classes of their school, and rate nothing`, async () => {
      const visitor = await linked(name);
      const { page } = visitor;
      await page.locator(".me").getByText(word, { exact: true }).waitFor();
      await page.getByRole("link", { name: "Classes", exact: true }).first().click();
      await page.getByRole("heading", { name: "My classes" }).waitFor();
      await page.locator("main h2 a").first().click();
      await page.locator("#grid").waitFor();
      assert.equal(await page.getByRole("link", { name: "Rate", exact: true }).count(), 0);
      await page.locator("#grid td a").first().click();
      await page.getByRole("heading", { name: "Because" }).waitFor();
      await visitor.leave();
    });
  }

  it("logs each look at a record: who, whose, what, by which relationship", async () => {
    const administrator = await signedIn(browser, program, "administrator");
    const { page } = administrator;
    await page.getByRole("link", { name: "Access log" }).first().click();
    const lines = page.getByRole("region", { name: "Access log" }).locator("tbody tr");
    await lines.filter({ hasText: "Mariam Haddad" }).first().waitFor();
    await page.getByLabel("Who read").fill("Mbeki");
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL(/reader=Mbeki/);
    for (const text of await lines.allTextContents()) assert.match(text, /Mbeki/);
    await administrator.leave();
  });

  it("finds people while one types", async () => {
    const administrator = await signedIn(browser, program, "administrator");
    const { page } = administrator;
    await page.goto("/admin/people");
    await page.getByLabel("Name, e-mail or identifier").fill("quispe");
    await page.getByText(/^2 of \d+ people/).waitFor();
    await page.getByRole("row", { name: /Mateo/ }).first().waitFor();
    await administrator.leave();
  });

  it("asks an administrator for a reason before a record is opened, and logs it", async () => {
    const administrator = await signedIn(browser, program, "administrator");
    const { page } = administrator;
    await page.goto("/admin/people?q=quispe");
    await page.getByRole("row", { name: /Mateo/ }).getByRole("link", { name: /Record/ }).click();
    const record = page.url().replace("/admin/people", "/learners").replace(/\/open$/, "");
    assert.equal((await page.goto(record)).status(), 404, "not without a reason");
    await page.goBack();
    const why = page.getByLabel("Why do you need to see this record?");
    await why.fill("Because");
    await page.getByRole("button", { name: "Open for one hour" }).click();
    await page.getByText("A reason of at least 10 characters is needed.").waitFor();
    await why.fill("The family asked for a copy.");
    await page.getByRole("button", { name: "Open for one hour" }).click();
    await page.getByRole("heading", { name: /Mateo/ }).waitFor();
    await page.goto("/admin/access");
    await page.getByText("The family asked for a copy.").first().waitFor();
    administrator.forgive(404);
    administrator.forgive(422);
    await administrator.leave();
  });

  it("says in why which rule applies and who set it", async () => {
    const administrator = await signedIn(browser, program, "administrator");
    const { page } = administrator;
    await page.goto("/admin/policies");
    const before = await page.locator("#rows tbody tr").count();
    assert.ok(before > 3, "what ships is listed");
    await page.getByRole("link", { name: "Change a rule" }).click();
    await page.getByLabel("What", { exact: true }).selectOption("mastery.minimum_evidence");
    await page.getByLabel(/^Value/).fill("4");
    await page.getByLabel("Why").fill("Three pieces told us too little last year.");
    await page.getByRole("button", { name: "What would it touch?" }).click();
    await page.getByText("A look only: nothing has been written.").waitFor();
    await page.getByRole("link", { name: "Change it first" }).click();
    await page.getByLabel("Why").fill("Three pieces told us too little last year.");
    await page.getByRole("button", { name: "Save for what comes" }).click();
    await page.getByText("Three pieces told us too little last year.").waitFor();
    await page.getByRole("link", { name: "Change a rule" }).click();
    await page.getByLabel(/^Value/).fill("many");
    await page.getByLabel("Why").fill("To see it refused.");
    await page.getByRole("button", { name: "Save for what comes" }).click();
    assert.ok((await page.locator(".wrong, .notice.bad").count()) > 0);
    assert.equal(await page.getByLabel("Why").inputValue(), "To see it refused.", "what was typed is still there");
    administrator.forgive(422);
    await administrator.leave();
  });

  /** Somebody to whom an administrator gives a link. */
  async function linked(name) {
    const administrator = await signedIn(browser, program, "administrator");
    await administrator.page.goto(`/admin/people?q=${encodeURIComponent(name.split(" ")[1])}`);
    await administrator.page.getByRole("button", { name: new RegExp(`Sign-in link for .*${name.split(" ")[0]}`) }).click();
    const address = await administrator.page.getByLabel("Link", { exact: true }).inputValue();
    await administrator.leave();
    const visitor = await newVisitor(browser, program);
    await visitor.signInByLink(address);
    return visitor;
  }

  async function refused(visitor, address) {
    const answer = await visitor.page.goto(address);
    assert.ok([403, 404].includes(answer.status()), `${address}: ${answer.status()}`);
    visitor.forgive(answer.status());
  }

  /** The learners of a teacher's first class. */
  async function idsOf(page) {
    await page.locator("main h2 a").first().click();
    await page.locator("#grid").waitFor();
    const links = await page.locator("#grid tbody th a").evaluateAll((all) => all.map((a) => a.pathname));
    return links.map((path) => path.split("/")[2]);
  }
});
