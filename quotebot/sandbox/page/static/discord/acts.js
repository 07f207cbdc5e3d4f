// What a person does on Discord, and what they are told about it: nothing of it is a message.
import {useState} from "preact/hooks";
import {act, look} from "../api.js";
import {useNotes} from "../notes.js";

const UNREAD = "Quotebot reads no messages on Discord, only commands: type / to see them.";

let toldOfUnread = false;

export function useActs(state, person) {
  const notes = useNotes(`${person} ${state.channel}`);
  const [pending, setPending] = useState(null);
  const [busy, setBusy] = useState(null);
  const [form, setForm] = useState(null);
  const spot = {person, channel: state.channel};
  const note = async (text) => {
    const seen = await look({person, discord: state.channel}).catch(() => ({discord: state}));
    notes.add(text, newestOf(seen.discord));
  };
  const doing = async (what, path, body) => {
    setPending(what);
    const told = await act(path, {...spot, ...body});
    setPending(null);
    if (told.refused) await note(told.refused);
    if (told.modal) setForm(told.modal);
  };
  return {
    notes,
    pending, // what is under way, in words
    busy, // the id of the message that has a button at work
    form,
    closeForm: () => setForm(null),
    command: (name, options) => doing(`Sending /${name}…`, "discord/command", {name, options}),
    complete: (name, options, focused) => act("discord/autocomplete", {...spot, name, options, focused}),
    press: async (message, custom_id, values) => {
      setBusy(message);
      await doing("Waiting for the bot…", "discord/press", {message, custom_id, values});
      setBusy(null);
    },
    say: async (text) => {
      await act("discord/say", {...spot, text});
      if (toldOfUnread) return;
      toldOfUnread = true;
      await note(UNREAD);
    },
  };
}

export function newestOf({messages}) {
  return messages[messages.length - 1]?.id;
}
