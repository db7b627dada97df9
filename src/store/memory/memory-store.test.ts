import { storeContract } from "../contract/suite.ts";
import { createMemoryStore } from "./memory-store.ts";

storeContract("memory", (clock) => {
  const store = createMemoryStore({ clock });
  return { store, dispose: () => store.close() };
});
