// What a platform tells one person alone about what they just did; nothing of it is a message.
import {useState} from "preact/hooks";
import {html} from "./html.js";

let count = 0;

// A note stands behind the message `after`, where it came; `place` is a person's channel.
export function useNotes(place) {
  const [notes, setNotes] = useState([]);
  const [dismissed, setDismissed] = useState(new Set());
  return {
    here: notes.filter((note) => note.place === place),
    add: (text, after) => setNotes((all) => [...all, {id: ++count, place, after: after ?? null, text}]),
    remove: (id) => setNotes((all) => all.filter((note) => note.id !== id)),
    dismissed,
    dismiss: (id) => setDismissed((all) => new Set(all).add(id)),
  };
}

// [id, message, notes behind it], oldest first: null for what was dismissed, and before the first.
export function withNotes(messages, idOf, notes) {
  const known = new Set(messages.map(idOf));
  const behind = (id) => notes.here.filter((note) => (known.has(note.after) ? note.after : null) === id);
  const shown = (message) => (notes.dismissed.has(idOf(message)) ? null : message);
  return [
    [null, null, behind(null)],
    ...messages.map((message) => [idOf(message), shown(message), behind(idOf(message))]),
  ];
}

export function Note({note, notes}) {
  return html`<li class="note">
    <p>${note.text}</p>
    <p class="small">Only you can see this ·
      <button type="button" class="link" onClick=${() => notes.remove(note.id)}>Dismiss</button></p>
  </li>`;
}
