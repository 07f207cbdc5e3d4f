// A text field with a list of suggestions, worked by keyboard as a combobox is.
import {useEffect, useId, useRef, useState} from "preact/hooks";
import {html} from "./html.js";

// `items` are {value, label, hint}, a new array only when they are others; with `eager` the first
// of them is chosen by Enter and Tab without an arrow key. `keys` says whether it used the key.
export function useSuggestions({items, onChoose, eager = true}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const [moved, setMoved] = useState({items: null, index: -1});
  const active = moved.items === items ? moved.index : eager ? 0 : -1;
  const shown = open && items.length > 0;
  const choose = (item) => {
    setOpen(false);
    onChoose(item);
  };
  const move = (step) => {
    const count = items.length;
    const from = active < 0 && step < 0 ? 0 : active;
    setMoved({items, index: (from + step + count) % count});
  };
  const keys = (event) => {
    if (event.isComposing || !items.length) return false;
    const used = shown ? whenShown(event) : whenHidden(event);
    if (used) event.preventDefault();
    return used;
  };
  const whenHidden = (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return false;
    setOpen(true);
    setMoved({items, index: event.key === "ArrowDown" ? 0 : items.length - 1});
    return true;
  };
  const whenShown = (event) => {
    const chooses = event.key === "Enter" || (event.key === "Tab" && !event.shiftKey);
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Escape") setOpen(false);
    else if (chooses && active >= 0) choose(items[active]);
    else return false;
    return true;
  };
  const field = {
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-expanded": String(shown),
    "aria-controls": id,
    "aria-activedescendant": shown && active >= 0 ? `${id}-${active}` : undefined,
    onBlur: () => setOpen(false),
  };
  return {field, keys, show: () => setOpen(true), list: {id, items, active, shown, choose}};
}

export function Suggestions({list, label}) {
  const {id, items, active, shown, choose} = list;
  const ref = useRef();
  useEffect(() => {
    if (!shown) return;
    ref.current.scrollIntoView({block: "nearest"}); // in a form it may reach below the edge
    if (active >= 0) ref.current.children[active]?.scrollIntoView({block: "nearest"});
  }, [shown, active, items]);
  return html`<ul class="suggestions" role="listbox" id=${id} aria-label=${label} hidden=${!shown} ref=${ref}
      onMouseDown=${keepFocus}>
    ${items.map((item, index) => html`<li key=${item.value} id="${id}-${index}" role="option"
        aria-selected=${String(index === active)} onClick=${() => choose(item)}>
      <span class="label">${item.label}</span>
      ${item.hint && html`<span class="hint">${item.hint}</span>`}
    </li>`)}
  </ul>`;
}

function keepFocus(event) {
  event.preventDefault();
}
