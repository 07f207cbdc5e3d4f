// Slack's messages, sorted into what stands in the channel and what stands in threads under it.
import {html} from "../html.js";
import {MessageRow} from "../message_row.js";
import {Message} from "./message.js";

// {top: messages of the channel, replies: a Map from the ts of one to those under it}
export function sorted(messages) {
  const roots = new Set(messages.filter(({thread, ts}) => !thread || thread === ts).map(({ts}) => ts));
  const isReply = ({thread, ts}) => thread && thread !== ts && roots.has(thread);
  const replies = new Map();
  for (const message of messages.filter(isReply)) {
    replies.set(message.thread, [...(replies.get(message.thread) ?? []), message]);
  }
  return {top: messages.filter((message) => !isReply(message)), replies};
}

// Without `onThread` it stands in a thread already.
export function Row({message, names, busy, replies = [], onPress, onPayload, onDismiss, onThread}) {
  const {ts} = message;
  const count = replies.length === 1 ? "1 reply" : `${replies.length} replies`;
  const open = onThread && !message.ephemeral && (() => onThread(ts));
  return html`<${MessageRow} id=${ts} message=${message} busy=${busy === ts}
      onPayload=${onPayload} onDismiss=${onDismiss} onReply=${open}>
    <${Message} message=${message} names=${names} onPress=${(action_id) => onPress({ts, action_id})} />
    ${open && replies.length > 0 && html`<button type="button" class="replies" onClick=${open}>${count}</button>`}
  </${MessageRow}>`;
}
