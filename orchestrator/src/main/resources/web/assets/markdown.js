// Markdown from a model is data, not markup: it is parsed, then purified. Nothing is loaded from another host, so
// pictures are dropped and a link to elsewhere becomes its text with the address beside it.
import { marked } from "/webjars/marked/16.2.1/lib/marked.esm.js";
import purify from "/webjars/dompurify/3.2.6/dist/purify.es.mjs";

const ALLOWED = {
  ALLOWED_TAGS: ["a", "b", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "hr", "i", "li", "ol", "p",
    "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"],
  ALLOWED_ATTR: ["href", "align", "start"],
  RETURN_DOM_FRAGMENT: true,
};

export function render(markdown, target) {
  const fragment = purify.sanitize(marked.parse(markdown, { gfm: true, breaks: true }), ALLOWED);
  for (const link of fragment.querySelectorAll("a")) keepOrSpellOut(link);
  for (const table of fragment.querySelectorAll("table")) {
    const frame = document.createElement("div");
    frame.className = "table-frame";
    frame.tabIndex = 0;
    table.replaceWith(frame);
    frame.append(table);
  }
  target.replaceChildren(fragment);
}

function keepOrSpellOut(link) {
  const address = link.getAttribute("href") || "";
  if (address.startsWith("/") && !address.startsWith("//")) return;
  const text = link.textContent;
  link.replaceWith(text === address ? text : `${text} (${address})`);
}
