import { limits } from "../../core/limits.ts";

/** What the fields of a number are, for the reference and the app. */
export const numberHelp = {
  country: "Country of the number, as two letters (ISO 3166-1).",
  type: "Local numbers have an area code that callers know; toll-free calls cost them nothing.",
  carrier: "Whose network the number is on.",
  carrierId: "The carrier's own id of the number.",
};

/** What one import takes. */
export const importLimits = { rowsMax: limits.csvRowsMax, bytesMax: limits.csvBodyBytesMax };
