// Asks the user whether a program may act for them. The address of this page holds the program's request.
import { ApiError, get, post } from "/assets/api.js";
import { byId, el, show } from "/assets/dom.js";

const request = location.search.slice(1);
const kept = localStorage.getItem("bac-theme");
if (kept) document.documentElement.dataset.theme = kept;

const KNOWN = {
  registered: "An administrator registered this program.",
  document: host => `This program says it comes from ${host}.`,
  self: "This program registered itself. Nobody has checked its name.",
};

function only(id) {
  for (const each of ["wait", "signin", "wrong", "ask"]) show(byId(each), each === id);
}

function wrong(error) {
  byId("wrong-why").textContent = error.message;
  only("wrong");
}

function scope({ scope, words, yours }) {
  const box = el("input", { type: "checkbox", name: "scope", checked: yours, disabled: !yours });
  box.value = scope;
  const note = yours ? null : el("span", { class: "not" }, " (you may not do this yourself)");
  return el("li", {}, el("label", {}, box, el("span", {}, words, note, el("code", {}, scope))));
}

function ask(question) {
  byId("client").textContent = question.client;
  byId("resource").textContent = question.resource;
  byId("user").textContent = question.user;
  byId("company").textContent = question.company;
  byId("back").textContent = question.backTo;
  byId("client-id").textContent = question.clientId;
  const known = KNOWN[question.origin];
  byId("known").textContent = typeof known === "function" ? known(new URL(question.clientId).host) : known;
  show(byId("device"), question.onThisDevice);
  byId("scopes").replaceChildren(...question.scopes.map(scope));
  byId("allow").disabled = !question.scopes.some(each => each.yours);
  only("ask");
}

async function decide(approve) {
  const scopes = [...document.querySelectorAll("input[name=scope]:checked")].map(box => box.value);
  if (approve && !scopes.length) {
    byId("ask-error").textContent = "Choose at least one thing it may do, or don't allow it.";
    return;
  }
  byId("allow").disabled = byId("deny").disabled = true;
  try {
    location.replace((await post("/authorization", { request, approve, scopes })).redirect);
  } catch (error) {
    wrong(error);
  }
}

async function start() {
  only("wait");
  try {
    const question = await get("/authorization?" + request);
    if (question.redirect) location.replace(question.redirect);
    else ask(question);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) only("signin");
    else wrong(error);
  }
}

byId("ask").addEventListener("submit", event => {
  event.preventDefault();
  decide(true);
});
byId("deny").addEventListener("click", () => decide(false));
byId("again").addEventListener("click", start);
byId("signin-form").addEventListener("submit", async event => {
  event.preventDefault();
  try {
    await post("/session", { key: byId("key").value.trim() });
    byId("key").value = "";
    await start();
  } catch (error) {
    byId("signin-error").textContent = error.message;
  }
});
start();
