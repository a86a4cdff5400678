// Numbers of records, such as INV-1001, as links that open the record in the conversation.
import { el } from "./dom.js";

const NUMBER = /\b(?:INV|BILL|CN|PAY|SO|PO|DN|RT|GR|QT|ACC|CON|LEAD|OPP|ACT|LIST|IMP)-\d{4,}\b/g;

// What is asked of a record that "Show" alone would not find.
const QUESTIONS = {
  ACC: "Show account", CON: "Show contact", ACT: "Show activity", LEAD: "Show lead",
  OPP: "Show the stage history of", LIST: "Who is on the list", IMP: "What became of the import",
};

/** Text whose record numbers are links; text alone when it names none. */
export function linked(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(NUMBER)) {
    parts.push(text.slice(from, found.index), link(found[0]));
    from = found.index + found[0].length;
  }
  return parts.length ? [...parts, text.slice(from)].filter(part => part !== "") : text;
}

function link(number) {
  const question = (QUESTIONS[number.split("-")[0]] ?? "Show") + " " + number;
  return el("a", {
    href: "#/ask/" + encodeURIComponent(question),
    title: question,
    onclick: event => {
      event.preventDefault();
      document.dispatchEvent(new CustomEvent("ask", { detail: question }));
    },
  }, number);
}

/** Makes the numbers in the cells of drawn tables links. */
export function linkCells(target) {
  for (const cell of target.querySelectorAll("td")) {
    if (cell.childElementCount === 0) cell.replaceChildren(...[linked(cell.textContent)].flat());
  }
}

/** What the address asks for, if it does. */
export function asked(hash) {
  const found = hash.match(/^#\/ask\/(.{1,500})$/);
  try {
    return found ? decodeURIComponent(found[1]) : null;
  } catch {
    return null;
  }
}
