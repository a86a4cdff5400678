// What a person does on the page, and what they must see. Run by .ci/page.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const link = process.env.BAC_LINK;
const origin = new URL(link).origin;
const shots = process.env.SCREENSHOTS;
mkdirSync(shots, { recursive: true });

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
let passed = 0;
let failed = 0;

async function check(name, options, test) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 850 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", message => { if (message.type() === "error") complaints.push(message.text()); });
  page.on("pageerror", error => complaints.push(String(error)));
  page.on("request", request => { if (new URL(request.url()).origin !== origin && !request.url().startsWith("data:")) complaints.push("went to " + request.url()); });
  try {
    await test(page, context, complaints);
    assert.deepEqual(complaints, [], "the page complained");
    passed++;
    console.log("ok      " + name);
  } catch (error) {
    failed++;
    console.log("FAILED  " + name + "\n" + error);
    await page.screenshot({ path: `${shots}/failed-${failed}.png` });
  } finally {
    await context.close();
  }
}

let signedIn;

async function ask(page, text) {
  await page.getByLabel("Your message").fill(text);
  await page.keyboard.press("Enter");
  const answer = page.locator(".answer").last();
  await page.waitForFunction(() => {
    const answers = document.querySelectorAll(".answer");
    const last = answers[answers.length - 1];
    return last && last.getAttribute("aria-busy") === "false" && last.querySelector("footer").textContent;
  }, null, { timeout: 180_000 });
  return answer;
}

await check("without a session the page asks to sign in", {}, async (page, _, complaints) => {
  const response = await page.goto(origin + "/");
  assert.match(response.headers()["content-security-policy"], /default-src 'none'|default-src 'self'/);
  await page.getByLabel("API key").waitFor();
  await page.screenshot({ path: `${shots}/signin.png` });
  complaints.length = 0; // the 401 of /me is how the page knows
});

await check("the one-time link signs in once", {}, async (page, context, complaints) => {
  await page.goto(link);
  await page.getByRole("button", { name: "New conversation" }).waitFor();
  await page.locator(".starters button").first().waitFor();
  await page.screenshot({ path: `${shots}/welcome.png` });
  signedIn = await context.storageState();
  const again = await (await browser.newContext()).newPage();
  const response = await again.goto(link);
  assert.equal(response.status(), 410);
  assert.ok(!(await again.context().cookies()).some(cookie => cookie.name === "bac_session"));
  await again.getByRole("heading", { name: "This link works no longer" }).waitFor();
  await again.screenshot({ path: `${shots}/old-link.png` });
  await again.getByRole("link", { name: "sign in with the key" }).click();
  await again.getByLabel("API key").waitFor();
  complaints.length = 0;
});

await check("a question is answered from the demo company's rows", { storageState: signedIn }, async page => {
  await page.goto(origin);
  const answer = await ask(page, "Which invoices are overdue, and by how much?");
  await answer.locator(".prose table").first().waitFor();
  assert.match(await answer.textContent(), /overdue/i);
  assert.match(await answer.locator(".prose").last().textContent(), /INV-\d{4}/);
  const card = answer.locator("details.card").first();
  await card.locator("summary").first().click();
  await card.getByText("Result").waitFor();
  await page.screenshot({ path: `${shots}/answer.png` });
});

await check("a question asked while the page still loads is not swept away", { storageState: signedIn }, async page => {
  // The list of approvals is the last thing to come: here just after the new conversation's id.
  const made = page.waitForResponse(response => response.request().method() === "POST" && response.url().endsWith("/conversations"));
  await page.route("**/api/v1/approvals?*", async route => {
    const response = await route.fetch();
    await Promise.race([made, new Promise(resolve => setTimeout(resolve, 1_000))]);
    await route.fulfill({ response });
  });
  await page.goto(origin);
  const answer = await ask(page, "Which invoices are overdue, and by how much?");
  await answer.locator(".prose table").first().waitFor();
});

await check("a statement shows each account, a chart, and comes as a file for its owner", { storageState: signedIn, acceptDownloads: true }, async page => {
  await page.goto(origin);
  const answer = await ask(page, "Show me the profit and loss statement of this year");
  const figure = answer.locator("figure").first();
  await figure.locator("table.statement").getByText("4000 Sales").waitFor();
  await figure.locator("table.statement").getByText("5000 Cost of goods").waitFor();
  await figure.locator("svg.chart").waitFor();
  assert.ok(await figure.locator("svg.chart rect").count() >= 2, "no bars");
  assert.match(await figure.locator("svg.chart").getAttribute("aria-label"), /Income/);
  await figure.scrollIntoViewIfNeeded();
  await page.screenshot({ path: `${shots}/statement.png` });
  const [file] = await Promise.all([page.waitForEvent("download"), answer.getByRole("link", { name: "Download as CSV" }).first().click()]);
  assert.equal(file.suggestedFilename(), "finance_statement_get.csv");
  assert.match(readFileSync(await file.path(), "utf8"), /^\uFEFFsection,account,amount,amountCurrency\r\nIncome,4000 Sales,\d+\.\d\d,EUR\r\n/);
  const address = await answer.getByRole("link", { name: "Download as CSV" }).first().getAttribute("href");
  const stranger = await (await browser.newContext()).newPage();
  assert.equal((await stranger.goto(origin + address)).status(), 401);
});

await check("a pipeline is a table and bars, and a number leads to its record", { storageState: signedIn }, async page => {
  await page.goto(origin);
  const pipeline = await ask(page, "Show me the pipeline report");
  await pipeline.locator("figure svg.chart").first().waitFor();
  await page.screenshot({ path: `${shots}/pipeline.png` });
  const list = await ask(page, "Which invoices are overdue, and by how much?");
  await list.locator(".prose td a", { hasText: /INV-\d{4}/ }).first().click();
  await page.waitForFunction(() => /^Show INV-/.test([...document.querySelectorAll(".question")].at(-1)?.textContent || ""));
  await page.waitForFunction(() => [...document.querySelectorAll(".answer")].at(-1)?.getAttribute("aria-busy") === "false", null, { timeout: 180_000 });
});

await check("money and days are written as the company's country writes them", { storageState: signedIn }, async page => {
  await page.goto(origin);
  const said = await page.evaluate(async () => {
    const { speak, money, text } = await import("/assets/locale.js");
    const plain = value => value.replace(/[\u00a0\u202f\u200e\u200f\u061c]/g, " ").replace(/ +/g, " ").trim();
    const all = {};
    for (const [locale, zone] of [["de-DE", "Europe/Berlin"], ["en-NG", "Africa/Lagos"], ["ja-JP", "Asia/Tokyo"], ["ar-EG", "Africa/Cairo"], ["no such", "Nowhere"]]) {
      speak({ locale, zone });
      all[locale] = [money("1234567.5", "EUR"), money("1234", "JPY"), money("-1.25", "KWD"), money("12345678901234567.89", "EUR"), text("2026-11-21"), text("PO-1007")].map(plain);
    }
    return all;
  });
  assert.deepEqual(said["de-DE"], ["1.234.567,50 EUR", "1.234 JPY", "-1,250 KWD", "12.345.678.901.234.567,89 EUR", "21.11.2026", "PO-1007"]);
  assert.deepEqual(said["en-NG"], ["EUR 1,234,567.50", "JPY 1,234", "-KWD 1.250", "EUR 12,345,678,901,234,567.89", "21 Nov 2026", "PO-1007"]);
  assert.deepEqual(said["ja-JP"], ["EUR 1,234,567.50", "JPY 1,234", "-KWD 1.250", "EUR 12,345,678,901,234,567.89", "2026/11/21", "PO-1007"]);
  assert.match(said["ar-EG"][0], /١٬٢٣٤٬٥٦٧٫٥٠/);
  assert.match(said["no such"][1], /1.?234/);
});

await check("an answer of a model that the router chose can be called right or wrong", { storageState: signedIn }, async page => {
  const decision = "0198f000-0000-7000-8000-00000000000d";
  const said = [];
  await page.route("**/api/v1/outcomes", route => {
    said.push(route.request().postDataJSON());
    return route.fulfill({ json: { decision, model: "some/model", source: "thumbs", score: said.at(-1).score } });
  });
  await page.goto(origin);
  const planned = await ask(page, "Which invoices are overdue, and by how much?");
  assert.equal(await planned.getByRole("button", { name: "Right" }).count(), 0); // the built-in planner was not chosen
  await page.route("**/api/v1/conversations/*", async route => {
    const response = await route.fetch();
    const kept = await response.json();
    for (const message of kept.messages ?? []) if (message.usage) message.usage.why = `some/model was chosen [${decision}]`;
    return route.fulfill({ response, json: kept });
  });
  await page.reload();
  const answer = page.locator(".answer").last();
  await answer.getByRole("button", { name: "Right" }).click();
  await answer.locator("button[aria-pressed=true]", { hasText: "👍" }).waitFor();
  await answer.getByRole("button", { name: "Wrong" }).click();
  await answer.locator("button[aria-pressed=true]", { hasText: "👎" }).waitFor();
  assert.deepEqual(said, [{ decision, source: "thumbs", score: 1 }, { decision, source: "thumbs", score: 0 }]);
  await page.screenshot({ path: `${shots}/thumbs.png` });
});

await check("a write waits for approval, runs when approved, and survives a reload", { storageState: signedIn }, async page => {
  await page.goto(origin);
  await ask(page, "Invoice Acme 1,200 EUR for consulting, due in 30 days");
  const approval = page.locator(".approval").last();
  await approval.getByRole("button", { name: "Approve" }).waitFor();
  assert.match(await approval.textContent(), /asked by admin · Invoic[^·]+ · .*\d{4}/);
  assert.equal(await approval.getByText(/ of \d+ agreed/).isVisible(), false);
  await page.screenshot({ path: `${shots}/approval.png` });
  await page.reload();
  await page.locator(".approval").last().getByRole("button", { name: "Approve" }).click();
  await page.locator(".card[data-state=done]").last().waitFor({ timeout: 30_000 });
  await page.waitForFunction(() => /INV-\d{4}/.test(document.querySelector(".answer:last-of-type .prose:last-of-type")?.textContent || ""), null, { timeout: 30_000 });
  await page.screenshot({ path: `${shots}/approved.png` });
  await page.reload();
  await page.locator(".answer .prose").last().getByText(/INV-\d{4}/).first().waitFor();
});

await check("where several must agree, the card counts them and asks nobody twice", { storageState: signedIn }, async page => {
  let agreed = 0;
  const several = approval => ({ ...approval, quorum: 2, agreed, mayDecide: agreed === 0 });
  await page.route(/\/api\/v1\/conversations\/[0-9a-f-]{36}$/, async route => {
    const response = await route.fetch();
    const kept = await response.json();
    return route.fulfill({ response, json: { ...kept, approvals: kept.approvals.map(several) } });
  });
  await page.route("**/api/v1/approvals/*/approve", async route => {
    agreed++;
    const response = await route.fetch({ method: "GET", url: route.request().url().replace(/\/approve$/, "") });
    return route.fulfill({ response, json: several(await response.json()) });
  });
  await page.goto(origin);
  await ask(page, "Text +49 151 23456789: your order has shipped");
  await page.locator(".approval").last().getByRole("button", { name: "Decline" }).waitFor();
  await page.reload();
  const approval = page.locator(".approval").last();
  await approval.getByText("0 of 2 agreed").waitFor();
  await approval.getByRole("button", { name: "Approve" }).click();
  await approval.getByText("1 of 2 agreed").waitFor();
  await approval.getByText("Somebody else").waitFor();
  assert.equal(await approval.getByRole("button", { name: "Approve" }).count(), 0);
  assert.equal(await page.locator(".answer.working").count(), 0);
});

await check("an answer rests once the next message waits", { storageState: signedIn }, async page => {
  await page.goto(origin);
  await ask(page, "Text +49 151 23456789: your order has shipped");
  await page.getByLabel("Your message").fill("Which invoices are overdue, and by how much?");
  await page.keyboard.press("Enter");
  await page.locator(".question").nth(1).waitFor();
  assert.equal(await page.locator(".answer").first().getAttribute("aria-busy"), "false");
  await page.waitForFunction(() => [...document.querySelectorAll(".answer")].at(-1)?.querySelector(".prose table"), null, { timeout: 180_000 });
  await page.reload();
  await page.locator(".answer").nth(1).locator(".prose table").first().waitFor();
  await page.locator(".answer.working").waitFor({ state: "detached" });
  assert.equal(await page.locator(".answer").first().getAttribute("aria-busy"), "false");
});

await check("an approval can be sent to a colleague as a link", { storageState: signedIn }, async (page, _, complaints) => {
  const posted = [];
  await page.route("**/api/v1/approvals/*/people", route => route.fulfill({ json: { items: [{ name: "carol", reachable: true }, { name: "dave", reachable: false }] } }));
  await page.route("**/api/v1/approvals/*/send", route => {
    posted.push(route.request().postDataJSON());
    return posted.length === 1
      ? route.fulfill({ json: { to: "carol", state: "HELD", told: "Held the e-mail: no vendor is configured.", expiresAt: "2030-01-01T00:00:00Z" } })
      : route.fulfill({ status: 409, contentType: "application/problem+json", json: { code: "already_decided", detail: "It is approved already." } });
  });
  await page.goto(origin);
  await ask(page, "Text +49 151 23456789: your order has shipped");
  const approval = page.locator(".approval").last();
  await approval.getByRole("button", { name: "Send link" }).click();
  assert.equal(await approval.getByRole("button", { name: "To dave" }).isDisabled(), true);
  await approval.getByRole("button", { name: "To carol" }).click();
  await approval.getByRole("status").getByText("no vendor is configured").waitFor();
  assert.deepEqual(posted, [{ to: "carol" }]);
  await page.screenshot({ path: `${shots}/send-link.png` });
  await approval.getByRole("button", { name: "Send link" }).click();
  await approval.getByRole("button", { name: "To carol" }).and(approval.locator(":enabled")).click();
  await approval.getByRole("status").getByText("approved already").waitFor();
  complaints.length = 0; // the 409 is meant
  await approval.getByRole("button", { name: "Decline" }).click();
  await approval.getByText("Declined").waitFor({ timeout: 30_000 });
  assert.equal(await approval.getByRole("button", { name: "Send link" }).count(), 0);
});

await check("a write can be declined", { storageState: signedIn }, async page => {
  await page.goto(origin);
  await ask(page, "Text +49 151 23456789: your order has shipped");
  await page.locator(".approval").last().getByRole("button", { name: "Decline" }).click();
  await page.locator(".approval").last().getByText("Declined").waitFor({ timeout: 30_000 });
});

await check("it works in the dark, on a phone, and by keyboard", { storageState: signedIn, colorScheme: "dark", viewport: { width: 390, height: 780 } }, async page => {
  await page.goto(origin);
  await page.locator(".starters button").first().waitFor();
  await page.getByLabel("Your message").focus();
  const answer = await ask(page, "Show me our ten biggest open opportunities");
  await answer.locator(".prose table").first().waitFor();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, "the page is wider than the phone");
  await page.screenshot({ path: `${shots}/phone-dark.png` });
  await page.getByRole("button", { name: "Show conversations" }).click();
  await page.locator(".conversations a").first().waitFor();
  await page.keyboard.press("Escape");
});

await check("what is remembered can be seen and forgotten", { storageState: signedIn }, async page => {
  const note = { id: "0198f000-0000-7000-8000-000000000002", text: "I prefer short answers", audience: "user", source: "person", createdBy: "admin", createdAt: "2026-11-01T10:00:00Z", expiresAt: "2027-11-01T10:00:00Z" };
  let kept = [note];
  await page.route("**/api/v1/notes?*", route => route.fulfill({ json: { items: kept, next: null } }));
  await page.route("**/api/v1/notes/*", route => { kept = []; return route.fulfill({ status: 204 }); });
  await page.goto(origin);
  await page.getByRole("button", { name: "What is remembered for you" }).click();
  await page.getByRole("heading", { name: "Remembered for you" }).waitFor();
  assert.match(await page.locator("#notes-list").textContent(), /for you · said by admin/);
  await page.screenshot({ path: `${shots}/notes.png` });
  await page.getByRole("button", { name: "Forget: I prefer short answers" }).click();
  await page.getByText("Nothing is remembered.").waitFor();
});

await check("a campaign is followed live, paused, resumed and cancelled", { storageState: signedIn }, async page => {
  await page.goto(origin);
  await page.getByRole("button", { name: "New conversation" }).waitFor();
  const call = (path, body) => page.evaluate(async ([path, body]) => {
    const answer = await fetch("/api/v1" + path, body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {});
    const json = await answer.json();
    if (!answer.ok) throw new Error(JSON.stringify(json));
    return json;
  }, [path, body]);
  await call("/templates", { name: "Page check", channel: "sms", body: "Dear {{name}}, spring is here" });
  const recipients = "to,name\n" + Array.from({ length: 600 }, (_, i) => `+49151${20000000 + i},N${i}`).join("\n");
  const { id } = await call("/campaigns", { name: "Page check", template: "Page check", purpose: "service", perMinute: 600, recipients });
  await page.getByRole("button", { name: "Campaigns", exact: true }).click();
  const row = page.locator(".campaign").filter({ hasText: "Page check" }).first();
  const settled = async () => Number((await row.textContent()).match(/([\d,.]+) of/)?.[1].replace(/\D/g, "") ?? 0);
  await page.waitForFunction(() => /[1-9][\d,.]* of 600/.test(document.querySelector(".campaign")?.textContent ?? ""), null, { timeout: 60_000 });
  const before = await settled();
  await page.waitForFunction(seen => Number(document.querySelector(".campaign progress")?.value) > seen, before, { timeout: 60_000 });
  await page.screenshot({ path: `${shots}/campaign.png` });
  await row.getByRole("button", { name: "Pause Page check" }).click();
  await row.getByRole("button", { name: "Resume Page check" }).waitFor();
  const shown = async () => (await call(`/campaigns/${id}`)).state.toLowerCase();
  assert.equal(await shown(), "paused");
  await row.getByRole("button", { name: "Resume Page check" }).click();
  await row.getByRole("button", { name: "Pause Page check" }).waitFor();
  await row.getByRole("button", { name: "Cancel Page check" }).click();
  await page.waitForFunction(() => document.querySelector(".campaign")?.dataset.state === "stopped", null, { timeout: 30_000 });
  assert.equal(await row.getByRole("button").count(), 0);
  assert.equal(await shown(), "stopped");
});

await check("other clients are told how to connect, and can be shut out again", { storageState: signedIn }, async page => {
  let let_in = [{ id: "0198f000-0000-7000-8000-000000000001", client: "Desk", resource: "/mcp/crm", scopes: ["crm:read"] }];
  await page.route("**/api/v1/connections", route => route.fulfill({ json: { items: let_in } }));
  await page.route("**/api/v1/connections/*", route => { let_in = []; return route.fulfill({ status: 204 }); });
  await page.goto(origin);
  await page.getByRole("button", { name: "Connect another AI client" }).click();
  await page.getByLabel("Server").selectOption("crm");
  for (const client of ["Claude", "ChatGPT", "Claude Code", "Cursor", "VS Code", "Claude Desktop"]) {
    await page.getByRole("heading", { name: client, exact: true }).waitFor();
  }
  assert.match(await page.locator("#connect-clients").textContent(), /\/mcp\/crm/);
  await page.screenshot({ path: `${shots}/connect.png` });
  await page.getByRole("button", { name: "Revoke Desk" }).click();
  await page.getByText("No program has signed in with your account.").waitFor();
});

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
