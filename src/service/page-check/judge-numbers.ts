import type { PageFinding } from "../../contract/admin/page-check.ts";
import { nationalFormat, type E164 } from "../../core/phone/e164.ts";
import { bad, good, warning } from "./finding.ts";
import type { FoundNumber, PageFacts, Where } from "./page-facts.ts";

const places: Readonly<Record<Where, string>> = {
  text: "in its text",
  link: "in a link",
  attribute: "in a title or label",
  image: "in the name or description of a picture",
  script: "in a script",
  ignored: "in a part that is left alone (data-callpool-ignore, editable)",
  form: "in a form's field",
  other: "where visitors do not see it, such as a comment or the page's description",
};

/** Whether each tag's number to replace is where the snippet replaces it (R23, R24). */
export function judgeNumbers(
  sought: readonly { readonly tagId: string; readonly number: E164 }[],
  facts: PageFacts,
  isDrawnByScript: boolean,
): readonly PageFinding[] {
  return sought.map(({ tagId, number }) => {
    const found = facts.numbers.filter((one) => one.tagId === tagId);
    const shown = nationalFormat(number);
    return found.length === 0
      ? missing(shown, facts.otherNumbers, isDrawnByScript)
      : present(shown, found);
  });
}

function missing(shown: string, others: readonly E164[], isDrawnByScript: boolean): PageFinding {
  if (isDrawnByScript) {
    return warning("number_missing", {
      title: `${shown} is not in the page's HTML`,
      detail: "Scripts draw this page, and may write the number.",
      remedy: "Open the page in your browser with the debug link.",
    });
  }
  const instead =
    others.length === 0
      ? "No pattern of it was found, and no other phone number."
      : `No pattern of it was found. The page has ${others.map(nationalFormat).join(", ")}.`;
  return bad("number_missing", {
    title: `${shown} is not on the page`,
    detail: instead,
    remedy:
      "Set the tag's number to replace to the number that stands on the page, or write it there.",
  });
}

function present(shown: string, found: readonly FoundNumber[]): PageFinding {
  const replaced = found.filter(({ isReplaced }) => isReplaced);
  const visible = replaced.filter(({ where }) => where !== "image");
  if (visible.length > 0) {
    const count = replaced.length === 1 ? "one place" : `${replaced.length} places`;
    return good("number_found", `${shown} is on the page`, `The code replaces it in ${count}.`);
  }
  const isInPicture = found.some(({ where }) => where === "image");
  const where = [...new Set(found.map((one) => places[one.where]))].join("; ");
  if (isInPicture) {
    return bad("number_in_image", {
      title: `${shown} seems to be in a picture`,
      detail: `It stands only ${where}. What a picture shows cannot be replaced.`,
      remedy: "Write the number as text on the page.",
    });
  }
  return bad("number_left_alone", {
    title: `${shown} is on the page, but is not replaced`,
    detail: `It stands only ${where}.`,
    remedy: "Write the number as text on the page, outside of what is left alone.",
  });
}
