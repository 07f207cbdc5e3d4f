// Slack as one person sees it: a channel's messages, and the box to type in.
import {useState} from "preact/hooks";
import {act} from "../api.js";
import {html} from "../html.js";

export function SlackChat({state, person, onChannel}) {
  const [text, setText] = useState("");
  const [refused, setRefused] = useState(null);
  const send = async (event) => {
    event.preventDefault();
    const told = await act("slack/send", {person, channel: state.channel, text});
    setRefused(told.refused);
    setText("");
  };
  return html`<section class="slack" aria-label="Slack">
    <h2>Slack</h2>
    <ol>${state.messages.map((message) => html`<li key=${message.ts}>${message.author}: <pre>${JSON.stringify(message.payload.blocks, null, 1)}</pre></li>`)}</ol>
    ${refused && html`<p role="status">${refused}</p>`}
    <form onSubmit=${send}><input aria-label="Message" value=${text} onInput=${(event) => setText(event.target.value)} /></form>
  </section>`;
}
