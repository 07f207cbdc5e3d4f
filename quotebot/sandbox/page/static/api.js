// What the page asks its server; every address is relative to the one with the secret in it.

export async function look({person, discord, slack}) {
  const query = new URLSearchParams(Object.entries({person, discord, slack}).filter(([, value]) => value));
  return answered(await fetch(`state?${query}`));
}

// Names of time zones; the browser's own where the server has no list of its own.
export async function zones() {
  const response = await fetch("zones");
  return response.ok ? response.json() : Intl.supportedValuesOf("timeZone");
}

// Resolves to what came of it; {refused: "…"} holds what the platform tells the person instead.
export async function act(path, body) {
  try {
    return await answered(await fetch(path, {method: "POST", body: JSON.stringify(body)}));
  } catch (error) {
    return {refused: `The sandbox could not do this: ${error.message}`};
  }
}

// Calls `onChange` whenever there may be something new to see, and `onGone` while nobody answers.
export function watch(onChange, onGone) {
  const address = new URL("changes", location.href);
  address.protocol = "ws:";
  const socket = new WebSocket(address);
  socket.onopen = socket.onmessage = () => onChange();
  socket.onclose = () => {
    onGone();
    setTimeout(() => watch(onChange, onGone), 1000);
  };
}

async function answered(response) {
  if (response.ok) return response.json();
  throw new Error((await response.text()).trim().slice(0, 200));
}
