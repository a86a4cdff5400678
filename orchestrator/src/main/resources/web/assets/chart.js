// Bars for results that compare amounts: statements, pipelines, ageing, revenue. Drawn from the result's own figures.
import { label, shown, statement } from "./values.js";
import { isMoney } from "./locale.js";
import { el } from "./dom.js";

const MOST_BARS = 24;
const MOST_CHARTS = 3;
const NAMES = ["title", "name"];
const LIST = ["number", "due", "sku"];
const SVG = "http://www.w3.org/2000/svg";

/** What of a result deserves to be seen without opening its card; null for most. */
export function exhibit(content) {
  if (!content || typeof content !== "object") return null;
  const charts = barsOf(content).map(bars => el("div", {}, el("figcaption", {}, bars.title), chart(bars)));
  if (Array.isArray(content.sections) && content.sections.length) return el("figure", {}, statement(content), charts);
  return charts.length ? el("figure", {}, charts) : null;
}

/** At most three, in the order of the result. */
function barsOf(content) {
  const found = Array.isArray(content.sections)
    ? [one(content.sections.map(section => ({ name: section.name, value: section.total })), "Totals")]
    : Object.entries(content).map(([name, rows]) => Array.isArray(rows) ? barsOfRows(rows, name === "items" ? "" : label(name) + ": ") : null);
  return found.filter(Boolean).slice(0, MOST_CHARTS);
}

/** Rows that compare: each a name and an amount, and no list of documents. */
function barsOfRows(rows, of) {
  if (rows.length < 2 || rows.length > MOST_BARS || typeof rows[0] !== "object" || rows[0] === null) return null;
  const columns = Object.keys(rows[0]);
  if (columns.some(name => LIST.includes(name))) return null;
  const name = NAMES.find(column => rows.every(row => typeof row[column] === "string")) || columns.find(column => rows.every(row => typeof row[column] === "string") && !/(^id$|Id$)/.test(column));
  const value = columns.find(column => rows.every(row => isMoney(row[column])));
  return name && value ? one(rows.map(row => ({ name: row[name], value: row[value] })), (of + label(value)).trim()) : null;
}

/** Bars of one currency only: lengths of different ones do not compare. */
function one(bars, title) {
  const sound = bars.filter(bar => isMoney(bar.value));
  if (sound.length < 2 || new Set(sound.map(bar => bar.value.currency)).size !== 1) return null;
  return sound.every(bar => Number(bar.value.amount) === 0) ? null : { bars: sound, title };
}

function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Bars to the right of a common line, below zero to its left. Lengths are for the eye; figures are beside them. */
function chart({ bars, title }) {
  const amounts = bars.map(bar => Number(bar.value.amount));
  const low = Math.min(0, ...amounts);
  const span = Math.max(0, ...amounts) - low;
  const zero = 200 - 240 * low / span;
  const drawn = bars.flatMap((bar, index) => {
    const y = index * 26;
    const width = Math.max(1, 240 * Math.abs(amounts[index]) / span);
    const x = amounts[index] < 0 ? zero - width : zero;
    const name = bar.name.length > 28 ? bar.name.slice(0, 27) + "…" : bar.name;
    return [
      svg("text", { x: 190, y: y + 17, "text-anchor": "end", class: "chart-name" }, name),
      svg("rect", { x, y: y + 4, width, height: 18, rx: 3, class: amounts[index] < 0 ? "bar-below" : "bar-above" },
        svg("title", {}, `${bar.name}: ${shown(bar.value)}`)),
      svg("text", { x: 640, y: y + 17, "text-anchor": "end", class: "chart-value" }, shown(bar.value)),
    ];
  });
  return svg("svg", { viewBox: `0 0 640 ${bars.length * 26}`, role: "img", class: "chart",
    "aria-label": `${title}: ` + bars.map(bar => `${bar.name} ${shown(bar.value)}`).join(", ") }, ...drawn);
}
