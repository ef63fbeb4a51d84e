// A family on a phone, in Spanish, asks to amend, consents and takes the record along; an administrator answers,
// looks at what leaves and what would go, and erases a learner, after which the ledger still verifies.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { assertAccessible, assertFits } from "../harness/checks.js";
import { startProgram } from "../harness/program.js";
import { PHONE, openBrowser, signedIn } from "../harness/visitor.js";

describe("privacy", () => {
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

  it("lets a family ask, consent and take the record along, in Spanish on a phone", async () => {
    const guardian = await signedIn(browser, program, "guardian", { viewport: PHONE, locale: "es-MX" });
    const { page } = guardian;
    await page.getByRole("link", { name: /^Expediente y derechos de Amina/ }).click();
    await page.getByRole("heading", { name: "El expediente de Amina Haddad y sus derechos" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "es");
    await sound(page);

    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Descargar el expediente completo" }).click();
    const download = await downloading;
    assert.match(download.suggestedFilename(), /^record-Amina-Haddad-\d{4}-\d\d-\d\d\.zip$/);
    const bytes = await readFile(await download.path());
    assert.equal(bytes.subarray(0, 2).toString("latin1"), "PK");
    assert.ok(bytes.includes("tables/evidence.csv") && bytes.includes("index.html"));

    await page.getByRole("button", { name: /^Permitir ?: Grabaciones de la voz/ }).click();
    await page.getByText("Guardado.").waitFor();
    assert.equal(await page.getByText("✓ Permitido").count(), 1);
    await page.getByText("Para Mariam Haddad").first().waitFor();
    await sound(page);
    await page.getByRole("button", { name: /^No permitir ?: Grabaciones de la voz/ }).click();
    await page.getByText("Usted dijo que no, o lo retiró.").waitFor();

    await page.getByRole("link", { name: "Pedir una corrección" }).click();
    await sound(page);
    await page.getByLabel("¿Por qué no es correcto?").fill("Ese día Amina estaba enferma.");
    await page.getByRole("button", { name: "Enviar" }).click();
    await page.getByText("Elija de qué trabajo o decisión se trata.").waitFor();
    await page.getByLabel("¿De qué trabajo o decisión?").selectOption({ index: 1 });
    await page.getByRole("button", { name: "Enviar" }).click();
    await page.getByText(/^Enviado\. Se contestará/).waitFor();
    await sound(page);
    guardian.forgive(422);
    await guardian.leave();
  });

  it("shows an administrator the request with its due date, and the family the answer", async () => {
    const administrator = await signedIn(browser, program, "administrator");
    const { page } = administrator;
    await page.goto("/admin/privacy");
    await sound(page);
    await page.getByRole("link", { name: "Requests to amend" }).click();
    await page.getByText("Ese día Amina estaba enferma.").waitFor();
    await sound(page);
    await page.getByLabel("The answer, which the family reads").fill("Su maestra la vio trabajar ese día.");
    await page.getByRole("button", { name: /^Refuse/ }).click();
    await page.getByText(/Refused by/).waitFor();
    await administrator.leave();

    const guardian = await signedIn(browser, program, "guardian", { viewport: PHONE, locale: "es-MX" });
    await guardian.page.getByRole("link", { name: /^Expediente y derechos de Amina/ }).click();
    await guardian.page.getByText("La respuesta: Su maestra la vio trabajar ese día.").waitFor();
    await guardian.page.getByLabel("Su declaración").fill("La vimos enferma en casa.");
    await guardian.page.getByRole("button", { name: "Agregar la declaración" }).click();
    await guardian.page.getByText("Declaración de la familia: «La vimos enferma en casa.»").waitFor();
    await sound(guardian.page);
    await guardian.leave();
  });

  it("keeps an inventory, numbers and a look at what would go", async () => {
    const administrator = await signedIn(browser, program, "administrator");
    const { page } = administrator;
    await page.goto("/admin/parties");
    for (const [label, text] of [["Name", "Bus company"], ["What for", "Transport"], ["Which data", "Names"], ["By which right", "Agreement"], ["Agreement: its title, and where it lies", "2026/7"]]) {
      await page.getByLabel(label, { exact: true }).fill(text);
    }
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("link", { name: "Bus company" }).waitFor();
    await sound(page);
    await page.goto("/tokens");
    assert.equal(await page.getByLabel("Of which outside party, if of one").locator("option").count(), 2);
    await page.goto("/admin/privacy");
    const smallest = page.locator("li").filter({ hasText: "Smallest group" });
    await smallest.locator("summary").click();
    await smallest.getByLabel("Number").fill("20");
    await smallest.getByLabel("Why").fill("As the state asks");
    await smallest.getByRole("button", { name: "Set" }).click();
    await page.getByText("20 learners", { exact: true }).waitFor();
    await page.getByText("for ever").first().waitFor();
    for (const path of ["/admin/disclosures", "/admin/purposes", "/admin/erasures"]) {
      await page.goto(path);
      await sound(page);
    }
    await administrator.leave();
  });

  it("erases a learner after a look, and the ledger still verifies", async () => {
    await program.command("ledger", "anchor", "--out", `${program.data}/anchor.txt`);
    const administrator = await signedIn(browser, program, "administrator");
    const { page } = administrator;
    await page.goto("/admin/people?q=Haddad&role=learner");
    await page.getByRole("link", { name: /^Erase of Haddad, Yusuf/ }).click();
    await page.getByRole("heading", { name: "What goes" }).waitFor();
    await page.getByText(/The content of \d+ entries of the ledger/).waitFor();
    await sound(page);
    await page.getByLabel("By which right").fill("The family's request");
    await page.getByLabel(/^Why/).fill("They moved away.");
    await page.getByRole("button", { name: "Ask for the erasure" }).click();
    await page.getByText("waits to be confirmed").waitFor();
    await page.getByLabel(/type the name of the learner/).fill("Yusuf");
    await page.getByRole("button", { name: "Erase for good" }).click();
    await page.getByText("That is not the name of this learner, as it is written here.").waitFor();
    await sound(page);
    await page.getByLabel(/type the name of the learner/).fill("Yusuf Haddad");
    await page.getByRole("button", { name: "Erase for good" }).click();
    await page.getByText(/done: \d+ entries, \d+ other rows/).waitFor();
    await page.goto("/admin/people?q=Yusuf");
    await page.getByText(/Nobody found/).waitFor();
    administrator.forgive(422);
    await administrator.leave();
    const verified = JSON.parse(await program.command("--json", "ledger", "verify", "--anchor", `${program.data}/anchor.txt`));
    assert.ok(verified.erased > 0, JSON.stringify(verified));

    const guardian = await signedIn(browser, program, "guardian", { viewport: PHONE });
    assert.deepEqual(await guardian.page.locator("main h2").allTextContents(), ["Amina"]);
    await guardian.leave();
  });
});
