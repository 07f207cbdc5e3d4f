// A message as Discord draws it.
import {html} from "../html.js";

export function Message({message, onPress}) {
  const parts = (message.payload.components ?? []).flatMap((one) => one.components ?? [one]);
  return html`<article class="message"><p><b>${message.author}</b> ${message.ephemeral && html`<span class="small">Only you can see this</span>`}</p>
    <p>${message.payload.content}</p>
    ${parts.map((part) => part.type === 10 ? html`<p>${part.content}</p>` : (part.components ?? []).map((button) => button.url
      ? html`<a href=${button.url}>${button.label}</a>` : html`<button type="button" onClick=${() => onPress(button.custom_id)}>${button.label}</button>`))}
  </article>`;
}
