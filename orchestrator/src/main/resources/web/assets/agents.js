// Whom to talk to: the picker by department, and a dialog that finds an agent among many by words.
import { byId, el } from "./dom.js";

export function departments(agents) {
  const groups = new Map();
  for (const agent of agents) groups.set(agent.department, [...(groups.get(agent.department) || []), agent]);
  return [...groups].sort(([a], [b]) => a.localeCompare(b));
}

export function fillPicker(select, agents) {
  select.append(...departments(agents).map(([department, those]) =>
    el("optgroup", { label: department }, those.map(agent => el("option", { value: agent.name }, agent.title)))));
}

// Every word must stand somewhere in what the agent says of itself.
export function matching(agents, words) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return agents.filter(agent => {
    const text = [agent.title, agent.name, agent.department, agent.description, ...agent.starters.map(one => one.text)]
      .join(" ").toLowerCase();
    return wanted.every(word => text.includes(word));
  });
}

export function openFinder(agents, choose) {
  const dialog = byId("agents");
  const search = byId("agents-search");
  const draw = () => {
    const found = matching(agents, search.value);
    byId("agents-count").textContent = `${found.length} of ${agents.length}`;
    byId("agents-list").replaceChildren(...departments(found).map(([department, those]) =>
      el("section", {}, el("h3", {}, `${department} (${those.length})`), el("div", { class: "starters" }, those.map(agent =>
        el("button", { type: "button", onclick: () => { dialog.close(); choose(agent.name); } },
          el("strong", {}, agent.title), el("span", {}, agent.description)))))));
  };
  search.value = "";
  search.oninput = draw;
  draw();
  dialog.showModal();
  search.focus();
}
