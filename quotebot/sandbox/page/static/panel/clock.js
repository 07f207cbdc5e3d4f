// The clock of the sandbox: the bot and both platforms go by it, and it can be turned forward.
import {useEffect, useState} from "preact/hooks";
import {zones} from "../api.js";
import {html} from "../html.js";
import {useActing} from "./acting.js";

export function Clock({clock, zone: first}) {
  const [zone, setZone] = useState(first);
  const [names, setNames] = useState([first]);
  const [wanted, setWanted] = useState(null);
  const {refused, doing} = useActing();
  const now = useTicking(clock.now);
  useEffect(() => {
    zones().then((all) => setNames([...new Set([first, ...all])]));
  }, []);
  const set = async (event) => {
    event.preventDefault();
    await doing("clock/set", {local: wanted ?? local(now, zone), zone});
    setWanted(null);
  };
  return html`<div class="clock">
    <p class="time">${shown(now, zone)}</p>
    <p class="small">${ahead(clock.ahead)}</p>
    <label>Time zone <select value=${zone} onChange=${(event) => setZone(event.target.value)}>
      ${names.map((name) => html`<option key=${name} value=${name}>${name}</option>`)}</select></label>
    <div class="buttons">
      <button type="button" onClick=${() => doing("clock/turn", {seconds: 3600})}>One hour on</button>
      <button type="button" onClick=${() => doing("clock/jump", {to: "tomorrow", zone})}>Tomorrow 09:00</button>
      <button type="button" onClick=${() => doing("clock/jump", {to: "clock change", zone})}>
        To just before the clocks change</button>
    </div>
    <form onSubmit=${set}>
      <label>Set it to <input type="datetime-local" required value=${wanted ?? local(now, zone)}
        onInput=${(event) => setWanted(event.target.value)} /></label>
      <button type="submit">Set</button>
    </form>
    ${refused && html`<p class="problem" role="alert">${refused}</p>`}
    <p class="small">It goes forward only: what was posted cannot become unposted. Set up a daily quote, turn the clock
      past its time, and it comes, once.</p>
  </div>`;
}

// The sandbox's time now, from what it was when the page last asked.
function useTicking(asked) {
  const [since, setSince] = useState({asked, at: performance.now()});
  const [, tick] = useState(0);
  useEffect(() => setSince({asked, at: performance.now()}), [asked]);
  useEffect(() => {
    const ticking = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(ticking);
  }, []);
  return new Date(Date.parse(since.asked) + performance.now() - since.at);
}

function shown(time, zone) {
  const day = {weekday: "long", day: "numeric", month: "long", year: "numeric"};
  const parts = {...day, hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short"};
  return new Intl.DateTimeFormat("en-GB", {...parts, timeZone: zone}).format(time);
}

// "2026-11-27T09:00", as the field takes it and the server too.
function local(time, zone) {
  const parts = {timeZone: zone, dateStyle: "short", timeStyle: "short"};
  return new Intl.DateTimeFormat("sv-SE", parts).format(time).replace(" ", "T");
}

function ahead(seconds) {
  if (seconds < 1) return "As this machine has it.";
  const units = [["day", 86400], ["hour", 3600], ["minute", 60]];
  const parts = [];
  let left = Math.round(seconds);
  for (const [unit, size] of units) {
    const count = Math.floor(left / size);
    if (count) parts.push(`${count} ${unit}${count === 1 ? "" : "s"}`);
    left -= count * size;
  }
  return `${parts.join(", ") || "Less than a minute"} ahead of this machine.`;
}
