// The page: who one is, the two chats, and what else there is to see of the bot.
import {render} from "preact";
import {useEffect, useRef, useState} from "preact/hooks";
import {look, watch} from "./api.js";
import {DiscordChat} from "./discord/chat.js";
import {html} from "./html.js";
import {SlackChat} from "./slack/chat.js";

function Page() {
  const [chosen, choose] = useState({person: "Ada", discord: null, slack: null});
  const [state, setState] = useState(null);
  const [gone, setGone] = useState(false);
  const wanted = useRef(chosen);
  wanted.current = chosen;
  const refresh = async () => {
    const asked = wanted.current;
    const seen = await look(asked);
    if (asked === wanted.current) setState(seen);
    setGone(false);
  };
  useEffect(() => watch(refresh, () => setGone(true)), []);
  useEffect(() => { refresh(); }, [chosen]);
  if (!state) return html`<p>Connecting</p>`;
  const change = (more) => choose({...chosen, ...more});
  return html`
    <header>
      <h1>quotebot sandbox</h1>
      <label>You are <select value=${chosen.person} onChange=${(event) => change({person: event.target.value})}>
        ${state.discord.people.map((one) => html`<option value=${one.name}>${one.name} (${one.role})</option>`)}
      </select></label>
      ${gone && html`<p role="alert">The sandbox has ended.</p>`}
    </header>
    <main>
      <${DiscordChat} state=${state.discord} person=${chosen.person} onChannel=${(discord) => change({discord})} />
      <${SlackChat} state=${state.slack} person=${chosen.person} onChannel=${(slack) => change({slack})} />
    </main>`;
}

render(html`<${Page} />`, document.getElementById("page"));
