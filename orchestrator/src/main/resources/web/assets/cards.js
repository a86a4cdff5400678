// A card per tool call, and the card that asks for approval.
import { deciders, sendLink } from "./api.js";
import { exhibit } from "./chart.js";
import { el, show } from "./dom.js";
import { form } from "./form.js";
import { text as written } from "./locale.js";
import * as values from "./values.js";

const STATES = {
  pending: "running …",
  awaiting_approval: "waits for approval",
  done: "done",
  failed: "failed",
  declined: "declined",
  unknown: "outcome unknown: look before repeating",
};

/** A file's bytes are for the disk, not for the eye. */
function withoutFile(content) {
  return content?.mimeType ? { ...content, content: null } : content;
}

/** Files of a result, for whoever had the conversation. */
function files(call) {
  if (call.state !== "done" || !call.content) return null;
  const address = format => `/api/v1/conversations/${call.conversation}/download?call=${encodeURIComponent(call.id)}&format=${format}`;
  const links = [];
  if (call.content.items?.length || call.content.sections?.length) links.push(el("a", { href: address("csv"), download: "" }, "Download as CSV"));
  if (call.content.mimeType && call.content.content) links.push(el("a", { href: address("file"), download: "" }, `Download ${call.content.fileName || "the file"}`));
  return links.length ? el("p", { class: "files" }, links) : null;
}

/** The card of one call; update({state, text, content, ms}) shows what became of it. */
export function toolCard(call) {
  const state = el("span", { class: "state" });
  const outcome = el("div", { class: "outcome" });
  const beside = el("div", { class: "beside" });
  const card = el("details", { class: `card ${call.effect}` },
    el("summary", {},
      el("span", { class: "dot", "aria-hidden": "true" }),
      el("span", { class: "card-title" }, call.title || call.tool),
      el("span", { class: "quiet" }, call.agent ? `${call.agent} · ${call.server}` : call.server),
      state),
    el("h3", {}, "Asked for"),
    values.record(call.arguments),
    outcome);

  function update(change) {
    Object.assign(call, change);
    card.dataset.state = call.state;
    state.textContent = [STATES[call.state] || call.state, values.milliseconds(call.ms)].filter(Boolean).join(" · ");
    outcome.replaceChildren();
    beside.replaceChildren(...[call.state === "done" ? exhibit(call.content) : null, files(call)].filter(Boolean));
    if (call.state === "done") outcome.append(el("h3", {}, "Result"), values.result(withoutFile(call.content), call.text));
    else if (call.text) outcome.append(el("h3", {}, "Answer"), el("p", {}, call.text));
  }

  update({});
  return { node: card, beside, update };
}

const DECIDED = {
  approved: "Approved",
  declined: "Declined",
  expired: "Expired: ask again if it is still wanted",
  withdrawn: "Withdrawn",
};

/** What a server of others asks while its tool runs; its words are a stranger's and only ever text. */
function question(approval, fields) {
  const url = approval.form.url;
  return [
    el("p", { class: "quiet" }, `The server ${approval.server} is not BAC's. Give it nothing it does not need, and no password.`),
    fields ? fields.node : null,
    url ? el("p", {}, "Open this address only if you know it: ", /^https:/.test(url)
      ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, url)
      : el("code", {}, url)) : null,
  ];
}

function exactly(approval) {
  return [el("details", {}, el("summary", {}, "What exactly will happen"),
    el("h4", {}, "Arguments"), values.record(approval.arguments),
    approval.preview ? el("h4", {}, "Preview") : null,
    approval.preview ? values.record(approval.preview) : null)];
}

/** Sends the approval to a colleague who may decide, as a link in a message. */
function linkSender(approval) {
  const told = el("p", { class: "quiet", role: "status" });
  const choice = el("div", { class: "actions" });
  const place = el("div", { class: "link-sender" });
  const attempt = async work => {
    try {
      await work();
    } catch (error) {
      told.textContent = error.message;
    }
  };

  async function send(event, to) {
    event.currentTarget.disabled = true;
    const sent = await sendLink(approval, to);
    told.textContent = /^held$/i.test(sent.state) ? sent.told : `The link is on its way to ${to}.`;
  }

  async function choose() {
    const people = await deciders(approval);
    choice.replaceChildren(...people.map(one => el("button", {
      type: "button",
      disabled: !one.reachable,
      title: one.reachable ? undefined : "There is no address to send it to",
      onclick: event => attempt(() => send(event, one.name)),
    }, `To ${one.name}`)));
    told.textContent = people.length ? "The link works once, for whoever it is sent to alone." : "There is nobody who may decide.";
  }

  place.append(el("button", { type: "button", class: "quiet", onclick: () => attempt(choose) }, "Send link"), choice, told);
  return place;
}

/** Who wants it, for which agent, and since when. */
function asker(approval, titleOf) {
  const agent = approval.agent ? titleOf(approval.agent) : "";
  return ["asked by " + approval.requestedBy.name, agent, written(approval.requestedAt)].filter(Boolean).join(" · ");
}

/**
 * Asks a person. decide(approve, answers) is called once; update(approval) shows the decision; titleOf(agent) is what
 * people call an agent.
 */
export function approvalCard(approval, decide, titleOf) {
  const actions = el("div", { class: "actions" });
  const fields = approval.form?.schema ? form(approval.form.schema) : null;
  const link = approval.form ? null : linkSender(approval);
  const agreed = el("p", { class: "quiet", hidden: true });
  const card = el("section", { class: "approval", "aria-label": "Approval: " + approval.title },
    el("h3", {}, approval.title),
    el("p", { class: "quiet" }, asker(approval, titleOf)),
    el("p", {}, approval.preview?.summary || approval.text),
    approval.form ? question(approval, fields) : exactly(approval),
    agreed,
    actions,
    link);

  function update(next) {
    card.dataset.state = next.state;
    agreed.textContent = `${next.agreed} of ${next.quorum} agreed`;
    show(agreed, next.quorum > 1 && next.state === "pending");
    if (next.state !== "pending") {
      fields?.node.remove();
      link?.remove();
      actions.replaceChildren(el("strong", {}, next.form && next.state === "approved" ? "Answered" : DECIDED[next.state] || next.state),
        next.decidedBy ? el("span", { class: "quiet" }, " by " + next.decidedBy.name) : "");
    } else if (!next.mayDecide) {
      actions.replaceChildren(el("span", { class: "quiet" }, next.agreed ? "Somebody else who may approve has to agree." : "Somebody who may approve has to decide."));
    } else {
      const button = (text, approve, style) => el("button", {
        type: "button",
        class: style,
        onclick: async () => {
          for (const each of actions.children) each.disabled = true;
          try {
            await decide(approve, approve && fields ? fields.read() : undefined);
          } catch (error) {
            actions.querySelector(".error")?.remove();
            actions.append(el("p", { class: "error", role: "alert" }, error.message));
            for (const each of actions.children) each.disabled = false;
          }
        },
      }, text);
      const yes = fields ? "Send" : next.form ? "I have done it" : "Approve";
      actions.replaceChildren(button(yes, true, "primary"), button("Decline", false, ""));
    }
  }

  update(approval);
  return { node: card, update };
}
