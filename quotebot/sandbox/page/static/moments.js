// Moments as a reader sees them: in this browser's language and zone.

const DAY = {dateStyle: "medium"};

export function timeOfDay(moment) {
  return new Date(moment).toLocaleTimeString([], {hour: "2-digit", minute: "2-digit"});
}

export function dayAndTime(moment) {
  return new Date(moment).toLocaleString([], {...DAY, timeStyle: "short"});
}

const UNITS = [
  ["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1],
];

// "in 3 hours", "2 days ago"; `now` and `moment` in milliseconds.
export function relative(moment, now) {
  const seconds = (moment - now) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS.at(-1);
  return new Intl.RelativeTimeFormat([], {numeric: "auto"}).format(Math.round(seconds / size), unit);
}
