// A select of Slack in which one searches, for one option or for several: its own, or the app's.
import {useEffect, useMemo, useState} from "preact/hooks";
import {html} from "../html.js";
import {Suggestions, useSuggestions} from "../suggestions.js";
import {initialValues, optionsOf} from "./options.js";

const PAUSE = 150; // milliseconds without a key, after which the app is asked
const MIN_QUERY_LENGTH = 3; // documented default
const NONE = [];

export function SearchSelect({element, label, field, entry, onEnter, onSearch}) {
  const several = element.type.startsWith("multi_");
  const [typed, setTyped] = useState(null);
  const [labels, setLabels] = useState(() => labelsOf(element));
  const chosen = entry === undefined ? initialValues(element) : [entry ?? []].flat();
  const found = useFound(element, typed, onSearch);
  const isFull = several && chosen.length >= (element.max_selected_items ?? Infinity);
  const left = useMemo(() => {
    if (isFull) return NONE;
    return found.options.filter(({value}) => !several || !chosen.includes(value)).map(asItem);
  }, [found.options, String(chosen)]);
  const suggestions = useSuggestions({
    items: left,
    eager: Boolean(typed) && !found.stale,
    onChoose: (item) => {
      setLabels((all) => ({...all, [item.value]: item.label}));
      setTyped(null);
      onEnter(several ? [...chosen, item.value] : item.value);
    },
  });
  const without = (value) => onEnter(several ? chosen.filter((one) => one !== value) : null);
  const shown = typed ?? (several ? "" : labels[chosen[0]] ?? "");
  const onKeyDown = (event) => {
    if (suggestions.keys(event)) return;
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "Backspace" && several && !shown && chosen.length) without(chosen[chosen.length - 1]);
  };
  return html`<div class="search-select">
    ${several && chosen.length > 0 && html`<ul class="tokens" aria-label=${`${label}, chosen`}>
      ${chosen.map((value) => html`<li key=${value}>${labels[value]} <button type="button"
        aria-label=${`Remove ${labels[value]}`} onClick=${() => without(value)}>✕</button></li>`)}</ul>`}
    <input ...${field} ...${suggestions.field} value=${shown}
      placeholder=${element.placeholder?.text ?? "Type to search"} onFocus=${suggestions.show} onKeyDown=${onKeyDown}
      onBlur=${() => {
        suggestions.field.onBlur();
        setTyped(null);
      }}
      onInput=${(event) => {
        setTyped(event.target.value);
        suggestions.show();
        if (!several && !event.target.value) onEnter(null);
      }} />
    <${Suggestions} list=${suggestions.list} label=${`Choices for ${label}`} />
  </div>`;
}

// The options that fit what is typed, and whether those are still of an earlier text.
function useFound(element, typed, onSearch) {
  const isExternal = element.type.endsWith("external_select");
  const own = useMemo(() => optionsOf(element).filter((one) => fits(one, typed ?? "")), [element, typed]);
  const [found, setFound] = useState({typed: null, options: NONE});
  useEffect(() => {
    const short = (typed ?? "").length < (element.min_query_length ?? MIN_QUERY_LENGTH);
    if (!isExternal || short) {
      setFound({typed, options: NONE});
      return undefined;
    }
    let wanted = true;
    const waiting = setTimeout(async () => {
      const options = await onSearch(typed);
      if (wanted) setFound({typed, options});
    }, PAUSE);
    return () => {
      wanted = false;
      clearTimeout(waiting);
    };
  }, [typed]);
  return isExternal ? {options: found.options, stale: found.typed !== typed} : {options: own, stale: false};
}

function fits({text}, typed) {
  return text.text.toLowerCase().includes(typed.toLowerCase());
}

function labelsOf(element) {
  const known = [...optionsOf(element), ...[element.initial_option ?? element.initial_options ?? []].flat()];
  return Object.fromEntries(known.map(({value, text}) => [value, text.text]));
}

function asItem({value, text, description}) {
  return {value, label: text.text, hint: description?.text};
}
