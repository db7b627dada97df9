/** The snippet never throws into the page (R18): what fails inside of it, fails silently. */
export const quiet =
  <Args extends readonly unknown[]>(act: (...args: Args) => void) =>
  (...args: Args): void => {
    try {
      act(...args);
    } catch {
      // The page keeps what it has (R21).
    }
  };
