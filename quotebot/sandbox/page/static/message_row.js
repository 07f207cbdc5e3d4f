// A message with what the page, and no platform, lets one do with it.
import {html} from "./html.js";

export function MessageRow({id, message, onPayload, onDismiss, children}) {
  return html`<li class="row ${message.ephemeral ? "private" : ""}">
    ${children}
    <div class="tools">
      ${message.bot && html`<button type="button" onClick=${(event) => onPayload({id, message}, event.currentTarget)}>Payload</button>`}
      ${message.ephemeral && html`<button type="button" onClick=${() => onDismiss(id)}>Dismiss message</button>`}
    </div>
  </li>`;
}
