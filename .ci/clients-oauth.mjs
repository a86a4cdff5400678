// The OAuth clients of both TypeScript SDKs against the product's own authorization server: from the first refusal to a
// call, an expired token refreshed, a missing scope and the step-up. The person agrees as the consent page does it. Run by
// .ci/clients.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { Client as Modern, StreamableHTTPClientTransport as ModernHttp } from "@modelcontextprotocol/client";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const origin = new URL(process.env.BAC_LINK).origin;
const server = new URL(origin + "/mcp/crm");
const CALLBACK = "http://127.0.0.1:49152/callback";
const READ = { name: "crm_account_search", arguments: { query: "Hooli" } };
const write = name => ({ name: "crm_lead_create", arguments: { name: "Ada " + name, company: "Lovelace " + name } });

/** What the SDK keeps of one user; the browser is only noted, and the person comes to it later. */
class Keeper {
  constructor(registered) {
    this.registered = registered ? { client_id: registered, issuer: origin } : undefined;
    this.opened = [];
  }
  get redirectUrl() { return CALLBACK; }
  get clientMetadata() {
    return { client_name: "Notebook", redirect_uris: [CALLBACK], application_type: "native",
      grant_types: ["authorization_code", "refresh_token"], response_types: ["code"], token_endpoint_auth_method: "none" };
  }
  clientInformation() { return this.registered; }
  saveClientInformation(information) { this.registered = information; }
  tokens() { return this.kept; }
  saveTokens(tokens) { this.kept = tokens; }
  redirectToAuthorization(url) { this.opened.push(url); }
  saveCodeVerifier(verifier) { this.verifier = verifier; }
  codeVerifier() { return this.verifier; }
  saveDiscoveryState(state) { this.discovered = state; }
  discoveryState() { return this.discovered; }
}

let cookie;
async function signIn() {
  const reply = await fetch(process.env.BAC_LINK, { redirect: "manual" });
  cookie = reply.headers.getSetCookie()[0].split(";")[0];
}

/** The person reads the question and agrees to these scopes; returns what comes back to the client. */
async function agree(url, scopes) {
  const request = url.search.slice(1);
  const question = await (await fetch(`${origin}/api/v1/authorization?${request}`, { headers: { cookie } })).json();
  for (const scope of scopes) assert.ok(question.scopes.some(each => each.scope === scope && each.yours), scope);
  const answer = await fetch(origin + "/api/v1/authorization", {
    method: "POST",
    headers: { cookie, origin, "content-type": "application/json" },
    body: JSON.stringify({ request, approve: true, scopes }),
  });
  return new URL((await answer.json()).redirect).searchParams;
}

/** A connection whose refusals are noted, as they came over the wire. */
function connection(era, keeper) {
  const refusals = [];
  const watched = async (url, init) => {
    const reply = await fetch(url, init);
    if (String(url) === String(server) && (reply.status === 401 || reply.status === 403)) {
      refusals.push({ status: reply.status, challenge: reply.headers.get("www-authenticate") ?? "" });
    }
    return reply;
  };
  const settings = { authProvider: keeper, fetch: watched };
  const transport = () => era.modern ? new ModernHttp(server, settings) : new StreamableHTTPClientTransport(server, settings);
  const client = () => era.modern
    ? new Modern({ name: "bac-ci", version: "1" }, { versionNegotiation: { mode: era.modern } })
    : new Client({ name: "bac-ci", version: "1" });
  return { refusals, transport, client };
}

const finish = (era, transport, back) => transport.finishAuth(era.modern ? back : back.get("code"));

const expired = token => execFileSync(process.env.BAC_JAVA,
  ["-cp", process.env.BAC_CLASSES, ".ci/clients-past.java", process.env.BAC_FOLDER, token], { encoding: "utf8" }).trim();

async function check(era) {
  const { name } = era;
  const keeper = new Keeper(era.registered);
  const { refusals, transport, client } = connection(era, keeper);

  const first = transport();
  await assert.rejects(client().connect(first), error => /Unauthorized/i.test(error.name + error.constructor.name + error));
  assert.equal(refusals[0].status, 401);
  assert.equal(keeper.opened[0].searchParams.get("resource"), String(server));
  await finish(era, first, await agree(keeper.opened[0], ["crm:read"]));
  assert.equal(keeper.kept.scope, "crm:read");
  const second = transport();
  const user = client();
  await user.connect(second);
  assert.equal((await user.callTool(READ)).structuredContent.items[0].name, "Hooli");
  console.log(`ok      ${name}: refused, ${era.registered ? "known" : "registered itself"}, let in, called`);

  keeper.kept = { ...keeper.kept, access_token: expired(keeper.kept.access_token) };
  const old = keeper.kept;
  refusals.length = 0;
  assert.equal((await user.callTool(READ)).structuredContent.items[0].name, "Hooli");
  assert.equal(refusals.length, 1);
  assert.equal(refusals[0].status, 401);
  assert.match(refusals[0].challenge, /invalid_token/);
  assert.notEqual(keeper.kept.access_token, old.access_token);
  assert.notEqual(keeper.kept.refresh_token, old.refresh_token);
  assert.equal(keeper.opened.length, 1, "nobody was asked again");
  console.log(`ok      ${name}: an expired token was refused with 401 and refreshed`);

  refusals.length = 0;
  await assert.rejects(user.callTool(write(name)));
  assert.ok(refusals.length);
  for (const refusal of refusals) {
    assert.equal(refusal.status, 403);
    assert.match(refusal.challenge, /error="insufficient_scope".*scope="crm:write"/);
  }
  const how = await stepUp(era, keeper, second);
  assert.deepEqual(keeper.kept.scope.split(" ").sort(), ["crm:read", "crm:write"]);
  const done = await user.callTool(write(name));
  assert.ok(!done.isError, JSON.stringify(done));
  console.log(`ok      ${name}: 403 insufficient_scope, ${how}, called`);
  await user.close();
}

/**
 * 2.x asks for what it has and what it lacks. 1.x refreshes instead, which cannot give more, and gives up: there the
 * program forgets its tokens and comes anew, as its users do.
 */
async function stepUp(era, keeper, transport) {
  if (era.modern) {
    const asked = keeper.opened.at(-1).searchParams.get("scope").split(" ");
    for (const scope of ["crm:read", "crm:write"]) assert.ok(asked.includes(scope), String(asked));
    await finish(era, transport, await agree(keeper.opened.at(-1), ["crm:read", "crm:write"]));
    return "stepped up by itself";
  }
  keeper.kept = undefined;
  const { transport: another, client } = connection(era, keeper);
  const anew = another();
  await assert.rejects(client().connect(anew), /Unauthorized/i);
  await finish(era, anew, await agree(keeper.opened.at(-1), ["crm:read", "crm:write"]));
  return "agreed anew to both scopes";
}

await signIn();
await check({ name: "oauth sdk 1.x", registered: "desk" });
await check({ name: "oauth client 2.x pinned", modern: { pin: "2026-07-28" } });
await check({ name: "oauth client 2.x auto", modern: "auto", registered: "desk" });
