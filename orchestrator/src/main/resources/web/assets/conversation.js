// The conversation on the stage: draws what is kept, follows what comes.
import { byId, el, show } from "./dom.js";
import * as api from "./api.js";
import { Answer } from "./answer.js";

const TRIES = 5;

export class Conversation {
  /**
   * titleOf(agent) is what people call an agent; changed() is called when the list of conversations or approvals may
   * look different.
   */
  constructor(log, titleOf, changed) {
    this.log = log;
    this.titleOf = titleOf;
    this.changed = changed;
    this.clear();
  }

  clear() {
    this.id = null;
    this.lastEvent = 0;
    this.answer = null;
    this.log.replaceChildren();
    this.busy(false);
  }

  async open(id) {
    this.clear();
    this.id = id;
    const kept = await api.get(`/conversations/${id}`);
    if (this.id !== id) return;
    this.lastEvent = kept.lastEvent;
    for (const message of kept.messages) this.drawKept(message);
    for (const approval of kept.approvals) this.current().approval(approval);
    this.answer?.rest();
    this.bottom();
    if (kept.state === "running") await this.follow();
    return kept;
  }

  drawKept(message) {
    if (message.role === "user") {
      this.question(message.text);
      return;
    }
    const answer = this.current();
    answer.by(this.titleOf(message.agent));
    if (message.text) answer.text(message.text);
    for (const call of message.calls) answer.call(call);
    if (message.usage) answer.used(message.usage);
    answer.draw();
  }

  question(text) {
    this.answer?.rest(); // Only the last answer is at work.
    this.answer = null;
    this.log.append(el("article", { class: "question", "aria-label": "You" }, text));
    this.bottom();
  }

  current() {
    if (!this.answer) {
      this.answer = new Answer((approval, approve, answers) => this.decide(approval, approve, answers), () => this.id, this.titleOf);
      this.log.append(this.answer.node);
    }
    return this.answer;
  }

  async say(text, agent) {
    if (!this.id) await this.make(agent);
    this.question(text);
    this.current();
    this.bottom();
    await this.listen(onEvent => api.say(this.id, agent ? { text, agent } : { text }, onEvent));
  }

  async make(agent) {
    this.busy(true); // A second Enter must not make a second one.
    try {
      this.id = (await api.post("/conversations", agent ? { agent } : {})).id;
      this.log.replaceChildren();
    } catch (error) {
      this.busy(false);
      throw error;
    }
  }

  follow() {
    this.current().working(true);
    return this.listen(onEvent => api.follow(this.id, this.lastEvent, onEvent));
  }

  /** Listens until the run rests; a stream that breaks is taken up again where it broke. */
  async listen(start) {
    const id = this.id;
    let rests = false;
    this.busy(true);
    const onEvent = (event, type, data) => {
      if (this.id !== id) return;
      if (event !== null) this.lastEvent = Math.max(this.lastEvent, event);
      rests = type === "done";
      this.take(type, data);
    };
    try {
      for (let tries = 0; !rests && this.id === id && tries < TRIES; tries++) {
        try {
          await (tries === 0 ? start(onEvent) : api.follow(id, this.lastEvent, onEvent));
          if (!rests && tries > 0) break;
        } catch (error) {
          if (error instanceof api.ApiError) throw error;
          await new Promise(resolve => setTimeout(resolve, 500 * 2 ** tries));
        }
      }
    } catch (error) {
      if (this.id === id) this.current().problem(error.message);
    } finally {
      if (this.id === id) {
        this.answer?.rest();
        this.busy(false);
      }
      this.changed();
    }
  }

  take(type, data) {
    const follows = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 120;
    const answer = this.current();
    switch (type) {
      case "agent": answer.by(data.title); break;
      case "text": answer.text(data.delta); break;
      case "tool_call": answer.call({ ...data, id: data.call, state: "pending", text: null, content: null, ms: null }); break;
      case "tool_result":
        answer.outcome(data.call, {
          state: data.failed ? (data.code === "declined" ? "declined" : "failed") : "done",
          text: data.text, content: data.content, ms: data.ms,
        });
        break;
      case "progress": answer.progress(data); break;
      case "approval": answer.approval(data.approval); this.changed(); break;
      case "usage": answer.used(data.usage); break;
      case "error": answer.problem(data.problem.detail || data.problem.title); break;
    }
    if (follows) this.bottom();
  }

  async decide(approval, approve, answers) {
    const decided = await api.decide(approval, approve, answers);
    this.current().approval(decided);
    // A run that asked is at work, and listened to, all the time; one that more people must agree to goes on waiting.
    if (!approval.form && decided.state !== "pending") await this.follow();
  }

  async stop() {
    if (this.id) await api.post(`/conversations/${this.id}/cancel`);
  }

  busy(on) {
    show(byId("stop"), on);
    show(byId("send"), !on);
  }

  bottom() {
    requestAnimationFrame(() => { this.log.scrollTop = this.log.scrollHeight; });
  }
}
