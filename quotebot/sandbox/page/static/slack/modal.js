// A modal of Slack: what it shows, what is filled in, and what Slack or the app find wrong with it.
import {useEffect, useRef, useState} from "preact/hooks";
import {act} from "../api.js";
import {Dialog} from "../dialog.js";
import {html} from "../html.js";
import {Blocks} from "./blocks.js";
import {Input} from "./inputs.js";

const NO_BUTTONS = "Buttons inside a form do nothing here yet.";

// `views` are all that are open, the topmost last; `shown` is one of them: {view, texts}.
export function Modal({shown, views, spot, channels, names, onViews}) {
  const {view, texts} = shown;
  const [entries, setEntries] = useState({});
  const [errors, setErrors] = useState({});
  const [problem, setProblem] = useState(null);
  const [pending, setPending] = useState(false);
  const opened = useRef(spot);
  const form = useRef();
  const body = {...opened.current, view: view.id};
  useEffect(() => {
    setEntries({});
    setErrors({});
  }, [view.hash]);
  useEffect(() => form.current.querySelector("[aria-invalid=true]")?.focus(), [errors]);
  const close = () => onViews(views.slice(0, -1));
  const submit = async (event) => {
    event.preventDefault();
    setPending(true);
    const told = await act("slack/submit", {...body, entries});
    setPending(false);
    setProblem(told.refused ?? null);
    setErrors(told.errors ?? {});
    if (told.closed) onViews([]);
    else if (told.views?.length) onViews(followed(views, told.views[0]));
  };
  const enter = (block, value) => {
    setEntries((all) => ({...all, [block]: value}));
    setErrors(({[block]: _, ...others}) => others);
  };
  const search = async (action_id, typed) => {
    const {options = [], refused} = await act("slack/suggest", {...body, action_id, typed});
    setProblem(refused ?? null);
    return options;
  };
  return html`<${Dialog} title=${view.title.text} over=".slack" onClose=${close}>
    <form ref=${form} class="modal" onSubmit=${submit} noValidate>
      <div class="modal-body">
        ${problem && html`<p class="problem" role="alert">${problem}</p>`}
        ${view.blocks.map((block) => (block.type === "input"
          ? html`<${Input} key=${block.block_id} block=${block} error=${errors[block.block_id]}
              entry=${entries[block.block_id]} here=${opened.current.channel} channels=${channels}
              onEnter=${(value) => enter(block.block_id, value)} onSearch=${search} />`
          : html`<${Blocks} key=${block.block_id} blocks=${[block]} texts=${texts} names=${names}
              onPress=${() => setProblem(NO_BUTTONS)} />`))}
      </div>
      <div class="modal-foot">
        <button type="button" onClick=${close}>${view.close?.text ?? "Cancel"}</button>
        ${view.submit && html`<button type="submit" class="main" disabled=${pending}>${view.submit.text}</button>`}
      </div>
    </form>
  </${Dialog}>`;
}

// One with the id of an open one takes its place, another is put on top.
function followed(views, next) {
  const again = views.some(({view}) => view.id === next.view.id);
  return again ? views.map((one) => (one.view.id === next.view.id ? next : one)) : [...views, next];
}
