// A message with what the page, and no platform, lets one do with it.
import {html} from "./html.js";

export function MessageRow({id, message, busy, onPayload, onDismiss, onReply, children}) {
  const dismiss = (event) => {
    event.currentTarget.closest(".log").focus();
    onDismiss(id);
  };
  return html`<li class="row ${message.ephemeral ? "private" : ""}" aria-busy=${busy ? "true" : undefined}>
    ${children}
    <div class="tools">
      ${onReply && html`<button type="button" data-thread=${id} onClick=${onReply}>Reply in thread</button>`}
      ${message.bot && html`<button type="button"
        onClick=${(event) => onPayload({id, message}, event.currentTarget)}>Payload</button>`}
      ${message.ephemeral && html`<button type="button" onClick=${dismiss}>Dismiss message</button>`}
    </div>
  </li>`;
}
