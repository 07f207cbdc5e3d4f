// What a platform tells one person alone about what they just did; nothing of it is a message.
import {useState} from "preact/hooks";
import {html} from "./html.js";

let count = 0;

// A note stands behind the message whose id is `after`, where it came; `place` is a person's channel.
export function useNotes(place) {
  const [notes, setNotes] = useState([]);
  const [dismissed, setDismissed] = useState(new Set());
  return {
    here: notes.filter((note) => note.place === place),
    add: (text, after = "") => setNotes((all) => [...all, {id: ++count, place, after, text}]),
    remove: (id) => setNotes((all) => all.filter((note) => note.id !== id)),
    dismissed,
    dismiss: (id) => setDismissed((all) => new Set(all).add(id)),
  };
}

// [id, message, notes behind it], oldest first; null for what was dismissed, and before the first.
// On both platforms a later message has a greater id.
export function withNotes(messages, idOf, notes) {
  const ids = ["", ...messages.map(idOf)];
  const isBehind = (index) => ({after}) => ids[index] <= after && (index + 1 === ids.length || after < ids[index + 1]);
  return ids.map((id, index) => [
    id,
    index && !notes.dismissed.has(id) ? messages[index - 1] : null,
    notes.here.filter(isBehind(index)),
  ]);
}

// `only` is how the platform says that nobody else sees it.
export function Note({note, notes, only}) {
  const dismiss = (event) => {
    event.currentTarget.closest(".log").focus();
    notes.remove(note.id);
  };
  return html`<li class="note">
    <p>${note.text}</p>
    <p class="small">${only} ·${" "}
      <button type="button" class="link" onClick=${dismiss}>Dismiss</button></p>
  </li>`;
}
