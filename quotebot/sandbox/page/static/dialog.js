// A dialog in front of a chat: the browser keeps the focus in it, and we give it back afterwards.
import {useEffect, useId, useRef} from "preact/hooks";
import {html} from "./html.js";

const EDGE = 12; // pixels between it and the window's edge

// `over` is a selector of what it stands in front of.
export function Dialog({title, over, onClose, children}) {
  const ref = useRef();
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    const place = () => standOver(dialog, document.querySelector(over));
    dialog.showModal();
    dialog.querySelector("form :is(input, select, textarea)")?.focus();
    place();
    addEventListener("resize", place);
    return () => {
      removeEventListener("resize", place);
      dialog.close();
      if (before.isConnected) before.focus();
    };
  }, []);
  const cancel = (event) => {
    event.preventDefault();
    onClose();
  };
  return html`<dialog ref=${ref} aria-labelledby=${titleId} onCancel=${cancel}>
    <div class="dialog-head">
      <h2 id=${titleId}>${title}</h2>
      <button type="button" class="quiet" aria-label="Close" onClick=${onClose}>✕</button>
    </div>
    ${children}
  </dialog>`;
}

function standOver(dialog, element) {
  const {left, width} = element.getBoundingClientRect();
  const middle = left + Math.max(0, (width - dialog.offsetWidth) / 2);
  const furthest = innerWidth - dialog.offsetWidth - EDGE;
  dialog.style.marginLeft = width ? `${Math.max(EDGE, Math.min(middle, furthest))}px` : "auto";
}
