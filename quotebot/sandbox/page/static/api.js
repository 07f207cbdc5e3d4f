// What the page asks its server; every address is relative to the one with the secret in it.

export async function look({person, discord, slack}) {
  const query = new URLSearchParams(Object.entries({person, discord, slack}).filter(([, value]) => value));
  const response = await fetch(`state?${query}`);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

// Resolves to what came of it; {refused: "…"} holds what the platform tells the person instead.
export async function act(path, body) {
  const response = await fetch(path, {method: "POST", body: JSON.stringify(body)});
  if (!response.ok) throw new Error(await response.text());
  return response.json();
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
