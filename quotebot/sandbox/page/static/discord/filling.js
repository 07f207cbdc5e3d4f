// Filling in a command's options: which are shown, what stands in them, and what is wrong with it.
import {useState} from "preact/hooks";
import {filledIn, optionTexts} from "./commands.js";

// `texts` are what was typed for options before; `focus` is called with the option to go to.
export function useFilling({command, texts, channels, focus, onLeave, onSend}) {
  const [entries, setEntries] = useState(() => mapped(texts, (text) => ({text})));
  const [asked, setAsked] = useState(() => firstShown(command, texts));
  const [problems, setProblems] = useState({});
  const shown = command.options.filter(({name}) => asked.includes(name));
  const filled = () => shown.map((one) => [one.name, filledIn(one, entries[one.name] ?? {}, channels)]);
  const enter = (name, entry) => {
    setEntries((all) => ({...all, [name]: entry}));
    setProblems(({[name]: _, ...rest}) => rest);
    const next = shown.find((one) => one.required && one.name !== name && !entries[one.name]?.text);
    if (entry.value !== undefined && next) focus(next.name);
  };
  const type = (name, text) => {
    const named = /^[^:\s]+:/.test(text) ? optionTexts(command, text) : {};
    const other = Object.keys(named).find((one) => one !== name);
    if (!other) return enter(name, {text: named[name] ?? text});
    setEntries((all) => ({...all, [name]: {text: ""}, ...mapped(named, (words) => ({text: words}))}));
    setAsked((names) => [...new Set([...names, ...Object.keys(named)])]);
    focus(other);
  };
  const drop = ({name, required}) => {
    if (required || asked.length === 1) return onLeave();
    const rest = asked.filter((one) => one !== name);
    setAsked(rest);
    focus(rest[rest.length - 1]);
  };
  const send = () => {
    const wrong = filled().filter(([, {problem}]) => problem);
    setProblems(mapped(Object.fromEntries(wrong), ({problem}) => problem));
    if (wrong.length) return focus(wrong[0][0]);
    onSend(values(filled()));
  };
  return {
    shown,
    others: command.options.filter(({name}) => !asked.includes(name)),
    entryOf: ({name}) => entries[name] ?? {text: ""},
    problemOf: ({name}) => problems[name],
    valuesWith: (name, text) => ({...values(filled()), [name]: text}),
    add: (name) => {
      setAsked((names) => [...names, name]);
      focus(name);
    },
    enter,
    type,
    drop,
    send,
  };
}

// Those it needs and those that were typed; the first, if there is none, for something to type in.
function firstShown({options}, texts) {
  const wanted = options.filter(({name, required}) => required || name in texts);
  return (wanted.length ? wanted : options.slice(0, 1)).map(({name}) => name);
}

function values(filled) {
  const given = filled.filter(([, {value}]) => value !== undefined);
  return Object.fromEntries(given.map(([name, {value}]) => [name, value]));
}

function mapped(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
