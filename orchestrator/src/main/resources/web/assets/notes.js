// What agents remember: for whom, where it comes from and how long; each note can be deleted.
import { get, remove } from "./api.js";
import { byId, el } from "./dom.js";

const AUDIENCES = { user: "for you", team: "for everybody in the company", agent: "for whoever talks to that agent" };
const SOURCES = { person: "said by", record: "from a record, noted for", document: "from a document, noted for" };
const MOST = 100;

export function startNotes() {
  byId("notes-search").addEventListener("input", () => draw());
  byId("notes-open").addEventListener("click", () => {
    byId("notes-search").value = "";
    byId("notes").showModal();
    draw();
  });
}

let asked = 0;

async function draw() {
  const turn = ++asked;
  const words = byId("notes-search").value.trim();
  try {
    const { items, next } = await get(`/notes?limit=${MOST}${words ? `&query=${encodeURIComponent(words)}` : ""}`);
    if (turn !== asked) return;
    byId("notes-count").textContent = next ? `the newest ${items.length}` : `${items.length} ${items.length === 1 ? "note" : "notes"}`;
    byId("notes-list").replaceChildren(...items.length ? items.map(note) : [el("p", { class: "quiet" }, "Nothing is remembered.")]);
  } catch (error) {
    if (turn === asked) byId("notes-list").replaceChildren(el("p", { class: "quiet", role: "alert" }, error.message));
  }
}

const day = moment => new Date(moment).toLocaleDateString(undefined, { dateStyle: "medium" });

function note({ id, text, audience, source, createdBy, createdAt, expiresAt }) {
  const forget = el("button", { type: "button", "aria-label": `Forget: ${text}`, onclick: async () => {
    forget.disabled = true;
    try {
      await remove(`/notes/${id}`);
      await draw();
      byId("notes-search").focus();
    } catch (error) {
      forget.disabled = false;
      row.append(el("p", { class: "quiet", role: "alert" }, error.message));
    }
  } }, "Forget");
  const row = el("div", { class: "connection" },
    el("strong", {}, text),
    el("span", { class: "quiet" }, ` ${AUDIENCES[audience] || audience} · ${SOURCES[source] || source} ${createdBy}, ${day(createdAt)} · until ${day(expiresAt)} `),
    forget);
  return row;
}
