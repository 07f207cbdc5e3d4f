// Slack's dates: a format with words in braces, filled in for the reader's own zone.

const DATE = {year: "numeric", month: "long", day: "numeric"};
const FORMATS = {
  date_num: (at) => [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((n) => String(n).padStart(2, "0")).join("-"),
  date: (at) => at.toLocaleDateString([], DATE),
  date_short: (at) => at.toLocaleDateString([], {...DATE, month: "short"}),
  date_long: (at) => at.toLocaleDateString([], {...DATE, weekday: "long"}),
  time: (at) => at.toLocaleTimeString([], {hour: "2-digit", minute: "2-digit"}),
  time_secs: (at) => at.toLocaleTimeString(),
};
for (const name of ["date", "date_short", "date_long"]) FORMATS[`${name}_pretty`] = FORMATS[name];

// `timestamp` in seconds; the fallback stands for a format with a word that is not known.
export function dateText(timestamp, format, fallback) {
  const at = new Date(timestamp * 1000);
  const words = [...format.matchAll(/\{(\w+)\}/g)].map(([, word]) => word);
  if (Number.isNaN(at.valueOf()) || !words.every((word) => FORMATS[word])) return fallback ?? format;
  return format.replace(/\{(\w+)\}/g, (_, word) => FORMATS[word](at));
}
