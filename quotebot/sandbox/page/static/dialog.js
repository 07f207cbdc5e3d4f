// A dialog in front of a chat: the browser keeps the focus in it, and we give it back afterwards.
import {useEffect, useId, useRef} from "preact/hooks";
import {html} from "./html.js";

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
  const space = Math.max(0, (width - dialog.offsetWidth) / 2);
  dialog.style.marginLeft = width ? `${left + space}px` : "auto";
}
