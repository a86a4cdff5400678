// The official TypeScript client against the kit, over HTTP and on stdio. Run by .ci/clients.
import assert from "node:assert/strict";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

async function check(name, transport) {
  const client = new Client({ name: "bac-ci", version: "1" });
  await client.connect(transport);
  assert.equal(client.getServerVersion().name, "bac-notes");
  const { tools } = await client.listTools();
  const names = tools.map(tool => tool.name);
  assert.deepEqual(names, [...names].sort());
  const search = tools.find(tool => tool.name === "notes_note_search");
  assert.equal(search.annotations.readOnlyHint, true);
  assert.ok(search.outputSchema);

  const title = "from " + name;
  const added = await client.callTool({ name: "notes_note_add", arguments: { title, amount: "1200.00" } });
  assert.equal(added.isError, false);
  assert.equal(added.structuredContent.amount, "1200.00");
  const found = await client.callTool({ name: "notes_note_search", arguments: { text: title } });
  assert.equal(found.structuredContent.total, 1);
  const paid = await client.callTool({ name: "notes_note_pay", arguments: { title: title + " bill" } });
  assert.equal(paid.isError, true);
  assert.equal(paid._meta["dev.bac/approval"].argumentsHash.length, 64);
  await assert.rejects(client.callTool({ name: "notes_note_ad", arguments: {} }), /Did you mean notes_note_add/);
  await client.close();
  console.log("ok      " + name + ": " + tools.length + " tools listed, called, refused, asked approval");
}

const headers = { Authorization: "Bearer " + process.env.NOTES_TOKEN };
await check("http", new StreamableHTTPClientTransport(new URL(process.env.NOTES_URL), { requestInit: { headers } }));
await check("stdio", new StdioClientTransport({
  command: process.env.NOTES_JAVA,
  args: ["-cp", process.env.NOTES_CLASSES, "dev.bac.mcp.serving.NotesServer", "stdio"],
  stderr: "inherit",
}));
