// Campaigns as they go on: how far each has come, what came of its messages, and pause, resume and cancel.
import { get, post } from "./api.js";
import { byId, el } from "./dom.js";

const MOST = 20;
const STATES = { running: "running", paused: "paused", done: "done", stopped: "cancelled" };
const STEPS = { running: ["pause", "cancel"], paused: ["resume", "cancel"], done: [], stopped: [] };
const NAMES = { pause: "Pause", resume: "Resume", cancel: "Cancel" };
// What an event makes of a campaign's state.
const BECOMES = { created: "running", progress: "running", resumed: "running", paused: "paused", won: "running", done: "done", cancelled: "stopped" };

let streams = [];

export function startCampaigns() {
  byId("campaigns-open").addEventListener("click", () => {
    byId("campaigns").showModal();
    draw();
  });
  byId("campaigns").addEventListener("close", leave);
}

/** Streams hold a connection each, of which a browser has few. */
function leave() {
  streams.forEach(stream => stream.close());
  streams = [];
}

async function draw() {
  leave();
  const list = byId("campaigns-list");
  try {
    const { items } = await get(`/campaigns?limit=${MOST}`);
    list.replaceChildren(...items.length ? items.map(campaign) : [el("p", { class: "quiet" }, "There is no campaign yet. Ask for one: \"Send the template Spring to everybody who agreed\".")]);
  } catch (error) {
    list.replaceChildren(el("p", { class: "quiet", role: "alert" }, error.message));
  }
}

/** One campaign, followed while it is at work. */
function campaign(view) {
  const bar = el("progress", { max: Math.max(1, view.recipients), value: view.recipients - view.waiting, "aria-label": `Progress of ${view.name}` });
  const state = el("span", { class: "campaign-state", role: "status" });
  const count = el("span", { class: "quiet" });
  const results = el("span", { class: "quiet campaign-results" });
  const buttons = el("span", { class: "campaign-buttons" });
  const problem = el("p", { class: "quiet", role: "alert" });
  const shown = String(view.state).toLowerCase();
  const row = el("section", { class: "campaign", "aria-label": view.name },
    el("strong", {}, view.name), state, buttons, bar, count, results, problem);

  const come = (now, why) => {
    row.dataset.state = now;
    state.textContent = ` ${STATES[now] ?? now}${why ? `: ${why}` : ""} `;
    const wanted = STEPS[now] ?? [];
    // Kept when they stay the same, so that a press does not lose its button and focus stays where it is.
    if (buttons.dataset.steps !== wanted.join()) {
      buttons.dataset.steps = wanted.join();
      buttons.replaceChildren(...wanted.map(step => button(step)));
    }
  };
  const button = step => {
    const one = el("button", { type: "button", "aria-label": `${NAMES[step]} ${view.name}`, onclick: async () => {
      one.disabled = true;
      problem.textContent = "";
      try {
        const after = await post(`/campaigns/${view.id}/${step}`);
        come(String(after.state).toLowerCase(), after.reason);
      } catch (error) {
        problem.textContent = error.message;
      } finally {
        one.disabled = false;
      }
    } }, NAMES[step]);
    return one;
  };
  const progress = (settled, recipients) => {
    bar.max = Math.max(1, recipients);
    bar.value = settled;
    count.textContent = `${settled.toLocaleString()} of ${recipients.toLocaleString()} recipients `;
  };
  const told = ({ delivered, read, failed, waiting }) => {
    results.textContent = `· ${delivered.toLocaleString()} delivered, ${read.toLocaleString()} read, ${failed.toLocaleString()} failed, ${waiting.toLocaleString()} on their way`;
  };

  come(shown, view.reason);
  progress(view.recipients - view.waiting, view.recipients);
  told(total(view.results ?? []));
  if (shown === "running" || shown === "paused") follow(view.id, come, progress, told);
  return row;
}

const total = rows => Object.fromEntries(["delivered", "read", "failed", "waiting"].map(of =>
  [of, rows.reduce((sum, row) => sum + row[of], 0)]));

/** The browser comes again by itself where it was cut off, after the last number it has. */
function follow(id, come, progress, told) {
  const stream = new EventSource(`/api/v1/campaigns/${id}/events`);
  streams.push(stream);
  let over = false;
  for (const [type, state] of Object.entries(BECOMES)) {
    stream.addEventListener(type, event => {
      const data = JSON.parse(event.data);
      progress(data.settled, data.recipients);
      come(state, type === "paused" ? data.detail : null);
      over = type === "done" || type === "cancelled";
    });
  }
  stream.addEventListener("results", event => {
    const data = JSON.parse(event.data);
    told(data);
    if (over && data.whole) stream.close();
  });
  // Of one that is over there is nothing more to come.
  stream.addEventListener("error", () => { if (over) stream.close(); });
}
