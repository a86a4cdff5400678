// The MCP Inspector's command line against the product with an API key, in both eras. Run by .ci/clients.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const origin = new URL(process.env.BAC_LINK).origin;
const run = promisify(execFile);

async function inspect(path, era, method, ...rest) {
  const { stdout } = await run("npx", ["--no-install", "mcp-inspector", "--cli", origin + path, "--transport", "http",
    "--protocol-era", era, "--header", "Authorization: Bearer " + process.env.BAC_KEY, "--method", method, ...rest],
  { maxBuffer: 16_000_000, timeout: 60_000 });
  return JSON.parse(stdout);
}

async function check(path, era) {
  const { tools } = await inspect(path, era, "tools/list");
  assert.ok(tools.some(tool => tool.name === "crm_account_search"));
  const called = await inspect(path, era, "tools/call", "--tool-name", "crm_account_search", "--tool-arg", "query=Hooli");
  assert.equal(called.structuredContent.items[0].name, "Hooli");
  const { resourceTemplates } = await inspect(path, era, "resources/templates/list");
  assert.ok(resourceTemplates.some(template => template.uriTemplate === "crm://accounts/{id}"));
  const read = await inspect(path, era, "resources/read", "--uri", "crm://accounts/Hooli");
  assert.equal(JSON.parse(read.contents[0].text).name, "Hooli");
  const { prompts } = await inspect(path, era, "prompts/list");
  assert.ok(prompts.some(prompt => prompt.name === "crm_customer_brief"));
  const got = await inspect(path, era, "prompts/get", "--prompt-name", "crm_customer_brief", "--prompt-args", "account=Hooli");
  assert.match(got.messages[0].content.text, /Hooli/);
  console.log(`ok      inspector ${path} ${era}: ${tools.length} tools, called, read a resource, got a prompt`);
}

for (const path of ["/mcp/crm", "/mcp"]) {
  for (const era of ["legacy", "modern"]) await check(path, era);
}
