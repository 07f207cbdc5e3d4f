// What somebody reads who has just opened the page, with one button to begin.
import {useState} from "preact/hooks";
import {act} from "./api.js";
import {html} from "./html.js";

export function Welcome({state, person}) {
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState(null);
  const isNew = !state.discord.messages.length && !state.slack.messages.length;
  if (!problem && (tried || !isNew)) return null;
  const begin = async () => {
    setTried(true);
    document.querySelector(".discord .log").focus();
    const told = await Promise.all([
      act("discord/command", {person, channel: state.discord.channel, name: "quote", options: {topic: "progress"}}),
      act("slack/send", {person, channel: state.slack.channel, text: "/quote progress"}),
    ]);
    setProblem(told.map(({refused}) => refused).filter(Boolean).join(" ") || null);
  };
  return html`<section class="welcome" aria-label="Begin here">
    <p>The real bot, in a Discord and a Slack that run on this machine alone. Nobody else sees what you do here.</p>
    <button type="button" class="main" onClick=${begin}>Try /quote progress in both</button>
    ${problem && html`<p class="problem" role="alert">${problem}</p>`}
  </section>`;
}
