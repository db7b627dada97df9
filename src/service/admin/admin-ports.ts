import type { NewId } from "../../core/ids.ts";
import type { Catalogue } from "../../store/catalogue.ts";
import type { Clock } from "../../store/store.ts";

/** What every use case of the admin API works with. */
export type AdminPorts = {
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly newId: NewId;
};
