// What a person does on Slack, and what they are told about it: nothing of it is a message.
import {useState} from "preact/hooks";
import {act, look} from "../api.js";
import {useNotes} from "../notes.js";

export function useActs(state, person) {
  const notes = useNotes(`${person} ${state.channel}`);
  const [pending, setPending] = useState(null);
  const [busy, setBusy] = useState(null);
  const [views, setViews] = useState([]);
  const spot = {person, channel: state.channel};
  const note = async (text) => {
    const seen = await look({person, slack: state.channel}).catch(() => ({slack: state}));
    notes.add(text, newestOf(seen.slack));
  };
  const doing = async (what, path, body) => {
    setPending(what);
    const told = await act(path, {...spot, ...body});
    setPending(null);
    if (told.refused) await note(told.refused);
    if (told.views?.length) setViews(told.views);
  };
  return {
    spot,
    notes,
    pending, // what is under way, in words
    busy, // the ts of the message that has a button at work
    views, // the forms that are open, the topmost last
    setViews,
    send: (text, thread) => doing("Sending…", "slack/send", {text, thread}),
    press: async (what) => {
      setBusy(what.ts);
      await doing("Waiting for the bot…", "slack/press", what);
      setBusy(null);
    },
  };
}

export function newestOf({messages}) {
  return messages[messages.length - 1]?.ts;
}
