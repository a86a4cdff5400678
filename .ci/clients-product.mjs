// The official TypeScript clients of both eras against the product: list, call, read, approve, decline, cancel. Run by
// .ci/clients.
import assert from "node:assert/strict";
import { Client as Modern, StreamableHTTPClientTransport as ModernHttp } from "@modelcontextprotocol/client";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const origin = new URL(process.env.BAC_LINK).origin;
const headers = { Authorization: "Bearer " + process.env.BAC_KEY };
const address = path => new URL(origin + path);
const SEND = "messaging_message_send";
const message = body => ({ name: SEND, arguments: { to: "+447700900456", body } });

async function api(path, method = "GET") {
  const body = method === "GET" ? undefined : "{}";
  const reply = await fetch(origin + "/api/v1" + path, { method, body, headers: { ...headers, "Content-Type": "application/json" } });
  assert.ok(reply.ok, path + " " + reply.status);
  return reply.json();
}

async function reads(name, client) {
  const { tools } = await client.listTools();
  assert.ok(tools.some(tool => tool.name === SEND));
  const found = await client.callTool({ name: "crm_account_search", arguments: { query: "Hooli" } });
  assert.equal(found.structuredContent.items[0].name, "Hooli");
  const read = await client.readResource({ uri: "crm://accounts/Hooli" });
  assert.equal(JSON.parse(read.contents[0].text).name, "Hooli");
  const { messages } = await client.getPrompt({ name: "crm_customer_brief", arguments: { account: "Hooli" } });
  assert.match(messages[0].content.text, /Hooli/);
  console.log(`ok      ${name}: ${tools.length} tools, called, read a resource, got a prompt`);
}

async function sent(client, body) {
  const listed = await client.callTool({ name: "messaging_message_list", arguments: { limit: 50 } });
  return JSON.stringify(listed.structuredContent).includes(body);
}

/** Sends requests; while one is to be left, its reply is held back until that has happened, so that it is under way. */
let leaving;
const posted = [];
async function line(url, init) {
  const reply = fetch(url, init);
  const method = init?.method === "POST" ? JSON.parse(init.body).method : "";
  posted.push(method);
  if (leaving && method === "tools/call") {
    const leave = leaving;
    setTimeout(() => leave.abort("enough"), 5);
    await new Promise(resolve => leave.signal.addEventListener("abort", resolve, { once: true }));
  }
  return reply;
}
const settings = { requestInit: { headers }, fetch: line };

/** The caller is told at once, and the server goes on serving. */
async function cancels(name, client) {
  leaving = new AbortController();
  posted.length = 0;
  const call = client.callTool({ name: "crm_contact_search", arguments: { limit: 200 } }, ...options(client, leaving.signal));
  await assert.rejects(call, /enough|abort/i);
  leaving = undefined;
  assert.equal((await client.callTool({ name: "crm_account_search", arguments: { query: "Hooli" } })).isError ?? false, false);
  // The old era says so in a message; in the new one, leaving says it.
  assert.equal(posted.includes("notifications/cancelled"), !(client instanceof Modern), String(posted));
  console.log(`ok      ${name}: cancelled a call under way`);
}

const options = (client, signal) => client instanceof Modern ? [{ signal }] : [undefined, { signal }];

async function legacy() {
  const client = new Client({ name: "bac-ci", version: "1" });
  await client.connect(new StreamableHTTPClientTransport(address("/mcp"), settings));
  await reads("sdk 1.x", client);
  const call = message("approved on the page");
  const asked = await client.callTool(call);
  assert.equal(asked._meta["dev.bac/code"], "needs_approval");
  assert.equal(await sent(client, call.arguments.body), false);
  const waiting = (await api("/approvals")).items.find(each => each.arguments.body === call.arguments.body && each.state === "pending");
  await api(`/approvals/${waiting.id}/approve`, "POST");
  const done = await client.callTool(call);
  assert.ok(!done.isError, JSON.stringify(done));
  assert.ok(await sent(client, call.arguments.body));
  console.log("ok      sdk 1.x: a call was parked, approved by a person, and done when repeated");
  await cancels("sdk 1.x", client);
  await client.close();
}

async function modern(name, mode) {
  const client = new Modern(
    { name: "bac-ci", version: "1" },
    { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode } },
  );
  let says;
  const shown = [];
  client.setRequestHandler("elicitation/create", async request => {
    shown.push(request.params.message);
    return says();
  });
  await client.connect(new ModernHttp(address("/mcp"), settings));
  assert.equal(client.getNegotiatedProtocolVersion(), "2026-07-28");
  await reads(name, client);

  says = () => ({ action: "accept", content: { approve: true } });
  const yes = await client.callTool(message(`agreed ${name}`));
  assert.ok(!yes.isError, JSON.stringify(yes));
  assert.match(shown[0], /needs a person's approval/);
  assert.ok(await sent(client, `agreed ${name}`));
  says = () => ({ action: "decline" });
  const no = await client.callTool(message(`declined ${name}`));
  assert.equal(no.isError, true);
  assert.equal(await sent(client, `declined ${name}`), false);
  console.log(`ok      ${name}: asked for approval in the client; yes did it, no did not`);

  const leave = new AbortController();
  says = () => {
    leave.abort("enough");
    return { action: "accept", content: { approve: true } };
  };
  await assert.rejects(client.callTool(message(`left ${name}`), { signal: leave.signal }), /enough|abort/i);
  assert.equal(await sent(client, `left ${name}`), false);
  await cancels(name, client);
  await client.close();
}

await legacy();
await modern("client 2.x pinned", { pin: "2026-07-28" });
await modern("client 2.x auto", "auto");
