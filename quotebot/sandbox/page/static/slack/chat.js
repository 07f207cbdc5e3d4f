// Slack as one person sees it: a channel's messages and threads, its forms, and the box to type in.
import {useEffect, useRef, useState} from "preact/hooks";
import {Channels, ChatHead, channelName} from "../chat_frame.js";
import {html} from "../html.js";
import {Log} from "../log.js";
import {Note, withNotes} from "../notes.js";
import {newestOf, useActs} from "./acts.js";
import {Composer} from "./composer.js";
import {HOME, Home} from "./home.js";
import {Row, sorted} from "./messages.js";
import {Modal} from "./modal.js";
import {Thread} from "./thread.js";

export function SlackChat({state, person, unread, onChannel, onPayload}) {
  const acts = useActs(state, person);
  const [atHome, setAtHome] = useState(false);
  const [thread, setThread] = useState(null);
  const section = useRef();
  useEffect(() => setThread(null), [person, state.channel]);
  const {app, names, channels} = state;
  const channel = channels.find(({id}) => id === state.channel);
  const where = channel.direct ? app : channelName(channel);
  const home = atHome && state.home;
  const choose = (id) => {
    setAtHome(id === HOME);
    if (id !== HOME) onChannel(id);
  };
  const closeThread = () => {
    section.current.querySelector(`[data-thread="${thread}"]`)?.focus();
    setThread(null);
  };
  const {top, replies} = sorted(state.messages);
  const root = top.find(({ts}) => ts === thread);
  const row = {names, busy: acts.busy, onPayload, onPress: acts.press, onDismiss: acts.notes.dismiss};
  return html`<section class="chat slack" aria-label="Slack" ref=${section}>
    <${ChatHead} name="Slack" state=${state} />
    <${Channels} label="Channels on Slack" channels=${channels} current=${home ? HOME : state.channel}
      unread=${unread} more=${state.home ? [{id: HOME, name: "Home"}] : []} onChoose=${choose} />
    ${home ? html`<${Home} home=${state.home} names=${names} onPress=${acts.press} />`
      : html`<${Messages} key=${state.channel} state=${state} acts=${acts} where=${where} top=${top}
          replies=${replies} row=${{...row, onThread: setThread}} />`}
    <p class="pending" role="status">${acts.pending}</p>
    ${!home && html`<${Composer} commands=${state.commands} app=${app} label=${`Message ${where}`}
      placeholder=${`Message ${where}: /quote progress, or @${app} progress`} onSend=${(text) => acts.send(text)} />`}
    ${root && html`<${Thread} root=${root} replies=${replies.get(thread) ?? []} app=${app} row=${row}
      onSend=${(text) => acts.send(text, thread)} onClose=${closeThread} />`}
    ${acts.views.map((one) => html`<${Modal} key=${one.view.id} shown=${one} views=${acts.views}
      spot=${acts.spot} channels=${channels} names=${names} onViews=${acts.setViews} />`)}
  </section>`;
}

function Messages({state, acts, where, top, replies, row}) {
  const {notes, pending} = acts;
  const newest = `${newestOf(state)} ${notes.here.length} ${pending}`;
  return html`<${Log} label=${`Messages in ${where} on Slack`} newest=${newest}>
    ${!state.messages.length && html`<p class="empty">Nothing here yet. Type <kbd>/quote progress</kbd> below.</p>`}
    <ol>${withNotes(top, ({ts}) => ts, notes).flatMap(([ts, message, behind]) => [
      message && html`<${Row} key=${ts} message=${message} replies=${replies.get(ts)} ...${row} />`,
      ...behind.map((note) => html`<${Note} key=${`note${note.id}`} note=${note} notes=${notes}
        only="Only visible to you" />`),
    ])}</ol>
  </${Log}>`;
}
