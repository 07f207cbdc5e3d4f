// The state of the sandbox as one person sees it, looked at again whenever it may have changed.
import {useEffect, useRef, useState} from "preact/hooks";
import {look, watch} from "./api.js";

// `chosen` is {person, discord, slack}: who is looking, and at which channels. The state names the
// person who sees it, who is the one chosen as soon as the server has answered.
export function useSandbox(chosen) {
  const [state, setState] = useState(null);
  const [gone, setGone] = useState(false);
  const wanted = useRef(chosen);
  const asked = useRef(0);
  wanted.current = chosen;
  const refresh = async () => {
    const turn = ++asked.current;
    const {person} = wanted.current;
    try {
      const seen = await look(wanted.current);
      if (turn !== asked.current) return;
      setState({...seen, person});
      setGone(false);
    } catch {
      setGone(true);
    }
  };
  useEffect(() => watch(refresh, () => setGone(true)), []);
  useEffect(() => {
    refresh();
  }, [chosen]);
  return {state, gone};
}
