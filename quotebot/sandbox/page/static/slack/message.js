// A message as Slack draws it.
import {html} from "../html.js";
import {Blocks} from "./blocks.js";

export function Message({message, names, onPress}) {
  return html`<article class="message"><p><b>${message.author}</b> ${message.ephemeral && html`<span class="small">Only visible to you</span>`}</p>
    ${message.payload.blocks ? html`<${Blocks} blocks=${message.payload.blocks} texts=${message.texts} names=${names} onPress=${onPress} />` : html`<p>${message.payload.text}</p>`}
  </article>`;
}
