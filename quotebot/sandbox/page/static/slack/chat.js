// Slack as one person sees it: a channel's messages and threads, its forms, and the box to type in.
import {useEffect, useRef, useState} from "preact/hooks";
import {act, look} from "../api.js";
import {Channels, ChatHead, channelName} from "../chat_frame.js";
import {html} from "../html.js";
import {Log} from "../log.js";
import {Note, useNotes, withNotes} from "../notes.js";
import {Composer} from "./composer.js";
import {HOME, Home} from "./home.js";
import {Row, sorted} from "./messages.js";
import {Modal} from "./modal.js";
import {Thread, unfitForThread} from "./thread.js";

export function SlackChat({state, person, unread, onChannel, onPayload}) {
  const notes = useNotes(`${person} ${state.channel}`);
  const [pending, setPending] = useState(null);
  const [busy, setBusy] = useState(null);
  const [views, setViews] = useState([]);
  const [atHome, setAtHome] = useState(false);
  const [thread, setThread] = useState(null);
  const section = useRef();
  useEffect(() => setThread(null), [person, state.channel]);
  const {messages, app, names} = state;
  const {top, replies} = sorted(messages);
  const newest = newestOf(messages);
  const spot = {person, channel: state.channel};
  const channel = state.channels.find(({id}) => id === state.channel);
  const where = channel.direct ? app : channelName(channel);
  const root = thread && top.find(({ts}) => ts === thread.ts);
  const home = atHome && state.home;
  const doing = async (what, path, body) => {
    setPending(what);
    const told = await act(path, {...spot, ...body});
    setPending(null);
    if (told.refused) notes.add(told.refused, newestOf((await look({person, slack: state.channel})).slack.messages));
    if (told.views?.length) setViews(told.views);
    return told;
  };
  const press = async (what) => {
    setBusy(what.ts);
    await doing("Waiting for the bot…", "slack/press", what);
    setBusy(null);
  };
  const send = (text) => doing("Sending…", "slack/send", {text});
  const reply = async (text) => {
    const problem = unfitForThread(text, app);
    setThread({...thread, problem});
    if (!problem) await doing("Sending…", "slack/send", {text, thread: thread.ts});
  };
  const closeThread = () => {
    section.current.querySelector(`[data-thread="${thread.ts}"]`)?.focus();
    setThread(null);
  };
  const choose = (id) => {
    setAtHome(id === HOME);
    if (id !== HOME) onChannel(id);
  };
  const row = {
    names,
    onPayload,
    onPress: press,
    busy,
    onDismiss: notes.dismiss,
  };
  return html`<section class="chat slack" aria-label="Slack" ref=${section}>
    <${ChatHead} name="Slack" state=${state} />
    <${Channels} label="Channels on Slack" channels=${state.channels} current=${home ? HOME : state.channel} unread=${unread}
      more=${state.home ? [{id: HOME, name: "Home"}] : []} onChoose=${choose} />
    ${home && html`<${Home} home=${state.home} names=${names} onPress=${press} />`}
    ${!home && html`<${Log} key=${state.channel} label=${`Messages in ${where} on Slack`}
        newest=${`${newest} ${notes.here.length} ${pending}`}>
      ${!messages.length && html`<p class="empty">Nothing here yet. Type <kbd>/quote progress</kbd> below.</p>`}
      <ol>${withNotes(top, ({ts}) => ts, notes).flatMap(([ts, message, behind]) => [
        message && html`<${Row} key=${ts} message=${message} replies=${replies.get(ts)} ...${row} onThread=${(of) => setThread({ts: of, problem: null})} />`,
        ...behind.map((note) => html`<${Note} key=${`note${note.id}`} note=${note} notes=${notes} only="Only visible to you" />`),
      ])}</ol>
    </${Log}>`}
    <p class="pending" role="status">${pending}</p>
    ${!home && html`<${Composer} commands=${state.commands} app=${app} label=${`Message ${where}`}
      placeholder=${`Message ${where}: /quote progress, or @${app} progress`} onSend=${send} />`}
    ${root && html`<${Thread} root=${root} replies=${replies.get(root.ts) ?? []} app=${app} problem=${thread.problem}
      onSend=${reply} onClose=${closeThread} ...${row} />`}
    ${views.map((one) => html`<${Modal} key=${one.view.id} shown=${one} views=${views} spot=${spot} channels=${state.channels}
      names=${names} onViews=${setViews} />`)}
  </section>`;
}

function newestOf(messages) {
  return messages[messages.length - 1]?.ts;
}
