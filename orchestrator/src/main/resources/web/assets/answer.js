// One answer on the page: text and tool cards in the order they came, then which model answered and what it cost.
import { el, show } from "./dom.js";
import { post } from "./api.js";
import { render } from "./markdown.js";
import { approvalCard, toolCard } from "./cards.js";
import { linkCells } from "./records.js";
import { milliseconds } from "./values.js";

/** Where the router chose a model, the reason ends with the decision's id. */
const DECISION = /\[([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]/;

export class Answer {
  /** conversation() is the id of the conversation that it is in; titleOf(agent) is what people call an agent. */
  constructor(decide, conversation, titleOf) {
    this.decide = decide;
    this.titleOf = titleOf;
    this.conversation = conversation;
    this.calls = new Map();
    this.approvals = new Map();
    this.usage = null;
    this.agent = el("div", { class: "agent-name quiet" });
    this.body = el("div", { class: "answer-body", "aria-live": "polite" });
    this.told = el("span");
    this.decisions = new Set();
    this.thumbs = el("span", { class: "thumbs", role: "group", "aria-label": "Was this answer right?", hidden: true },
      this.thumb("👍", "Right", 1), this.thumb("👎", "Wrong", 0));
    this.foot = el("footer", { class: "quiet" }, this.told, this.thumbs);
    this.node = el("article", { class: "answer", "aria-label": "Answer" }, this.agent, this.body, this.foot);
    this.working(true);
  }

  working(on) {
    this.node.classList.toggle("working", on);
    this.node.setAttribute("aria-busy", String(on));
  }

  by(title) {
    this.agent.textContent = title || "";
  }

  text(delta) {
    if (!this.paragraph) {
      this.paragraph = { node: el("div", { class: "prose" }), markdown: "" };
      this.body.append(this.paragraph.node);
    }
    this.paragraph.markdown += delta;
    if (!this.drawing) {
      this.drawing = requestAnimationFrame(() => this.draw());
    }
  }

  draw() {
    if (this.drawing) cancelAnimationFrame(this.drawing);
    this.drawing = null;
    if (this.paragraph) {
      render(this.paragraph.markdown, this.paragraph.node);
      linkCells(this.paragraph.node);
    }
  }

  call(call) {
    this.draw();
    this.paragraph = null;
    const known = this.calls.get(call.id);
    if (known) {
      // An approved call begins a second time: it keeps its card.
      known.update({ state: call.state });
      return;
    }
    const card = toolCard({ ...call, conversation: this.conversation() });
    this.calls.set(call.id, card);
    this.body.append(card.node, card.beside);
  }

  outcome(id, change) {
    this.calls.get(id)?.update(change);
  }

  /** A line under the tool's card for each step that is done. */
  progress({ tool, done, total, message }) {
    let list = this.steps?.tool === tool ? this.steps : null;
    if (!list) {
      this.draw();
      this.paragraph = null;
      list = { tool, node: el("ol", { class: "steps", "aria-label": "Progress" }) };
      this.steps = list;
      this.body.append(list.node);
    }
    list.node.append(el("li", { class: done === total ? "last" : "" }, message));
  }

  approval(approval) {
    const known = this.approvals.get(approval.id);
    if (known) {
      known.update(approval);
    } else {
      const card = approvalCard(approval, (approve, answers) => this.decide(approval, approve, answers), this.titleOf);
      this.approvals.set(approval.id, card);
      this.body.append(card.node);
    }
    const state = { pending: "awaiting_approval", approved: "pending" }[approval.state] || "declined";
    const call = this.calls.get(approval.call);
    if (call && call.node.dataset.state !== "done" && call.node.dataset.state !== "failed") call.update({ state });
  }

  used(usage) {
    const before = this.usage;
    this.usage = before === null ? { ...usage } : {
      ...usage,
      input: before.input + usage.input,
      output: before.output + usage.output,
      ms: before.ms + usage.ms,
      cost: before.cost === null || usage.cost === null ? null : String(Number(before.cost) + Number(usage.cost)),
    };
    const { model, cost, ms, why, input, output } = this.usage;
    const price = cost === null ? "price unknown" : Number(cost) === 0 ? "no cost" : `$${Number(cost).toPrecision(2)}`;
    this.told.textContent = `${model} · ${price} · ${milliseconds(ms)}`;
    this.told.title = `${why} (${input} tokens read, ${output} written)`;
    const decision = DECISION.exec(usage.why);
    if (decision) this.decisions.add(decision[1]);
    show(this.thumbs, this.decisions.size > 0);
  }

  thumb(sign, name, score) {
    return el("button", { type: "button", "aria-label": name, title: name, "aria-pressed": "false",
      onclick: event => this.judge(event.currentTarget, score) }, sign);
  }

  /** Tells the router how the models did that it chose for this answer; a second thought replaces the first. */
  async judge(button, score) {
    try {
      for (const decision of this.decisions) await post("/outcomes", { decision, source: "thumbs", score });
      for (const one of this.thumbs.children) one.setAttribute("aria-pressed", String(one === button));
    } catch (error) {
      this.problem(error.message);
    }
  }

  problem(text) {
    this.draw();
    this.body.append(el("p", { class: "error", role: "alert" }, text));
  }

  rest() {
    this.draw();
    this.working(false);
  }
}
