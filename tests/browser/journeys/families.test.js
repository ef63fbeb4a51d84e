// What a family reads in its language, on a phone and on paper, and what a teacher prints for thirty of them.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits } from "../harness/checks.js";
import { startProgram } from "../harness/program.js";
import { DESK, PHONE, newVisitor, openBrowser, signedIn } from "../harness/visitor.js";

const FORMATS = ["A4", "Letter"];

describe("families", () => {
  let program, browser;
  before(async () => {
    program = await startProgram();
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  async function sound(page) {
    await assertAccessible(page);
    await assertFits(page);
  }

  it("reads about two children in Spanish on a phone, and prints a report", async () => {
    const guardian = await signedIn(browser, program, "guardian", { viewport: PHONE });
    const { page } = guardian;
    await page.getByRole("heading", { name: "Your children" }).waitFor();
    await page.getByRole("button", { name: "Español" }).click();
    await page.getByRole("heading", { name: "Sus hijos" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "es");
    assert.deepEqual(await page.locator("main h2").allTextContents(), ["Amina", "Yusuf"]);
    assert.equal(await page.getByRole("heading", { name: "Una cosa que ayuda" }).count(), 2);
    await sound(page);
    await page.getByRole("link", { name: "Todas las metas de Amina" }).click();
    await page.getByRole("heading", { name: "Lo que Amina Haddad sabe hacer" }).waitFor();
    await sound(page);
    await page.locator("main li a").first().click();
    await page.getByRole("heading", { name: "Las razones" }).waitFor();
    await sound(page);
    await page.goto("/children");
    await page.getByRole("link", { name: "Informe para imprimir de Yusuf" }).click();
    await page.getByRole("heading", { name: "Cómo va Yusuf" }).waitFor();
    await sound(page);
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.getByRole("heading", { name: "Cómo va Yusuf" }).isVisible());
    for (const word of ["Salir", "Mis hijos", "English"]) assert.ok(!(await page.getByText(word, { exact: true }).first().isVisible()), word);
    for (const format of FORMATS) assert.equal(await pages(page, format), 1, `one side of ${format}`);
    await page.emulateMedia({ media: "screen" });
    await guardian.leave();
  });

  it("chooses how often notices come", async () => {
    const guardian = await signedIn(browser, program, "guardian", { viewport: PHONE });
    const { page } = guardian;
    await page.getByRole("link", { name: "Avisos" }).click();
    await page.getByLabel("Una vez al día, como máximo").check();
    await page.getByRole("button", { name: "Guardar" }).click();
    await page.getByText("Guardado.").waitFor();
    assert.ok(await page.getByLabel("Una vez al día, como máximo").isChecked());
    await sound(page);
    await guardian.leave();
  });

  it("shows a parent without custody nothing, in Spanish too", async () => {
    const administrator = await signedIn(browser, program, "administrator");
    await administrator.page.goto("/admin/people?q=Carter");
    await administrator.page.getByRole("button", { name: /Sign-in link for .*Raymond/ }).click();
    const address = await administrator.page.getByLabel("Link", { exact: true }).inputValue();
    await administrator.leave();
    const parent = await newVisitor(browser, program, { viewport: PHONE, locale: "es-MX" });
    await parent.page.goto(address);
    await parent.page.getByRole("button", { name: /^(Entrar como|Sign in as)/ }).click();
    await parent.page.waitForURL("**/children");
    assert.equal(await parent.page.locator("main section").count(), 0);
    await parent.leave();
  });

  it("prints thirty reports in Spanish in one job, each on its own sheet", async () => {
    const educator = await signedIn(browser, program, "educator");
    const { page } = educator;
    await page.goto(`/sections/${await firstClass(page)}/people`);
    await page.getByRole("link", { name: "Family reports" }).click();
    await sound(page);
    await page.getByLabel("Language").selectOption("es");
    const begun = Date.now();
    await page.getByRole("button", { name: "Make the reports" }).click();
    await page.locator("article.report").first().waitFor();
    console.log(`thirty reports in ${Date.now() - begun} ms`);
    assert.equal(await page.locator('article.report[lang="es"]').count(), 30);
    await page.getByText("30 sheets for 30 students.").waitFor();
    await sound(page);
    for (const format of FORMATS) assert.equal(await pages(page, format), 30, `each on one side of ${format}`);
    await educator.leave();
  });

  it("prints every class's reports with codes, each with its code on one side of a sheet", async () => {
    const educator = await signedIn(browser, program, "educator");
    const { page } = educator;
    const addresses = await page.locator("main h2 a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    let codes = 0;
    for (const address of addresses) {
      await page.goto(`/sections/${address.split("/")[2]}/reports`);
      await page.getByLabel("Language").selectOption("es");
      await page.getByLabel(/With a code to sign in/).check();
      await page.getByRole("button", { name: "Make the reports" }).click();
      const sheets = page.locator("article.report");
      await sheets.first().waitFor();
      const count = await sheets.count();
      codes += await page.locator(".report-code").count();
      for (const format of FORMATS) assert.equal(await pages(page, format), count, `${address} on ${format}`);
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: 688, height: 950 });
      const cut = await sheets.evaluateAll((all) => all.filter((one) => {
        const lists = one.querySelector(".report-lists");
        const code = one.querySelector(".report-code")?.getBoundingClientRect();
        return lists.scrollHeight > lists.clientHeight + 1 || (code && code.bottom > one.getBoundingClientRect().bottom + 1);
      }).length);
      assert.equal(cut, 0, `${address}: nothing is cut off`);
      await page.emulateMedia({ media: "screen" });
      await page.setViewportSize(DESK);
    }
    assert.ok(codes > 0, "there were codes");
    await educator.leave();
  });

  it("gives a parent without e-mail a code that opens their page from paper", async () => {
    const educator = await signedIn(browser, program, "educator");
    const { page } = educator;
    await page.goto(`/sections/${await firstClass(page)}/reports`);
    await page.getByLabel(/With a code to sign in/).check();
    await page.getByLabel("Quispe", { exact: false }).first().check();
    await page.getByRole("button", { name: "Make the reports" }).click();
    const sheet = page.locator("article.report").filter({ has: page.locator(".report-code") }).first();
    await sheet.waitFor();
    await sound(page);
    const code = (await sheet.locator("p.code").textContent()).split("/").at(-1);
    await educator.leave();
    const parent = await newVisitor(browser, program, { viewport: PHONE, locale: "es-US" });
    await parent.page.goto("/sign-in");
    await sound(parent.page);
    await parent.page.getByLabel("Código de su hoja").fill(code.toUpperCase());
    await parent.page.getByRole("button", { name: "Abrir" }).click();
    await parent.page.getByRole("button", { name: /^Entrar como/ }).click();
    await parent.page.waitForURL("**/children");
    assert.equal(await parent.page.locator("html").getAttribute("lang"), "es");
    assert.ok((await parent.page.locator("main section").count()) > 0);
    await parent.leave();
  });

  it("lets an administrator change a word, and says which line does not fit", async () => {
    const administrator = await signedIn(browser, program, "administrator");
    const { page } = administrator;
    await page.goto("/admin/wording");
    await page.getByRole("link", { name: "Words for families in English" }).click();
    await page.getByLabel("Your own texts").fill("your-child = Your learner\nyour-chid = x");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("There is no text named your-chid in this file.").waitFor();
    await sound(page);
    await page.getByLabel("Your own texts").fill("nobody-yet = We have not met yet.");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText(/changed by/).waitFor();
    await page.goto("/admin/mail");
    await sound(page);
    await page.goto("/admin/outbox");
    await sound(page);
    administrator.forgive(422);
    await administrator.leave();
  });

  /** The id of a teacher's first class. */
  async function firstClass(page) {
    const address = await page.locator("main h2 a").first().getAttribute("href");
    return address.split("/")[2];
  }

  /** How many sides of paper the page takes. */
  async function pages(page, format) {
    const pdf = (await page.pdf({ format })).toString("latin1");
    return pdf.match(/\/Type\s*\/Page[^s]/g).length;
  }
});
