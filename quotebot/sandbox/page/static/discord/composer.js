// Discord's box: a command that is chosen and filled in, or words that the bot does not read.
import {useLayoutEffect, useMemo, useRef, useState} from "preact/hooks";
import {html} from "../html.js";
import {Suggestions, useSuggestions} from "../suggestions.js";
import {CommandForm} from "./command_form.js";
import {flattened, matching, recognised} from "./commands.js";

const NONE = [];

export function Composer({commands, channels, where, onCommand, onSay, onComplete}) {
  const [text, setText] = useState("");
  const [filling, setFilling] = useState(null);
  const input = useRef();
  const returning = useRef(false);
  const known = useMemo(() => flattened(commands), [JSON.stringify(commands)]);
  const places = useMemo(() => channels, [JSON.stringify(channels)]);
  const items = useMemo(() => offered(known, text), [known, text]);
  const suggestions = useSuggestions({items, onChoose: ({command}) => setFilling({command, texts: {}})});
  useLayoutEffect(() => {
    if (!filling && returning.current) input.current.focus();
    returning.current = Boolean(filling);
  }, [filling]);
  const onInput = ({target: {value}}) => {
    setText(value);
    suggestions.show();
    setFilling(recognised(known, value));
  };
  const leave = (words) => {
    setText(words);
    setFilling(null);
  };
  const send = (event) => {
    event.preventDefault();
    if (!text.trim()) return;
    onSay(text);
    setText("");
  };
  if (filling) {
    return html`<${CommandForm} key=${filling.command.name} command=${filling.command} texts=${filling.texts}
      channels=${places} onComplete=${onComplete} onLeave=${() => leave("/")}
      onSend=${(options) => {
        leave("");
        onCommand(filling.command.name, options);
      }} />`;
  }
  return html`<form class="composer" onSubmit=${send}>
    <${Suggestions} list=${suggestions.list} label="Commands" />
    <input ref=${input} ...${suggestions.field} aria-label=${`Message ${where}`} value=${text}
      placeholder=${`Message ${where}, or type / for commands`} onInput=${onInput} onKeyDown=${suggestions.keys} />
    <button type="submit" class="send" disabled=${!text.trim()}>Send</button>
  </form>`;
}

function offered(commands, text) {
  return text.startsWith("/") ? matching(commands, text.slice(1)).map(asItem) : NONE;
}

function asItem(command) {
  return {command, value: command.name, label: `/${command.name}`, hint: command.description};
}
