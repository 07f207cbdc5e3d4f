// The messages of a channel: new ones are read out, and seen unless one has scrolled up to read.
import {useLayoutEffect, useRef, useState} from "preact/hooks";
import {html} from "./html.js";

const NEAR = 48; // pixels from the end within which one is taken to be at the end

// `newest` is anything that differs when there is something new at the end.
export function Log({label, newest, children}) {
  const ref = useRef();
  const following = useRef(true);
  const [missed, setMissed] = useState(false);
  const toEnd = () => {
    ref.current.scrollTop = ref.current.scrollHeight;
    setMissed(false);
  };
  const onScroll = () => {
    const {scrollHeight, scrollTop, clientHeight} = ref.current;
    following.current = scrollHeight - scrollTop - clientHeight < NEAR;
    if (following.current) setMissed(false);
  };
  useLayoutEffect(() => {
    if (following.current) toEnd();
    else setMissed(true);
  }, [newest]);
  useLayoutEffect(() => {
    const resized = new ResizeObserver(() => following.current && toEnd());
    resized.observe(ref.current);
    resized.observe(ref.current.firstElementChild);
    return () => resized.disconnect();
  }, []);
  return html`<div class="log-frame">
    <div class="log" role="log" aria-label=${label} tabindex="0" ref=${ref} onScroll=${onScroll}>
      <div class="log-inside">${children}</div>
    </div>
    ${missed && html`<button type="button" class="missed" onClick=${toEnd}>New messages ↓</button>`}
  </div>`;
}
