// What went over the wire, newest first: all of it, of one platform, or of one message.
import {useState} from "preact/hooks";
import {html} from "../html.js";
import {Json} from "./json.js";
import {WireEntry} from "./wire_entry.js";

const PLATFORMS = {all: "Both", discord: "Discord", slack: "Slack"};

export function Payloads({wire = [], message, onAll}) {
  const [platform, setPlatform] = useState("all");
  const [refusedOnly, setRefusedOnly] = useState(false);
  const fits = message
    ? (entry) => entry.platform === message.platform && entry.message === message.id
    : (entry) => (platform === "all" || entry.platform === platform) && (!refusedOnly || entry.refused);
  const entries = wire.filter(fits).reverse();
  return html`
    ${message ? html`<${OneMessage} message=${message} onAll=${onAll} />` : html`<div class="filters">
      <label>Platform <select value=${platform} onChange=${(event) => setPlatform(event.target.value)}>
        ${Object.entries(PLATFORMS).map(([id, name]) => html`<option key=${id} value=${id}>${name}</option>`)}
      </select></label>
      <label><input type="checkbox" checked=${refusedOnly}
        onChange=${(event) => setRefusedOnly(event.target.checked)} /> only what was refused</label></div>`}
    ${!entries.length && html`<p class="empty">Nothing to show.</p>`}
    <ol class="wire">${entries.map((entry) => html`<${WireEntry} key=${entry.id} entry=${entry} />`)}</ol>`;
}

function OneMessage({message, onAll}) {
  return html`<div class="one-message">
    <button type="button" onClick=${onAll}>Show all payloads</button>
    <${Json} key=${message.id} label="The message" value=${message.payload} />
    <h3>How it came</h3>
  </div>`;
}
