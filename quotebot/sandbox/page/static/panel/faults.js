// Faults to let the platforms have, and those that still wait for the bot.
import {html} from "../html.js";
import {useActing} from "./acting.js";

const KINDS = {
  429: "Next post: 429, too many requests",
  500: "Next post: 500, server error",
  "no answer": "Next post: no answer",
  "posted, but no answer": "Next post: posted, but no answer",
};
const NAMES = {discord: "Discord", slack: "Slack"};

export function Faults({state}) {
  const {refused, doing} = useActing();
  const {faults = []} = state;
  return html`<div class="faults">
    ${Object.entries(NAMES).map(([platform, name]) => html`<fieldset key=${platform}><legend>${name}</legend>
      <div class="buttons">${Object.entries(KINDS).map(([kind, text]) => html`<button key=${kind} type="button"
        aria-label=${`${name}: ${text}`} onClick=${() => doing("faults/add", {platform, kind})}>${text}</button>`)}</div>
      <label><input type="checkbox" checked=${Boolean(state[platform].gone)}
        onChange=${(event) => doing("platform/gone", {platform, gone: event.target.checked})} /> ${name} is gone</label>
    </fieldset>`)}
    <h3>Waiting</h3>
    <div role="status">${!faults.length && html`<p class="empty">None: all is well.</p>`}
      <ul>${faults.map(({platform, kind}, index) => html`<li key=${index}>${NAMES[platform]}: ${kind}</li>`)}</ul></div>
    ${refused && html`<p class="problem" role="alert">${refused}</p>`}
    <p class="small">A post answers nobody: a daily quote is one. What the bot did about a fault stands under Payloads.</p>
  </div>`;
}
