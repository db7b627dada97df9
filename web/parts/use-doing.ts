import { useState } from "react";

/** Something that a button does: whether it is under way, and what the server refused last. */
export function useDoing() {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const run = async (act: () => Promise<unknown>) => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      await act();
    } catch (error) {
      setProblem(error);
    } finally {
      setIsBusy(false);
    }
  };
  return { isBusy, problem, run: (act: () => Promise<unknown>) => void run(act) };
}
