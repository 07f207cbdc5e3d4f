// Discord as one person sees it: a channel's messages, and the box to type in.
import {useState} from "preact/hooks";
import {act, look} from "../api.js";
import {Channels, ChatHead, channelName} from "../chat_frame.js";
import {Dialog} from "../dialog.js";
import {html} from "../html.js";
import {Log} from "../log.js";
import {MessageRow} from "../message_row.js";
import {NotDrawn} from "../not_drawn.js";
import {Note, useNotes, withNotes} from "../notes.js";
import {Composer} from "./composer.js";
import {Message} from "./message.js";

const UNREAD = "Quotebot reads no messages on Discord, only commands: type / to see them.";

let toldOfUnread = false;

export function DiscordChat({state, person, unread, onChannel, onPayload}) {
  const notes = useNotes(`${person} ${state.channel}`);
  const [pending, setPending] = useState(null);
  const [busy, setBusy] = useState(null);
  const [form, setForm] = useState(null);
  const {messages} = state;
  const newest = newestOf(state);
  const spot = {person, channel: state.channel};
  const channel = state.channels.find(({id}) => id === state.channel);
  const where = channel.direct ? "Quotebot" : channelName(channel);
  const note = async (text) => notes.add(text, newestOf((await look({person, discord: state.channel})).discord));
  const press = async (id, custom_id, values) => {
    setBusy(id);
    await doing("Waiting for the bot…", "discord/press", {message: id, custom_id, values});
    setBusy(null);
  };
  const doing = async (what, path, body) => {
    setPending(what);
    const told = await act(path, {...spot, ...body});
    setPending(null);
    if (told.refused) await note(told.refused);
    if (told.modal) setForm(told.modal);
  };
  const say = async (text) => {
    await act("discord/say", {...spot, text});
    if (toldOfUnread) return;
    toldOfUnread = true;
    await note(UNREAD);
  };
  return html`<section class="chat discord" aria-label="Discord">
    <${ChatHead} name="Discord" state=${state} />
    <${Channels} label="Channels on Discord" channels=${state.channels} current=${state.channel} unread=${unread} onChoose=${onChannel} />
    <${Log} key=${state.channel} label=${`Messages in ${where} on Discord`}
        newest=${`${newest} ${notes.here.length} ${pending}`}>
      ${!messages.length && html`<p class="empty">Nothing here yet. Type <kbd>/</kbd> below to see the commands.</p>`}
      <ol>${withNotes(messages, ({id}) => id, notes).flatMap(([id, message, behind]) => [
        message && html`<${MessageRow} key=${id} id=${id} message=${message} busy=${busy === id} onPayload=${onPayload} onDismiss=${notes.dismiss}>
          <${Message} message=${message} names=${state.names}
            onPress=${(custom_id, values) => press(id, custom_id, values)} />
        </${MessageRow}>`,
        ...behind.map((note) => html`<${Note} key=${`note${note.id}`} note=${note} notes=${notes} only="Only you can see this" />`),
      ])}</ol>
    </${Log}>
    <p class="pending" role="status">${pending}</p>
    <${Composer} commands=${state.commands} channels=${state.channels} where=${where} onSay=${say}
      onCommand=${(name, options) => doing(`Sending /${name}…`, "discord/command", {name, options})}
      onComplete=${(name, options, focused) => act("discord/autocomplete", {...spot, name, options, focused})} />
    ${form && html`<${Dialog} title=${form.title} over=".discord" onClose=${() => setForm(null)}>
      <${NotDrawn} what="A form of Discord" payload=${form} />
    </${Dialog}>`}
  </section>`;
}

function newestOf({messages}) {
  return messages[messages.length - 1]?.id;
}
