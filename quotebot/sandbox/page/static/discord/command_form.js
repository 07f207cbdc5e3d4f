// A command of Discord with its options as fields: those it needs first, the others on request.
import {useLayoutEffect, useRef, useState} from "preact/hooks";
import {html} from "../html.js";
import {useFilling} from "./filling.js";
import {OptionField} from "./option_field.js";

export function CommandForm({command, texts, channels, onComplete, onLeave, onSend}) {
  const form = useRef();
  const [here, setHere] = useState({name: Object.keys(texts).pop() ?? null});
  const focus = (name) => setHere({name}); // once it is there
  const filling = useFilling({command, texts, channels, focus, onLeave, onSend});
  // Before the next key arrives, however fast one types.
  useLayoutEffect(() => {
    const field = form.current.querySelector(here.name ? `[data-option="${here.name}"]` : "[data-option]");
    (field ?? form.current.querySelector(".send")).focus();
  }, [here]);
  const send = (event) => {
    event.preventDefault();
    filling.send();
  };
  const onKeyDown = (event) => {
    const leaves = event.key === "Escape" || (event.key === "Backspace" && event.target.matches(".send"));
    if (!leaves || event.defaultPrevented) return;
    event.preventDefault();
    onLeave();
  };
  return html`<form class="composer command" ref=${form} onSubmit=${send} onKeyDown=${onKeyDown}>
    <div class="command-inside" role="group" aria-label=${`Command /${command.name}`}>
      <p class="about"><b>/${command.name}</b> ${command.description}</p>
      <div class="filled">
        <span class="command-name" aria-hidden="true">/${command.name}</span>
        ${filling.shown.map((option) => html`<${OptionField} key=${option.name} option=${option}
          entry=${filling.entryOf(option)} problem=${filling.problemOf(option)} channels=${channels}
          onEnter=${(entry) => filling.enter(option.name, entry)} onText=${(text) => filling.type(option.name, text)}
          onDrop=${() => filling.drop(option)}
          onComplete=${(text) => onComplete(command.name, filling.valuesWith(option.name, text), option.name)} />`)}
        <button type="submit" class="send">Send</button>
      </div>
      ${filling.others.length > 0 && html`<${Others} options=${filling.others} onAdd=${filling.add} />`}
    </div>
  </form>`;
}

function Others({options, onAdd}) {
  return html`<p class="others">More options: ${options.map(({name, description}) => html`
    <button key=${name} type="button" title=${description} aria-label=${`Add option ${name}`}
      onClick=${() => onAdd(name)}>+ ${name}</button>`)}</p>`;
}
