// Money, numbers and days as the company's country writes them. Amounts stay decimal text: no digit is lost on the way.
let tag;
let zone;

/** From here on everything is written so; an unknown one leaves it to the browser. */
export function speak(tenant) {
  try {
    tag = Intl.getCanonicalLocales(tenant.locale)[0];
    new Intl.DateTimeFormat(tag, { timeZone: tenant.zone });
    zone = tenant.zone;
  } catch {
    tag = undefined;
  }
}

/** With the decimals of the currency: none for JPY, three for KWD. */
export function money(amount, currency) {
  try {
    return new Intl.NumberFormat(tag, { style: "currency", currency, currencyDisplay: "code" }).format(String(amount));
  } catch {
    return `${amount} ${currency}`;
  }
}

export const isMoney = value => value !== null && typeof value === "object" && "amount" in value && "currency" in value;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/;

/** A day or a point in time as people write it, any other text as it is. */
export function text(value) {
  try {
    if (DAY.test(value)) return new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(value + "T00:00:00Z"));
    if (TIME.test(value)) return new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(new Date(value));
  } catch {
    return value;
  }
  return value;
}

export const number = value => new Intl.NumberFormat(tag, { maximumFractionDigits: 6 }).format(value);
