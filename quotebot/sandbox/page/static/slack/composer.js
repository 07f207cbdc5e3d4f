// Slack's box, of a channel or of a thread: a line of text, with the commands and the app to name.
import {useMemo, useRef, useState} from "preact/hooks";
import {html} from "../html.js";
import {Suggestions, useSuggestions} from "../suggestions.js";

const NONE = [];

export function Composer({commands = NONE, app, label, placeholder, onSend}) {
  const [text, setText] = useState("");
  const input = useRef();
  const items = useMemo(() => fitting(text, commands, app), [text, JSON.stringify(commands), app]);
  const suggestions = useSuggestions({
    items,
    onChoose: ({value}) => {
      setText(`${text.slice(0, text.length - lastWord(text).length)}${value} `);
      input.current.focus();
    },
  });
  const using = commands.find(({command}) => text === command || text.startsWith(`${command} `));
  const send = (event) => {
    event.preventDefault();
    if (!text.trim()) return;
    onSend(text);
    setText("");
  };
  return html`<form class="composer" onSubmit=${send}>
    <${Suggestions} list=${suggestions.list} label="Commands and names" />
    ${using && html`<p class="about"><b>${using.command}</b> ${using.usage_hint}</p>`}
    <input ref=${input} ...${suggestions.field} aria-label=${label} placeholder=${placeholder} value=${text}
      onKeyDown=${suggestions.keys}
      onInput=${(event) => {
        setText(event.target.value);
        suggestions.show();
      }} />
    <button type="submit" class="send" disabled=${!text.trim()}>Send</button>
  </form>`;
}

// A command is offered until it is there in full, the app's name after an @.
function fitting(text, commands, app) {
  const word = lastWord(text);
  if (word === text && word.startsWith("/")) {
    return commands.filter(({command}) => command.startsWith(word) && command !== word).map(asItem);
  }
  const name = `@${app}`;
  const begun = word.startsWith("@") && name.startsWith(word) && name !== word;
  return begun ? [{value: name, label: name, hint: "Name the bot to ask it, in threads too"}] : NONE;
}

function asItem({command, description, usage_hint: usage = ""}) {
  return {value: command, label: `${command} ${usage}`, hint: description};
}

function lastWord(text) {
  return /\S*$/.exec(text)[0];
}
