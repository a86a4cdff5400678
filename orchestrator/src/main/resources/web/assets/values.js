// Shows structured values: records as a list of terms, rows as a table, money and names as people write them.
import { el } from "./dom.js";
import { isMoney, money, number, text as written } from "./locale.js";
import { linked } from "./records.js";

const MOST_ROWS = 50;

export function label(name) {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function shown(value) {
  if (value === null || value === undefined) return "–";
  if (Array.isArray(value)) return value.map(shown).join(", ");
  if (typeof value === "object") {
    if (isMoney(value)) return money(value.amount, value.currency);
    if ("name" in value) return String(value.name);
    return Object.entries(value).map(([name, part]) => `${label(name)}: ${shown(part)}`).join(", ");
  }
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? number(value) : written(String(value));
}

/** The same, with the records it names as links to them. */
function cell(value) {
  return typeof value === "string" ? linked(shown(value)) : shown(value);
}

export function record(value) {
  const terms = Object.entries(value).filter(([name, part]) => name !== "summary" && part !== null);
  if (!terms.length) return el("p", { class: "quiet" }, "Nothing.");
  return el("dl", { class: "record" }, terms.flatMap(([name, part]) => [
    el("dt", {}, label(name)),
    el("dd", {}, isRows(part) ? rows(part) : cell(part)),
  ]));
}

function isRows(value) {
  return Array.isArray(value) && value.length > 0 && typeof value[0] === "object" && value[0] !== null;
}

export function rows(list) {
  const columns = [...new Set(list.slice(0, MOST_ROWS).flatMap(Object.keys))].filter(name => !/(^id$|_id$|Id$)/.test(name));
  const isNumber = name => list.every(row => row[name] === null || typeof row[name] === "number" || row[name]?.amount !== undefined);
  const align = new Map(columns.map(name => [name, isNumber(name) ? "number" : undefined]));
  return el("div", { class: "table-frame", tabIndex: 0 },
    el("table", {},
      el("thead", {}, el("tr", {}, columns.map(name => el("th", { class: align.get(name), scope: "col" }, label(name))))),
      el("tbody", {}, list.slice(0, MOST_ROWS).map(row =>
        el("tr", {}, columns.map(name => el("td", { class: align.get(name) }, cell(row[name]))))))),
    list.length > MOST_ROWS ? el("p", { class: "quiet" }, `${list.length - MOST_ROWS} more rows`) : null);
}

export function result(content, text) {
  if (content && isRows(content.sections)) return el("div", {}, content.summary ? el("p", {}, content.summary) : null, statement(content));
  if (content && isRows(content.items)) return el("div", {}, content.summary ? el("p", {}, content.summary) : null, rows(content.items));
  if (content && typeof content === "object") return el("div", {}, content.summary ? el("p", {}, content.summary) : null, record(content));
  return el("pre", {}, text || "");
}

/** A statement with each of its accounts, the sum of each part below it; of taxes with their rates and what they are on. */
export function statement(content) {
  const taxes = content.sections.some(section => isMoney(section.base));
  const figure = text => el("td", { class: "number" }, text);
  const row = (name, amount, rate, base) => [el("td", {}, name),
    ...(taxes ? [figure(rate ? `${number(Number(rate))} %` : ""), figure(isMoney(base) ? shown(base) : "")] : []),
    figure(shown(amount))];
  const head = section => isMoney(section.base)
    ? [el("th", { scope: "rowgroup" }, section.name), ...["Rate", "Without tax", "Tax"].map(name => el("th", { class: "number", scope: "col" }, name))]
    : el("th", { scope: "rowgroup", colSpan: taxes ? 4 : 2 }, section.name);
  return el("div", { class: "table-frame", tabIndex: 0 },
    el("table", { class: "statement" }, content.sections.map(section => el("tbody", {},
      el("tr", {}, head(section)),
      (section.lines || []).map(line => el("tr", {}, row(line.account, line.amount, line.rate, line.base))),
      el("tr", { class: "sum" }, row("Total", section.total, null, section.base)))),
    isMoney(content.result) ? el("tbody", {}, el("tr", { class: "sum" }, row("Result", content.result))) : null));
}

export function milliseconds(ms) {
  if (ms === null || ms === undefined) return "";
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}
