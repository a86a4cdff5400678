// How other AI clients connect to the servers: a link where the client has one, else what to paste.
import { get, remove } from "./api.js";
import { byId, el } from "./dom.js";

const SERVERS = [
  ["", "Everything"], ["crm", "CRM"], ["erp", "ERP"], ["finance", "Finance"], ["knowledge", "Knowledge"], ["messaging", "Messaging"], ["provisioning", "Provisioning"],
];
const KEY = "YOUR-KEY";

export function startConnect() {
  const server = byId("connect-server");
  server.append(...SERVERS.map(([name, title]) => el("option", { value: name }, title)));
  server.addEventListener("change", draw);
  byId("connect-readonly").addEventListener("change", draw);
  byId("connect-open").addEventListener("click", () => {
    draw();
    drawConnections();
    byId("connect").showModal();
  });
}

/** The programs that the person agreed to; each can be shut out. */
async function drawConnections() {
  const list = byId("connections");
  try {
    const { items } = await get("/connections");
    list.replaceChildren(...items.length ? items.map(connection) : [el("p", { class: "quiet" }, "No program has signed in with your account.")]);
  } catch (error) {
    list.replaceChildren(el("p", { class: "quiet", role: "alert" }, error.message));
  }
}

function connection({ id, client, resource, scopes }) {
  const end = el("button", { type: "button", "aria-label": `Revoke ${client}`, onclick: async () => {
    end.disabled = true;
    try {
      await remove(`/connections/${id}`);
      await drawConnections();
    } catch (error) {
      end.disabled = false;
      row.append(el("p", { class: "quiet", role: "alert" }, error.message));
    }
  } }, "Revoke");
  const row = el("div", { class: "connection" },
    el("strong", {}, client), el("span", { class: "quiet" }, ` ${resource} · ${scopes.join(", ")} `), end);
  return row;
}

function draw() {
  const domain = byId("connect-server").value;
  const name = domain ? `bac-${domain}` : "bac";
  const url = ["", "mcp", domain, byId("connect-readonly").checked ? "readonly" : ""]
    .filter((step, place) => place === 0 || step).join("/");
  byId("connect-clients").replaceChildren(...clients(name, location.origin + url, domain).map(section));
}

/** @returns what each client wants, in the order people use them */
function clients(name, url, domain) {
  const bearer = { Authorization: `Bearer ${KEY}` };
  const json = value => JSON.stringify(value, null, 2);
  return [
    { title: "Claude", link: "https://claude.ai/settings/connectors", verb: "Open the connectors of", say: "Add a custom connector with this address; it sends you here to agree. The address must be reachable from the internet over https.", paste: url },
    { title: "ChatGPT", link: "https://chatgpt.com/#settings/Connectors", verb: "Open the connectors of", say: "With developer mode on, create a connector with this address and OAuth. The address must be reachable from the internet over https.", paste: url },
    { title: "Claude Code", say: "In a terminal. Leave the header out to sign in with the browser instead.", paste: `claude mcp add --transport http ${name} ${url} --header "Authorization: Bearer ${KEY}"` },
    { title: "Cursor", link: `cursor://anysphere.cursor-deeplink/mcp/install?name=${name}&config=${encodeURIComponent(btoa(JSON.stringify({ url })))}`, say: "Or put this into .cursor/mcp.json.", paste: json({ mcpServers: { [name]: { url, headers: bearer } } }) },
    { title: "VS Code", link: `vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name, type: "http", url }))}`, say: "Or put this into .vscode/mcp.json.", paste: json({ servers: { [name]: { type: "http", url, headers: bearer } } }) },
    ...domain ? [{ title: "Claude Desktop", say: "It starts the server itself; this goes into claude_desktop_config.json.", paste: json({ mcpServers: { [name]: { command: "/path/to/bac", args: ["mcp", domain] } } }) }] : [],
  ];
}

function section({ title, say, link, verb = "Install in", paste }) {
  const copy = el("button", { type: "button", "aria-label": `Copy for ${title}`, onclick: async () => {
    await navigator.clipboard.writeText(paste);
    copy.textContent = "Copied";
    setTimeout(() => { copy.textContent = "Copy"; }, 2000);
  } }, "Copy");
  return el("section", { class: "client" },
    el("h3", {}, title),
    link ? el("p", {}, el("a", { href: link, rel: "noopener" }, `${verb} ${title}`)) : null,
    el("p", { class: "quiet" }, say),
    el("div", { class: "paste" }, el("pre", {}, paste), copy));
}
