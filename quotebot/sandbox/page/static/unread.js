// Which channels hold something that the person has not seen.
import {useRef} from "preact/hooks";
import {html} from "./html.js";

// The ids of those channels; what stands in them when the person first looks counts as seen.
export function useUnread({channels, channel}, person, isVisible) {
  const seen = useRef(new Map());
  const keyOf = ({id}) => `${person} ${id}`;
  for (const one of channels) {
    const isHere = one.id === channel && isVisible;
    if (isHere || !seen.current.has(keyOf(one))) seen.current.set(keyOf(one), one.newest ?? "");
  }
  return new Set(channels.filter((one) => (one.newest ?? "") > seen.current.get(keyOf(one))).map(({id}) => id));
}

export function Unread() {
  return html`<span class="unread"><span class="unseen">, something new</span></span>`;
}
