// What a server asks a person to fill in, from its schema: flat, of texts, numbers, yes or no, and choices.
import { el } from "./dom.js";
import { label } from "./values.js";

const TYPES = { email: "email", uri: "url", date: "date" };

/** The fields; read() gives what was filled in. What was left empty is left out. */
export function form(schema) {
  const required = new Set(schema.required || []);
  const fields = Object.entries(schema.properties || {}).map(([name, field]) => ({ name, ...control(field, required.has(name)) }));
  const node = el("div", { class: "fields" }, fields.map(({ name, input }) => {
    const field = schema.properties[name];
    return el("label", {},
      el("span", {}, (field.title || label(name)) + (required.has(name) ? " *" : "")),
      input,
      field.description ? el("span", { class: "quiet" }, field.description) : null);
  }));
  const read = () => Object.fromEntries(fields.map(({ name, value }) => [name, value()]).filter(([, value]) => value !== undefined));
  return { node, read };
}

function control(field, required) {
  if (field.type === "boolean") {
    const input = el("input", { type: "checkbox", checked: field.default === true });
    return { input, value: () => input.checked };
  }
  if (field.type === "array") return several(field);
  const choices = choicesOf(field);
  if (choices.length) {
    const input = el("select", { required }, [...(required ? [] : [["", "–"]]), ...choices].map(([value, title]) => el("option", { value }, title)));
    if (field.default !== undefined) input.value = field.default;
    return { input, value: () => input.value || undefined };
  }
  const number = field.type === "number" || field.type === "integer";
  const input = el("input", { type: number ? "number" : TYPES[field.format] || "text", required });
  if (number) input.step = field.type === "integer" ? "1" : "any";
  if (field.maxLength) input.maxLength = field.maxLength;
  if (field.default !== undefined) input.value = String(field.default);
  return { input, value: () => input.value === "" ? undefined : number ? Number(input.value) : input.value };
}

function several(field) {
  const chosen = new Set(field.default || []);
  const boxes = choicesOf(field.items).map(([value, title]) => ({ value, title, box: el("input", { type: "checkbox", checked: chosen.has(value) }) }));
  return {
    input: el("span", { class: "choices" }, boxes.map(({ title, box }) => el("label", {}, box, " " + title))),
    value: () => boxes.filter(({ box }) => box.checked).map(({ value }) => value),
  };
}

function choicesOf(field) {
  const titled = field.oneOf || field.anyOf;
  if (titled) return titled.map(one => [one.const, one.title || one.const]);
  return (field.enum || []).map((value, i) => [value, field.enumNames?.[i] || value]);
}
