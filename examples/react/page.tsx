import { useState, type ReactElement } from "react";
import { CallpoolNumber } from "./callpool-number.tsx";

/** The number in the text is no component: the snippet swaps it where it stands. */
export function Page(): ReactElement {
  const [isOpen, setOpen] = useState(true);
  return (
    <main>
      <h1>Harbor Plumbing</h1>
      <p id="text">A plumber within the hour: call 888-555-0100, day and night.</p>
      <button type="button" onClick={() => setOpen(!isOpen)}>
        {isOpen ? "Hide" : "Show"} the number
      </button>
      <p id="call">{isOpen && <CallpoolNumber fallback="(888) 555-0100" />}</p>
    </main>
  );
}
