// Discord as one person sees it: a channel's messages, and the box to type in.
import {useState} from "preact/hooks";
import {act} from "../api.js";
import {html} from "../html.js";

export function DiscordChat({state, person, onChannel}) {
  const [text, setText] = useState("");
  const [refused, setRefused] = useState(null);
  const send = async (event) => {
    event.preventDefault();
    const [name, ...rest] = text.slice(1).split(" ");
    const options = Object.fromEntries(rest.map((part) => part.split(":")));
    const told = await act("discord/command", {person, channel: state.channel, name, options});
    setRefused(told.refused);
    setText("");
  };
  return html`<section class="discord" aria-label="Discord">
    <h2>Discord</h2>
    <ol>${state.messages.map((message) => html`<li key=${message.id}>${message.author}: <pre>${JSON.stringify(message.payload.components, null, 1)}</pre></li>`)}</ol>
    ${refused && html`<p role="status">${refused}</p>`}
    <form onSubmit=${send}><input aria-label="Message" value=${text} onInput=${(event) => setText(event.target.value)} /></form>
  </section>`;
}
