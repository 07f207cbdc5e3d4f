// Doing something to the sandbox, and what it says when it cannot.
import {useState} from "preact/hooks";
import {act} from "../api.js";

export function useActing() {
  const [refused, setRefused] = useState(null);
  const doing = async (path, body) => {
    const told = await act(path, body);
    setRefused(told.refused ?? null);
  };
  return {refused, doing};
}
