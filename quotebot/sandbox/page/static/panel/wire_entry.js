// One thing that went over the wire: when, which way, how long it took, and what was refused.
import {useState} from "preact/hooks";
import {html} from "../html.js";
import {Json} from "./json.js";

const NAMES = {discord: "Discord", slack: "Slack"};

export function WireEntry({entry}) {
  const [open, setOpen] = useState(false);
  const {platform, direction, title, status, milliseconds, refused, body, answer} = entry;
  const toBot = direction === "to the bot";
  const answered = toBot ? "What the bot answered" : `What ${NAMES[platform]} answered`;
  return html`<li class=${refused ? "refused" : ""}>
    <details onToggle=${(event) => setOpen(event.target.open)}>
      <summary>
        <span class="way" aria-hidden="true">${toBot ? "→" : "←"}</span>
        <span class="title">${title}<span class="unseen">, ${direction}, on ${NAMES[platform]}</span></span>
        <span class="facts">${refused && html`<b>refused</b>`} ${status} ${took(milliseconds)}</span>
        <span class="small"><span aria-hidden="true">${NAMES[platform]} · </span>${time(entry.at)}</span>
      </summary>
      ${open && html`
        ${refused && html`<p class="problem">Refused: ${refused}</p>`}
        <${Json} label=${toBot ? "What the bot was sent" : "What the bot sent"} value=${body} />
        ${answer !== null && answer !== undefined && html`<${Json} label=${answered} value=${answer} />`}`}
    </details>
  </li>`;
}

function took(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) return null;
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}

function time(at) {
  return new Date(at).toLocaleTimeString("en-GB");
}
