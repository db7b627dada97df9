import type { FindingCode, PageFinding } from "../../contract/admin/page-check.ts";

type Words = { readonly title: string; readonly detail: string; readonly remedy?: string };

export function good(code: FindingCode, title: string, detail: string): PageFinding {
  return { code, level: "ok", title, detail };
}

export function warning(code: FindingCode, words: Words): PageFinding {
  return { code, level: "warning", ...words };
}

export function bad(code: FindingCode, words: Words): PageFinding {
  return { code, level: "error", ...words };
}

const order = ["error", "warning", "ok"] as const;

export function worstFirst(findings: readonly PageFinding[]): PageFinding[] {
  return order.flatMap((level) => findings.filter((finding) => finding.level === level));
}
