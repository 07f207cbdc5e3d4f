// A message as Slack draws it: its blocks, or its text where it has none.
import {Avatar} from "../avatar.js";
import {html} from "../html.js";
import {dayAndTime, timeOfDay} from "../moments.js";
import {NotDrawn} from "../not_drawn.js";
import {OnlyYou} from "../only_you.js";
import {Blocks} from "./blocks.js";
import {Mrkdwn} from "./mrkdwn.js";

export function Message({message, names, onPress}) {
  const {payload, texts} = message;
  const moment = Number(message.ts) * 1000;
  return html`<article class=${`message ${message.ephemeral ? "ephemeral" : ""}`}>
    ${message.ephemeral && html`<${OnlyYou}>Only visible to you</${OnlyYou}>`}
    <${Avatar} name=${message.author} bot=${message.bot} />
    <header><b class="author">${message.author}</b>${message.bot && html` <span class="tag">App</span>`} <time datetime=${new Date(moment).toISOString()} title=${dayAndTime(moment)}>${timeOfDay(moment)}</time></header>
    <div class="body">
      ${payload.blocks?.length
        ? html`<${Blocks} blocks=${payload.blocks} texts=${texts} names=${names} onPress=${onPress} />`
        : html`<p><${Mrkdwn} source=${payload.text} texts=${texts} names=${names} /></p>`}
      ${payload.attachments?.length > 0 && html`<${NotDrawn} what="attachments" payload=${payload.attachments} />`}
      ${message.edited && html`<span class="edited">(edited)</span>`}
    </div>
  </article>`;
}
