import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";

const AFTER_MS = 250;

/**
 * The text of a search field whose answer comes from the server: it is asked once the typing
 * pauses.
 * @param settled what is being searched for now
 */
export function useTypedText(settled: string, onSettled: (text: string) => void) {
  const [typed, setTyped] = useState(settled);
  const [before, setBefore] = useState(settled);
  const settle = useDebouncedCallback(onSettled, AFTER_MS);
  // Changed from elsewhere: the address was edited, or the filters were cleared.
  if (settled !== before) {
    setBefore(settled);
    setTyped(settled);
  }
  const onType = (text: string) => {
    setTyped(text);
    settle(text);
  };
  return [typed, onType] as const;
}
