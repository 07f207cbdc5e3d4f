// What both chats have around their messages: the name, the connection, and the channels.
import {html} from "./html.js";
import {Unread} from "./unread.js";

export function ChatHead({name, state}) {
  const [text, kind] = connection(state);
  return html`<div class="chat-head">
    <h2>${name}</h2>
    ${text && html`<p class="connection ${kind}" role="status">${text}</p>`}
  </div>`;
}

// `more` are tabs that are no channels: {id, name}.
export function Channels({label, channels, current, unread, more = [], onChoose}) {
  const tabs = [...more, ...channels.map((one) => ({id: one.id, name: channelName(one)}))];
  return html`<nav class="channels" aria-label=${label}>
    ${tabs.map((tab) => html`<button key=${tab.id} type="button" aria-current=${tab.id === current ? "true" : undefined}
      onClick=${() => onChoose(tab.id)}>${tab.name}${unread.has(tab.id) && html`<${Unread} />`}</button>`)}
  </nav>`;
}

export function channelName(channel) {
  return channel.direct ? "Direct messages" : `#${channel.name}`;
}

function connection({connected, gone}) {
  if (gone) return ["gone", "bad"];
  if (connected === undefined) return [null, null];
  return connected ? ["bot connected", "good"] : ["bot not connected", "bad"];
}
