// What the product's tools do not do yet, with the kit's test server: progress in both eras; in the old one also a form
// that the server sends, answered, declined and left. Run by .ci/clients.
import assert from "node:assert/strict";
import { Client as Modern, StreamableHTTPClientTransport as ModernHttp } from "@modelcontextprotocol/client";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const address = new URL(process.env.TALK_URL);

async function progress(name, client) {
  const seen = [];
  const settings = { onprogress: step => seen.push(step.progress) };
  const call = { name: "test_tool_with_progress", arguments: {} };
  const done = await (client instanceof Modern ? client.callTool(call, settings) : client.callTool(call, undefined, settings));
  assert.ok(!done.isError);
  assert.deepEqual(seen, [0, 50, 100]);
  console.log(`ok      ${name}: progress 0, 50, 100`);
}

async function legacy() {
  const client = new Client({ name: "bac-ci", version: "1" }, { capabilities: { elicitation: { form: {} } } });
  let says;
  client.setRequestHandler(ElicitRequestSchema, async () => says());
  const posted = [];
  const watched = (url, init) => {
    if (init?.method === "POST") posted.push(JSON.parse(init.body).method);
    return fetch(url, init);
  };
  await client.connect(new StreamableHTTPClientTransport(address, { fetch: watched }));
  await progress("sdk 1.x", client);
  const call = { name: "test_elicitation", arguments: { message: "Who are you?" } };
  says = () => ({ action: "accept", content: { username: "ada", email: "ada@example.com" } });
  assert.match((await client.callTool(call)).content[0].text, /action=ACCEPT.*ada@example.com/s);
  says = () => ({ action: "decline" });
  assert.match((await client.callTool(call)).content[0].text, /action=DECLINE/);
  console.log("ok      sdk 1.x: a form from the server, filled in and declined");

  const leave = new AbortController();
  says = () => {
    leave.abort("enough");
    return new Promise(() => {});
  };
  await assert.rejects(client.callTool(call, undefined, { signal: leave.signal }), /enough|abort/i);
  assert.ok((await client.listTools()).tools.length);
  assert.ok(posted.includes("notifications/cancelled"), String(posted));
  console.log("ok      sdk 1.x: told the server that it cancels, and goes on");
  await client.close();
}

async function modern(name, mode) {
  const client = new Modern({ name: "bac-ci", version: "1" }, { versionNegotiation: { mode } });
  await client.connect(new ModernHttp(address));
  await progress(name, client);
  await client.close();
}

await legacy();
await modern("client 2.x pinned", { pin: "2026-07-28" });
await modern("client 2.x auto", "auto");
