// Runs the suite and is the person it asks for: opens the address it prints, signs in, agrees. Run by .ci/authorization.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const link = process.env.BAC_LINK;
const origin = new URL(link).origin;
const shots = process.env.SCREENSHOTS;
const port = 20_000 + (process.pid % 20_000);
const SCENARIOS = ["authorization-server-metadata-endpoint", "authorization-code-grant"];
mkdirSync(shots, { recursive: true });

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 1000, height: 900 } });

async function person(address) {
  const page = await context.newPage();
  const complaints = [];
  page.on("console", message => { if (message.type() === "error") complaints.push(message.text()); });
  page.on("pageerror", error => complaints.push(String(error)));

  await page.goto(address);
  await page.getByRole("heading", { name: "Sign in first" }).waitFor();
  await page.screenshot({ path: `${shots}/consent-signin.png` });
  complaints.length = 0; // the 401 is how the page knows

  const other = await context.newPage();
  await other.goto(link);
  await other.close();
  await page.getByRole("button", { name: "I have signed in" }).click();
  await page.getByRole("heading", { name: "Conformance suite wants to use" }).waitFor();
  await page.screenshot({ path: `${shots}/consent.png` });

  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 844 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, "the page is wider than the phone");
  await page.screenshot({ path: `${shots}/consent-phone-dark.png`, fullPage: true });

  for (const box of await page.locator("input[name=scope]").all()) await box.uncheck();
  await page.getByRole("button", { name: "Allow", exact: true }).click();
  await page.getByText("Choose at least one thing").waitFor();
  for (const box of await page.locator("input[name=scope]").all()) await box.check();
  assert.deepEqual(complaints, [], "the page complained");
  await page.getByRole("button", { name: "Allow", exact: true }).click();
  await page.getByText("OK. You can close this page.").waitFor();
  await page.close();
}

async function wrongRequest() {
  const page = await context.newPage();
  const response = await page.goto(`${origin}/oauth/authorize?client_id=conformance&redirect_uri=https://evil.example/`);
  assert.equal(response.status(), 400);
  await page.getByText("redirect_uri is none that this client registered.").waitFor();
  assert.equal(new URL(page.url()).origin, origin);
  await page.screenshot({ path: `${shots}/consent-wrong.png` });
  await page.close();
}

const suite = spawn("npx", ["conformance", "authorization", "--url", origin, "--client-id", "conformance",
  "--resource", `${origin}/mcp/crm`, "--port", String(port)]);
let report = "";
let asked;
suite.stderr.on("data", some => { report += some; });
suite.stdout.on("data", some => {
  report += some;
  const address = report.match(/^http\S+\/oauth\/authorize\?\S+$/m);
  if (address && !asked) {
    asked = person(address[0]).catch(error => {
      console.log("FAILED  the consent page\n" + error);
      suite.kill();
    });
  }
});
const timer = setTimeout(() => suite.kill(), 180_000);
await new Promise(resolve => suite.on("exit", resolve));
clearTimeout(timer);
await asked;

const plain = report.replaceAll(/\u001b\[[0-9;]*m/g, "");
const passed = SCENARIOS.filter(name => new RegExp(`^✓ ${name}: [1-9]\\d* passed, 0 failed`, "m").test(plain));
console.log(`MCP authorization: ${passed.length} of ${SCENARIOS.length} scenarios`);
if (passed.length < SCENARIOS.length) console.log(plain.slice(-4000));
try {
  await wrongRequest();
} finally {
  await browser.close();
}
process.exit(passed.length === SCENARIOS.length ? 0 : 1);
