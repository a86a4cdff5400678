// How other AI clients connect to the servers: a link where the client has one, else what to paste.
import { byId, el } from "./dom.js";

const SERVERS = [
  ["", "Everything"], ["crm", "CRM"], ["erp", "ERP"], ["finance", "Finance"], ["messaging", "Messaging"], ["provisioning", "Provisioning"],
];
const KEY = "YOUR-KEY";

export function startConnect() {
  const server = byId("connect-server");
  server.append(...SERVERS.map(([name, title]) => el("option", { value: name }, title)));
  server.addEventListener("change", draw);
  byId("connect-readonly").addEventListener("change", draw);
  byId("connect-open").addEventListener("click", () => {
    draw();
    byId("connect").showModal();
  });
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
    { title: "Claude, ChatGPT", say: "Add a custom connector with this address; it sends you here to agree. The address must be reachable from the internet over https.", paste: url },
    { title: "Claude Code", say: "In a terminal. Leave the header out to sign in with the browser instead.", paste: `claude mcp add --transport http ${name} ${url} --header "Authorization: Bearer ${KEY}"` },
    { title: "Cursor", link: `cursor://anysphere.cursor-deeplink/mcp/install?name=${name}&config=${encodeURIComponent(btoa(JSON.stringify({ url })))}`, say: "Or put this into .cursor/mcp.json.", paste: json({ mcpServers: { [name]: { url, headers: bearer } } }) },
    { title: "VS Code", link: `vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name, type: "http", url }))}`, say: "Or put this into .vscode/mcp.json.", paste: json({ servers: { [name]: { type: "http", url, headers: bearer } } }) },
    ...domain ? [{ title: "Claude Desktop", say: "It starts the server itself; this goes into claude_desktop_config.json.", paste: json({ mcpServers: { [name]: { command: "/path/to/bac", args: ["mcp", domain] } } }) }] : [],
  ];
}

function section({ title, say, link, paste }) {
  const copy = el("button", { type: "button", "aria-label": `Copy for ${title}`, onclick: async () => {
    await navigator.clipboard.writeText(paste);
    copy.textContent = "Copied";
    setTimeout(() => { copy.textContent = "Copy"; }, 2000);
  } }, "Copy");
  return el("section", { class: "client" },
    el("h3", {}, title),
    link ? el("p", {}, el("a", { href: link }, `Install in ${title}`)) : null,
    el("p", { class: "quiet" }, say),
    el("div", { class: "paste" }, el("pre", {}, paste), copy));
}
