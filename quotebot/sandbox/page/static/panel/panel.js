// The panel for the curious: what went over the wire, and what one can do to the sandbox itself.
import {useEffect, useRef} from "preact/hooks";
import {html} from "../html.js";
import {Clock} from "./clock.js";
import {Faults} from "./faults.js";
import {Library} from "./library.js";
import {Payloads} from "./payloads.js";

const TABS = {payloads: "Payloads", clock: "Clock", faults: "Faults", library: "Library"};

export function Panel({state, person, tab, message, onTab, onAll, onClose}) {
  const list = useRef();
  const focus = (name) => list.current.querySelector(`#tab-${name}`).focus();
  useEffect(() => focus(tab), [message, tab]);
  const onTabKey = (event) => {
    const names = Object.keys(TABS);
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    const ends = {Home: names[0], End: names[names.length - 1]};
    const next = step ? names[(names.indexOf(tab) + step + names.length) % names.length] : ends[event.key];
    if (!next) return;
    event.preventDefault();
    onTab(next);
  };
  const onKeyDown = (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) onClose();
  };
  return html`<aside class="panel" aria-label="Behind the scenes" onKeyDown=${onKeyDown}>
    <div class="panel-head">
      <h2 class="unseen">Behind the scenes</h2>
      <div role="tablist" aria-label="Behind the scenes" ref=${list} onKeyDown=${onTabKey}>
        ${Object.entries(TABS).map(([name, text]) => html`<button key=${name} type="button" role="tab"
          id=${`tab-${name}`} aria-controls="panel-inside"
          aria-selected=${String(name === tab)} tabindex=${name === tab ? 0 : -1}
          onClick=${() => onTab(name)}>${text}</button>`)}
      </div>
      <button type="button" class="quiet" aria-label="Close the panel" onClick=${onClose}>✕</button>
    </div>
    <div class="panel-inside" id="panel-inside" role="tabpanel" aria-labelledby=${`tab-${tab}`} tabindex="0">
      ${tab === "payloads" && html`<${Payloads} wire=${state.wire} message=${message} onAll=${onAll} />`}
      ${tab === "clock" && html`<${Clock} clock=${state.clock} zone=${zoneOf(state, person)} />`}
      ${tab === "faults" && html`<${Faults} state=${state} />`}
      ${tab === "library" && html`<${Library} library=${state.library} />`}
    </div>
  </aside>`;
}

function zoneOf(state, person) {
  return state.slack.people.find(({name}) => name === person)?.zone ?? "UTC";
}
