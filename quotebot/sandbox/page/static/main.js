// The page: who one is, the two chats, and what else there is to see of the bot.
import {render} from "preact";
import {useRef, useState} from "preact/hooks";
import {DiscordChat} from "./discord/chat.js";
import {html} from "./html.js";
import {PageHead, SkipLinks, ViewTabs} from "./page_head.js";
import {LibraryNews} from "./panel/library.js";
import {Panel} from "./panel/panel.js";
import {useSandbox} from "./sandbox_state.js";
import {SlackChat} from "./slack/chat.js";
import {useUnread} from "./unread.js";
import {Welcome} from "./welcome.js";

const NARROW = matchMedia("(max-width: 760px)"); // as page.css has it

function Page() {
  const [chosen, choose] = useState({person: "Ada", discord: null, slack: null});
  const {state, gone} = useSandbox(chosen);
  if (!state) {
    const words = gone ? "The sandbox does not answer." : "Connecting…";
    return html`<p class="empty" role="status">${words}</p>`;
  }
  return html`<${Sandbox} state=${state} gone=${gone} person=${state.person}
    onChange=${(more) => choose({...chosen, ...more})} />`;
}

function Sandbox({state, gone, person, onChange}) {
  const [view, setView] = useState(location.hash === "#slack" ? "slack" : "discord");
  const [panel, setPanel] = useState({open: false, tab: "payloads", message: null});
  const opener = useRef(null);
  const isVisible = (platform) => !NARROW.matches || view === platform;
  const unread = {
    discord: useUnread(state.discord, person, isVisible("discord")),
    slack: useUnread(state.slack, person, isVisible("slack")),
  };
  const open = (from, more) => {
    opener.current = {from, view};
    setPanel({...panel, ...more, open: true});
    setView("panel");
  };
  const close = () => {
    setPanel({...panel, open: false});
    setView(opener.current?.view ?? "discord");
    requestAnimationFrame(() => opener.current?.from.focus());
  };
  const chooseView = (id, from) => {
    if (id === "panel") return open(from, {});
    setView(id);
  };
  const skipTo = (id) => {
    setView(id);
    requestAnimationFrame(() => document.querySelector(`.${id} .composer input`)?.focus());
  };
  const onPayload = (platform) => ({id, message}, from) => {
    open(from, {tab: "payloads", message: {platform, id, payload: message.payload}});
  };
  return html`<div class="page ${panel.open ? "with-panel" : ""}" data-view=${view}>
    <${SkipLinks} onSkip=${skipTo} />
    <${PageHead} people=${state.discord.people} person=${person} gone=${gone} panelOpen=${panel.open}
      onPerson=${(name) => onChange({person: name})} onPanel=${(from) => (panel.open ? close() : open(from, {}))} />
    <${LibraryNews} library=${state.library} onShow=${(from) => open(from, {tab: "library"})} />
    <${Welcome} state=${state} person=${person} />
    <${ViewTabs} current=${view} unread=${unread} onChoose=${chooseView} />
    <main>
      <${DiscordChat} state=${state.discord} person=${person} unread=${unread.discord}
        onChannel=${(discord) => onChange({discord})} onPayload=${onPayload("discord")} />
      <${SlackChat} state=${state.slack} person=${person} unread=${unread.slack}
        onChannel=${(slack) => onChange({slack})} onPayload=${onPayload("slack")} />
      ${panel.open && html`<${Panel} state=${state} person=${person} tab=${panel.tab} message=${panel.message}
        onTab=${(tab) => setPanel({...panel, tab})} onAll=${() => setPanel({...panel, message: null})}
        onClose=${close} />`}
    </main>
  </div>`;
}

render(html`<${Page} />`, document.getElementById("page"));
