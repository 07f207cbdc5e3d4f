// A command of Discord with its options as fields: those it needs first, the others on request.
import {useEffect, useRef, useState} from "preact/hooks";
import {html} from "../html.js";
import {filledIn, optionTexts} from "./commands.js";
import {OptionField} from "./option_field.js";

export function CommandForm({command, texts, channels, onComplete, onLeave, onSend}) {
  const [entries, setEntries] = useState(() => mapped(texts, (text) => ({text})));
  const [asked, setAsked] = useState(() => firstShown(command, texts));
  const [problems, setProblems] = useState({});
  const [here, setHere] = useState(null);
  const form = useRef();
  const shown = command.options.filter(({name}) => asked.includes(name));
  const others = command.options.filter(({name}) => !asked.includes(name));
  const focus = (name) => form.current.querySelector(name ? `[data-option="${name}"]` : ".send")?.focus();
  const add = (name) => {
    setAsked((names) => [...names, name]);
    setHere({name});
  };
  useEffect(() => {
    const given = Object.keys(texts);
    focus(given[given.length - 1] ?? asked[0]);
  }, []);
  useEffect(() => {
    if (here) focus(here.name);
  }, [here]);
  const enter = (name, entry) => {
    setEntries((all) => ({...all, [name]: entry}));
    setProblems(({[name]: _, ...rest}) => rest);
    const next = command.options.find((one) => one.required && one.name !== name && !entries[one.name]?.text);
    if (entry.value !== undefined && next) setHere({name: next.name});
  };
  const onText = (name, text) => {
    const named = /^[^:\s]+:/.test(text) ? optionTexts(command, text) : {};
    const [other] = Object.keys(named).filter((one) => one !== name);
    if (!other) return enter(name, {text: named[name] ?? text});
    setEntries((all) => ({...all, [name]: {text: ""}, ...mapped(named, (words) => ({text: words}))}));
    setAsked((names) => [...new Set([...names, other])]);
    setHere({name: other});
  };
  const drop = (option) => {
    if (option.required || asked.length === 1) return onLeave();
    setAsked((names) => names.filter((name) => name !== option.name));
    setHere({name: asked.filter((name) => name !== option.name).pop()});
  };
  const send = (event) => {
    event.preventDefault();
    const filled = shown.map(({name}, index) => [name, filledIn(shown[index], entries[name] ?? {}, channels)]);
    const wrong = filled.filter(([, {problem}]) => problem);
    setProblems(mapped(Object.fromEntries(wrong), ({problem}) => problem));
    if (wrong.length) return setHere({name: wrong[0][0]});
    onSend(Object.fromEntries(filled.filter(([, one]) => "value" in one).map(([name, {value}]) => [name, value])));
  };
  const onKeyDown = (event) => {
    const leaves = event.key === "Escape" || (event.key === "Backspace" && event.target.matches(".send"));
    if (!leaves || event.defaultPrevented) return;
    event.preventDefault();
    onLeave();
  };
  const typed = () => Object.fromEntries(shown.map((one) => [one.name, filledIn(one, entries[one.name] ?? {}, channels).value])
    .filter(([, value]) => value !== undefined));
  return html`<form class="composer command" ref=${form} onSubmit=${send} onKeyDown=${onKeyDown}
      aria-label=${`Command /${command.name}`}>
    <p class="about"><b>/${command.name}</b> ${command.description}</p>
    <div class="filled">
      <span class="command-name" aria-hidden="true">/${command.name}</span>
      ${shown.map((option) => html`<${OptionField} key=${option.name} option=${option} entry=${entries[option.name] ?? {text: ""}}
        channels=${channels} problem=${problems[option.name]} onEnter=${(entry) => enter(option.name, entry)}
        onText=${(text) => onText(option.name, text)} onDrop=${() => drop(option)}
        onComplete=${(text) => onComplete(command.name, {...typed(), [option.name]: text}, option.name)} />`)}
      <button type="submit" class="send">Send</button>
    </div>
    ${others.length > 0 && html`<p class="others">More options: ${others.map((option) => html`
      <button key=${option.name} type="button" title=${option.description} aria-label=${`Add option ${option.name}`}
        onClick=${() => add(option.name)}>+ ${option.name}</button>`)}</p>`}
  </form>`;
}

// Those it needs and those that were typed; the first, if there is none, for something to type in.
function firstShown({options}, texts) {
  const wanted = options.filter(({name, required}) => required || name in texts);
  return (wanted.length ? wanted : options.slice(0, 1)).map(({name}) => name);
}

function mapped(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
