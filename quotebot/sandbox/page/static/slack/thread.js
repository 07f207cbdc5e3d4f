// A thread of Slack beside its channel, in which one asks the bot by naming it.
import {useEffect, useRef, useState} from "preact/hooks";
import {html} from "../html.js";
import {Log} from "../log.js";
import {Composer} from "./composer.js";
import {Row} from "./messages.js";

// `row` is what all messages of the chat have in common.
export function Thread({root, replies, app, row, onSend, onClose}) {
  const [problem, setProblem] = useState(null);
  const pane = useRef();
  useEffect(() => {
    setProblem(null);
    pane.current.querySelector("input").focus();
  }, [root.ts]);
  const send = (text) => {
    const why = unfit(text, app);
    setProblem(why);
    if (!why) onSend(text);
  };
  const onKeyDown = (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) onClose();
  };
  return html`<aside class="thread" aria-label="Thread" ref=${pane} onKeyDown=${onKeyDown}>
    <div class="chat-head"><h3>Thread</h3>
      <button type="button" class="quiet" aria-label="Close thread" onClick=${onClose}>✕</button></div>
    <${Log} label="Messages in this thread" newest=${replies.length}>
      <ol>${[root, ...replies].map((message) => html`<${Row} key=${message.ts} message=${message} ...${row} />`)}</ol>
    </${Log}>
    <p class="pending" role="alert">${problem}</p>
    <${Composer} app=${app} label="Reply in this thread" placeholder=${`@${app} progress`} onSend=${send} />
  </aside>`;
}

// Why what was typed cannot be sent in a thread; null if it can.
function unfit(text, app) {
  const name = `@${app}`;
  if (text.trim().startsWith("/")) {
    return `Slash commands do not work in threads, here as in Slack. Name the bot instead: ${name} progress`;
  }
  return text.includes(name) ? null : `Begin with ${name}: the bot hears only messages that name it.`;
}
