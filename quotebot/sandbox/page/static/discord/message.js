// A message as Discord draws it.
import {Avatar} from "../avatar.js";
import {html} from "../html.js";
import {dayAndTime, timeOfDay} from "../moments.js";
import {NotDrawn} from "../not_drawn.js";
import {OnlyYou} from "../only_you.js";
import {Components} from "./components.js";
import {Embed} from "./embed.js";
import {Markdown} from "./markdown.js";

const LOADING = 1 << 7;
const UNDRAWN = ["attachments", "poll", "sticker_items"];

export function Message({message, names, onPress}) {
  const {payload, texts} = message;
  const around = {texts, names, onPress};
  const asked = payload.interaction_metadata?.user;
  return html`<article class=${`message ${message.ephemeral ? "ephemeral" : ""}`}>
    ${asked && html`<p class="origin"><${Avatar} name=${nameOf(asked)} small /> <b>${nameOf(asked)}</b> ${payload.message_reference ? "used a button" : "used a command"}</p>`}
    <${Avatar} name=${message.author} bot=${message.bot} />
    <header><b class="author">${message.author}</b>${message.bot && html` <span class="tag">App</span>`} <time datetime=${message.at} title=${dayAndTime(message.at)}>${timeOfDay(message.at)}</time></header>
    <div class="body">
      ${payload.flags & LOADING ? html`<p class="thinking">${message.author} is thinking…</p>` : null}
      <${Markdown} text=${payload.content} ...${around} />
      ${payload.embeds?.map((embed) => html`<${Embed} embed=${embed} ...${around} />`)}
      <${Components} components=${payload.components} ...${around} />
      ${UNDRAWN.filter((key) => payload[key]?.length > 0 || payload[key]?.question).map((key) => html`<${NotDrawn} what=${key} payload=${payload[key]} />`)}
      ${message.edited && html`<span class="edited">(edited)</span>`}
      ${message.ephemeral && html`<${OnlyYou}>Only you can see this</${OnlyYou}>`}
    </div>
  </article>`;
}

// As others see it: the name one goes by, not the one one logs in with.
function nameOf({global_name: shown, username}) {
  return shown ?? username;
}
