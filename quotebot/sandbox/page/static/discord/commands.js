// Discord's commands as one types them: a flat list, what fits what is typed, and its options.

export const OptionType = {
  SUB_COMMAND: 1, SUB_COMMAND_GROUP: 2, STRING: 3, INTEGER: 4, BOOLEAN: 5, CHANNEL: 7, NUMBER: 10,
};
const CHAT_INPUT = 1;

// [{name: "quotes search", description, options}], in the order in which they were registered.
export function flattened(commands) {
  return commands.filter((one) => (one.type ?? CHAT_INPUT) === CHAT_INPUT).flatMap((one) => runnable(one, []));
}

function runnable(command, path) {
  const name = [...path, command.name];
  const options = command.options ?? [];
  const nested = options.filter(({type}) => type === OptionType.SUB_COMMAND || type === OptionType.SUB_COMMAND_GROUP);
  if (nested.length) return nested.flatMap((one) => runnable(one, name));
  return [{name: name.join(" "), description: command.description, options}];
}

// Those whose name begins with what was typed, then those with a word that does.
export function matching(commands, typed) {
  const words = typed.toLowerCase().trimStart();
  const begin = commands.filter(({name}) => name.startsWith(words));
  const isWithin = ({name}) => name.split(/[ -]/).some((word) => word.startsWith(words));
  return [...begin, ...commands.filter((one) => !begin.includes(one) && isWithin(one))];
}

// The command that "/name …" names, with what follows for its options; null while it is not named.
export function recognised(commands, text) {
  const named = commands.filter(({name}) => text.startsWith(`/${name} `));
  if (!named.length) return null;
  const command = named.reduce((one, other) => (other.name.length > one.name.length ? other : one));
  return {command, texts: optionTexts(command, text.slice(command.name.length + 2))};
}

// {topic: "progress"} of "topic:progress", {topic: ""} of "topic:"; words before any name belong to
// the first option.
export function optionTexts(command, words) {
  const [first] = command.options;
  if (!first) return {};
  const names = command.options.map(({name}) => name);
  const found = {};
  let name = first.name;
  for (const word of words.split(" ")) {
    const [, named, rest] = /^([^:\s]+):(.*)$/.exec(word) ?? [];
    const isName = names.includes(named);
    if (isName) name = named;
    if (isName || word) found[name] = [found[name], isName ? rest : word].filter(Boolean).join(" ");
  }
  return found;
}

// What can be chosen for an option, as {label, value}; null where one types, or the bot is asked.
export function choicesOf(option, channels) {
  if (option.type === OptionType.BOOLEAN) return [{label: "True", value: true}, {label: "False", value: false}];
  if (option.type === OptionType.CHANNEL) {
    return channels.filter(({direct}) => !direct).map(({id, name}) => ({label: `#${name}`, value: id}));
  }
  return option.choices?.map(({name, value}) => ({label: name, value})) ?? null;
}

// {value} as it is sent, or {problem}; {} for an option that was left empty.
export function filledIn(option, {text = "", value}, channels) {
  if (value !== undefined) return {value};
  const typed = text.trim();
  if (!typed) return option.required ? {problem: "This option is required"} : {};
  const choices = choicesOf(option, channels);
  if (choices) return chosenByText(choices, typed);
  if (option.type === OptionType.INTEGER || option.type === OptionType.NUMBER) return number(option, typed);
  return option.type === OptionType.STRING ? {value: typed} : {problem: "Not drawn yet: leave it empty"};
}

function chosenByText(choices, typed) {
  const words = typed.toLowerCase();
  const found = choices.find(({label}) => [label, label.replace(/^#/, "")].some((one) => one.toLowerCase() === words));
  return found ? {value: found.value} : {problem: "Choose one of the list"};
}

function number({type, min_value: least = -Infinity, max_value: most = Infinity}, typed) {
  const value = Number(typed);
  if (Number.isNaN(value) || (type === OptionType.INTEGER && !Number.isInteger(value))) {
    return {problem: type === OptionType.INTEGER ? "A whole number, please" : "A number, please"};
  }
  if (value < least) return {problem: `Not less than ${least}`};
  return value > most ? {problem: `Not more than ${most}`} : {value};
}
