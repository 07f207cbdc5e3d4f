// The app's Home on Slack: a view that the bot published for one person.
import {html} from "../html.js";
import {Blocks} from "./blocks.js";

export const HOME = "home";

// `home` is {view, texts}, as of a modal.
export function Home({home, names, onPress}) {
  const {view, texts} = home;
  return html`<div class="home" role="region" aria-label="Home of the app" tabindex="0">
    <${Blocks} blocks=${view.blocks} texts=${texts} names=${names}
      onPress=${(action_id) => onPress({view: view.id, action_id})} />
  </div>`;
}
