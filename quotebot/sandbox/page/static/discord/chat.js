// Discord as one person sees it: a channel's messages, and the box to type in.
import {Channels, ChatHead, channelName} from "../chat_frame.js";
import {Dialog} from "../dialog.js";
import {html} from "../html.js";
import {Log} from "../log.js";
import {MessageRow} from "../message_row.js";
import {NotDrawn} from "../not_drawn.js";
import {Note, withNotes} from "../notes.js";
import {newestOf, useActs} from "./acts.js";
import {Composer} from "./composer.js";
import {Message} from "./message.js";

export function DiscordChat({state, person, unread, onChannel, onPayload}) {
  const acts = useActs(state, person);
  const channel = state.channels.find(({id}) => id === state.channel);
  const where = channel.direct ? "Quotebot" : channelName(channel);
  return html`<section class="chat discord" aria-label="Discord">
    <${ChatHead} name="Discord" state=${state} />
    <${Channels} label="Channels on Discord" channels=${state.channels} current=${state.channel}
      unread=${unread} onChoose=${onChannel} />
    <${Messages} key=${state.channel} state=${state} acts=${acts} where=${where} onPayload=${onPayload} />
    <p class="pending" role="status">${acts.pending}</p>
    <${Composer} commands=${state.commands} channels=${state.channels} where=${where}
      onSay=${acts.say} onCommand=${acts.command} onComplete=${acts.complete} />
    ${acts.form && html`<${Dialog} title=${acts.form.title} over=".discord" onClose=${acts.closeForm}>
      <${NotDrawn} what="A form of Discord" payload=${acts.form} />
    </${Dialog}>`}
  </section>`;
}

function Messages({state, acts, where, onPayload}) {
  const {notes, busy, pending} = acts;
  const newest = `${newestOf(state)} ${notes.here.length} ${pending}`;
  return html`<${Log} label=${`Messages in ${where} on Discord`} newest=${newest}>
    ${!state.messages.length && html`<p class="empty">
      Nothing here yet. Type <kbd>/</kbd> below to see the commands.</p>`}
    <ol>${withNotes(state.messages, ({id}) => id, notes).flatMap(([id, message, behind]) => [
      message && html`<${MessageRow} key=${id} id=${id} message=${message} busy=${busy === id}
          onPayload=${onPayload} onDismiss=${notes.dismiss}>
        <${Message} message=${message} names=${state.names}
          onPress=${(custom_id, values) => acts.press(id, custom_id, values)} />
      </${MessageRow}>`,
      ...behind.map((note) => html`<${Note} key=${`note${note.id}`} note=${note} notes=${notes}
        only="Only you can see this" />`),
    ])}</ol>
  </${Log}>`;
}
