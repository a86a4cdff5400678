// The official TypeScript client of 2026-07-28 against the kit: pinned to that revision and left to find out, over HTTP
// and on stdio. Run by .ci/clients.
import assert from "node:assert/strict";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

async function check(name, mode, transport) {
  const client = new Client(
    { name: "bac-ci", version: "1" },
    { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode } },
  );
  const shown = [];
  let says = { action: "accept", content: { approve: true } };
  client.setRequestHandler("elicitation/create", async request => {
    shown.push(request.params.message);
    return says;
  });
  await client.connect(transport);
  assert.equal(client.getServerVersion().name, "bac-notes");
  const { tools } = await client.listTools();
  assert.ok(tools.some(tool => tool.name === "notes_note_search"));

  const title = "from " + name;
  const added = await client.callTool({ name: "notes_note_add", arguments: { title, amount: "1200.00" } });
  assert.equal(added.structuredContent.amount, "1200.00");
  const paid = await client.callTool({ name: "notes_note_pay", arguments: { title: title + " bill" } });
  assert.ok(!paid.isError, JSON.stringify(paid));
  assert.match(shown[0], /bill/);
  says = { action: "decline" };
  const declined = await client.callTool({ name: "notes_note_pay", arguments: { title: title + " yacht" } });
  assert.equal(declined.isError, true);

  const { resourceTemplates } = await client.listResourceTemplates();
  assert.equal(resourceTemplates[0].uriTemplate, "notes://notes/{id}");
  const read = await client.readResource({ uri: "notes://notes/" + encodeURIComponent(title) });
  assert.match(read.contents[0].text, /from /);
  const { messages } = await client.getPrompt({ name: "notes_tidy", arguments: { about: "rent" } });
  assert.match(messages[0].content.text, /about rent/);
  const { completion } = await client.complete({
    ref: { type: "ref/prompt", name: "notes_tidy" },
    argument: { name: "about", value: "from" },
  });
  assert.ok(completion.values.includes(title));
  await assert.rejects(client.callTool({ name: "notes_note_ad", arguments: {} }), /Did you mean notes_note_add/);
  await client.close();
  console.log("ok      " + name + ": listed, called, agreed, declined, read, prompted, completed");
}

const headers = { Authorization: "Bearer " + process.env.NOTES_TOKEN };
const http = () => new StreamableHTTPClientTransport(new URL(process.env.NOTES_URL), { requestInit: { headers } });
const stdio = () => new StdioClientTransport({
  command: process.env.NOTES_JAVA,
  args: ["-cp", process.env.NOTES_CLASSES, "dev.bac.mcp.serving.NotesServer", "stdio"],
  stderr: "inherit",
});
await check("http pinned", { pin: "2026-07-28" }, http());
await check("http auto", "auto", http());
await check("stdio pinned", { pin: "2026-07-28" }, stdio());
await check("stdio auto", "auto", stdio());
