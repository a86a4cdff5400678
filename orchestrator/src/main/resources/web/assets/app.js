// The page: sign-in, list of conversations, agent picker with starters, approvals. The conversation draws itself.
import { byId, el, show } from "./dom.js";
import { fillPicker, openFinder } from "./agents.js";
import * as api from "./api.js";
import { approvalCard } from "./cards.js";
import { startCampaigns } from "./campaigns.js";
import { startConnect } from "./connect.js";
import { Conversation } from "./conversation.js";
import { speak as speakLocale } from "./locale.js";
import { asked } from "./records.js";
import { startNotes } from "./notes.js";
import { startTheme } from "./theme.js";

let agents = [];
const titleOf = name => agents.find(agent => agent.name === name)?.title || name;
const conversation = new Conversation(byId("log"), titleOf, () => refresh());

startTheme(byId("theme"));
startConnect();
startNotes();
startCampaigns();
byId("signin-form").addEventListener("submit", signIn);
byId("composer").addEventListener("submit", send);
byId("say").addEventListener("keydown", event => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
});
byId("say").addEventListener("input", grow);
byId("stop").addEventListener("click", () => conversation.stop().catch(tell));
byId("new").addEventListener("click", begin);
byId("agent").addEventListener("change", () => { if (!conversation.id) begin(); });
byId("signout").addEventListener("click", async () => { await api.remove("/session").catch(() => {}); location.reload(); });
byId("side-open").addEventListener("click", () => document.body.classList.add("side-open"));
byId("side-close").addEventListener("click", closeSide);
byId("agents-open").addEventListener("click", () => openFinder(agents.filter(agent => !isFrontDesk(agent)), choose));
byId("approvals-open").addEventListener("click", openApprovals);
document.querySelectorAll("[data-close]").forEach(button =>
  button.addEventListener("click", () => button.closest("dialog").close()));
addEventListener("keydown", event => { if (event.key === "Escape") closeSide(); });
document.addEventListener("ask", event => { if (byId("stop").hidden) speak(event.detail); });
addEventListener("hashchange", () => openFromAddress().catch(tell));
start().catch(tell);

async function start() {
  let me;
  try {
    me = await api.get("/me");
  } catch (error) {
    if (error.status !== 401) throw error;
    show(byId("signin"), true);
    byId("key").focus();
    return;
  }
  show(byId("signin"), false);
  speakLocale(me.tenant);
  byId("who").textContent = `${me.user.name} · ${me.tenant.name}`;
  byId("answering").textContent = me.answering.model;
  byId("answering").title = me.answering.why;
  if (me.answering.connect) notice(`The built-in planner answers. ${me.answering.connect}`);
  agents = (await api.get("/agents")).items;
  byId("agent").append(el("option", { value: "" }, "Front desk (finds the right one)"));
  fillPicker(byId("agent"), agents.filter(agent => !isFrontDesk(agent)));
  await refresh();
  show(byId("app"), true); // Only now: a question typed before the address is opened would be swept away by it.
  await openFromAddress();
}

const isFrontDesk = agent => agent.handoffs.length > 0 && agent.name.includes("front");

async function signIn(event) {
  event.preventDefault();
  byId("signin-error").textContent = "";
  try {
    await api.post("/session", { key: byId("key").value.trim() });
    byId("key").value = "";
    await start();
  } catch (error) {
    byId("signin-error").textContent = error.message;
  }
}

async function openFromAddress() {
  const question = asked(location.hash);
  if (question !== null) {
    history.replaceState(null, "", conversation.id ? `#/c/${conversation.id}` : location.pathname);
    // Such an address may come from anywhere: what it asks is written down, and a person sends it.
    byId("say").value = question;
    byId("say").focus();
    return;
  }
  const id = location.hash.match(/^#\/c\/([0-9a-f-]{36})$/)?.[1];
  if (!id) return begin();
  if (id === conversation.id) return;
  try {
    const opened = conversation.open(id);
    markCurrent(id);
    const kept = await opened;
    if (kept && agents.some(agent => agent.name === kept.agent && !isFrontDesk(agent))) byId("agent").value = kept.agent;
  } catch (error) {
    begin();
    tell(error);
  }
}

function begin() {
  conversation.clear();
  if (location.hash) history.pushState(null, "", location.pathname);
  markCurrent(null);
  closeSide();
  drawWelcome();
  byId("say").focus();
}

function choose(name) {
  byId("agent").value = name;
  begin();
}

function drawWelcome() {
  const chosen = agents.find(agent => agent.name === byId("agent").value) || agents.find(isFrontDesk) || agents[0];
  if (!chosen) return;
  byId("log").replaceChildren(el("section", { class: "welcome" },
    el("h1", {}, chosen.title),
    el("p", {}, chosen.description),
    el("div", { class: "starters" }, chosen.starters.map(starter =>
      el("button", { type: "button", onclick: () => speak(starter.text) },
        el("strong", {}, starter.title), el("span", {}, starter.text))))));
}

function send(event) {
  event.preventDefault();
  const text = byId("say").value.trim();
  if (!text || !byId("stop").hidden) return;
  byId("say").value = "";
  grow();
  speak(text);
}

async function speak(text) {
  const isNew = !conversation.id;
  try {
    const said = conversation.say(text, byId("agent").value || undefined);
    if (isNew) await until(() => conversation.id);
    if (conversation.id) history.replaceState(null, "", `#/c/${conversation.id}`);
    if (isNew) await refresh();
    await said;
  } catch (error) {
    byId("say").value = text;
    tell(error);
  }
}

async function until(ready) {
  for (let waited = 0; !ready() && waited < 200; waited++) await new Promise(resolve => setTimeout(resolve, 25));
}

async function refresh() {
  const [kept, waiting] = await Promise.all([api.get("/conversations?limit=50"), api.get("/approvals?state=pending&limit=50")]);
  byId("conversations").replaceChildren(...kept.items.map(item =>
    el("li", {}, el("a", { href: `#/c/${item.id}`, "data-id": item.id, "data-state": item.state, onclick: closeSide }, item.title || "New conversation"))));
  markCurrent(conversation.id);
  const badge = byId("approvals-count");
  badge.textContent = waiting.items.length;
  show(badge, waiting.items.length > 0);
  return waiting.items;
}

async function openApprovals() {
  const waiting = await refresh().catch(tell);
  if (!waiting) return;
  byId("approvals-list").replaceChildren(...waiting.length ? waiting.map(approval => {
    const card = approvalCard(approval, async (approve, answers) => {
      card.update(await api.decide(approval, approve, answers));
      await refresh();
      if (conversation.id === approval.conversation) await conversation.open(conversation.id);
    }, titleOf);
    return card.node;
  }) : [el("p", { class: "quiet" }, "Nothing waits.")]);
  byId("approvals").showModal();
}

function markCurrent(id) {
  for (const link of byId("conversations").querySelectorAll("a")) {
    if (link.dataset.id === id) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function closeSide() {
  document.body.classList.remove("side-open");
}

function grow() {
  const box = byId("say");
  box.rows = Math.min(8, Math.max(1, box.value.split("\n").length));
}

function notice(text) {
  byId("notice").textContent = text;
  show(byId("notice"), true);
}

function tell(error) {
  show(byId("app"), true);
  notice(error.message || "Something went wrong. Reload the page.");
}
