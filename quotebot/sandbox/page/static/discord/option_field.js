// One option of a command, as a field with whatever can be chosen for it.
import {useEffect, useId, useMemo, useState} from "preact/hooks";
import {html} from "../html.js";
import {Suggestions, useSuggestions} from "../suggestions.js";
import {choicesOf} from "./commands.js";

const PAUSE = 120; // milliseconds without a key, after which the bot is asked
const NONE = [];

export function OptionField({option, entry, channels, problem, onEnter, onText, onDrop, onComplete}) {
  const about = useId();
  const own = useMemo(() => choicesOf(option, channels), [option, channels]);
  const suggested = useCompletions(option.autocomplete ? onComplete : null, entry);
  const items = useMemo(() => (own ? fitting(own, entry) : suggested.items), [own, entry, suggested.items]);
  const suggestions = useSuggestions({
    items,
    eager: entry.text !== "" && !suggested.stale,
    onChoose: ({label, value}) => onEnter({text: label, value}),
  });
  const onKeyDown = (event) => {
    if (suggestions.keys(event)) return;
    if (event.key !== "Backspace" || entry.text) return;
    event.preventDefault();
    onDrop();
  };
  return html`<div class="option ${problem ? "wrong" : ""}">
    <label><span class="option-name">${option.name}</span>
      <input ...${suggestions.field} data-option=${option.name} aria-label=${option.name} aria-describedby=${about}
        aria-required=${String(Boolean(option.required))} aria-invalid=${String(Boolean(problem))}
        value=${entry.text} size=${Math.max(8, entry.text.length + 1)} onFocus=${suggestions.show}
        onKeyDown=${onKeyDown} onInput=${(event) => {
          suggestions.show();
          onText(event.target.value);
        }} /></label>
    <p class="option-about" id=${about}>${option.description}${option.required ? "" : " (optional)"}
      ${problem && html`<strong role="alert"> ${problem}.</strong>`}</p>
    <${Suggestions} list=${suggestions.list} label=${`Choices for ${option.name}`} />
  </div>`;
}

// What the bot offers for the text, and whether that was for an earlier one.
function useCompletions(ask, {text, value}) {
  const [found, setFound] = useState({text: null, items: NONE});
  useEffect(() => {
    if (!ask || value !== undefined) return undefined;
    let wanted = true;
    const waiting = setTimeout(async () => {
      const {choices = NONE} = await ask(text);
      if (wanted) setFound({text, items: choices.map(asItem)});
    }, found.text === null ? 0 : PAUSE);
    return () => {
      wanted = false;
      clearTimeout(waiting);
    };
  }, [text, value, Boolean(ask)]);
  return {items: value === undefined ? found.items : NONE, stale: Boolean(ask) && found.text !== text};
}

function asItem({name, value}) {
  return {label: name, value};
}

function fitting(choices, {text, value}) {
  if (value !== undefined) return choices;
  return choices.filter(({label}) => label.toLowerCase().includes(text.toLowerCase()));
}
