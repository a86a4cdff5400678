// The official A2A client (1.0) against the real product: finds the card, asks, streams, reads and cancels. Run by .ci/a2a.
import assert from "node:assert/strict";
import { ClientFactory, ClientFactoryOptions, DefaultAgentCardResolver, JsonRpcTransportFactory } from "@a2a-js/sdk/client";

const origin = process.env.BAC_URL;
const key = process.env.BAC_KEY;
const withKey = (address, options = {}) => {
  const headers = new Headers(options.headers);
  headers.set("Authorization", `Bearer ${key}`);
  return fetch(address, { ...options, headers });
};
const factory = new ClientFactory(ClientFactoryOptions.createFrom(ClientFactoryOptions.default, {
  transports: [new JsonRpcTransportFactory({ fetchImpl: withKey })],
  cardResolver: new DefaultAgentCardResolver({ fetchImpl: withKey }),
}));
const message = text => ({
  message: {
    messageId: crypto.randomUUID(), contextId: "", taskId: "", role: 1, metadata: {}, extensions: [], referenceTaskIds: [],
    parts: [{ content: { $case: "text", value: text }, metadata: {}, filename: "", mediaType: "text/plain" }],
  },
  configuration: undefined, metadata: {}, tenant: "",
});
const said = task => task.artifacts.flatMap(artifact => artifact.parts).map(part => part.content.value).join("");
const COMPLETED = 3;

const desk = await factory.createFromUrl(origin);
assert.equal((await desk.getAgentCard()).name, "BAC");
console.log("ok      the public card names the front desk");

const client = await factory.createFromUrl(`${origin}/a2a/receivables/`);
assert.equal((await client.getAgentCard()).skills[0].id, "receivables");
const sent = await client.sendMessage(message("Which invoices are overdue?"));
const task = sent.payload?.value ?? sent.task ?? sent;
assert.equal(task.status.state, COMPLETED, JSON.stringify(task));
assert.match(said(task), /invoice/i);
console.log("ok      a message is answered with a completed task");

const again = await client.getTask({ id: task.id, tenant: "" });
assert.equal(said(again), said(task));
const list = await client.listTasks({ tenant: "", contextId: task.contextId, status: 0, pageToken: "" });
assert.deepEqual(list.tasks.map(one => one.id), [task.id]);
console.log("ok      the task is read and listed");

let pieces = "";
let last;
for await (const event of client.sendMessageStream(message("Which invoices are overdue?"))) {
  const payload = event.payload ?? event;
  if (payload.$case === "artifactUpdate") pieces += payload.value.artifact.parts.map(part => part.content.value).join("");
  last = payload;
}
assert.equal(last.$case, "statusUpdate");
assert.equal(last.value.status.state, COMPLETED);
assert.match(pieces, /invoice/i);
console.log("ok      a stream begins with the task, brings the words and ends with its state");

await assert.rejects(client.cancelTask({ id: task.id, tenant: "", metadata: {} }), error => /ancel/.test(error.name + error.message));
console.log("ok      a task that has ended cannot be cancelled, and the client knows that error");
