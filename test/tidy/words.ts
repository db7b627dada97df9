// Words that do not belong in the tree.

import { codeOnly } from "./code-text.ts";
import { isCode, isTest, matches, type SourceFile, type Violation } from "./source-file.ts";

/** Work left undone belongs in an issue. `XXX` in a phone number's pattern is not meant. */
const unfinished = /\b(TODO|FIXME|HACK)\b|(?<![\w-])XXX(?![\w-])/g;

/** The tree speaks of Callpool, not of how its text came about. */
const origin = new RegExp(
  [
    String.raw`\b(AI|LLM|machine)[- ](generated|written|assisted)\b`,
    String.raw`\bas an AI\b`,
    String.raw`\blanguage model\b`,
    String.raw`\b(generated|written|made) (by|with) (an? )?(AI|LLM|GPT|ChatGPT|Claude|Copilot)\b`,
    String.raw`\bco-authored-by:`,
  ].join("|"),
  "gi",
);

const environment = /\b(process|import\s*\.\s*meta)\s*\.\s*env\b/g;
const environmentReaders = /^(src\/config|tools|bin|test)\//;

const focused = /\b(test|it|describe|suite|bench)(\s*\.\s*\w+)*\s*\.\s*only\b/g;

/** `new Promise((resolve) => setTimeout(resolve, …))`, and the same from node:timers/promises. */
const sleep =
  /\bsetTimeout\(\s*(resolve|done|ok|r|res)\s*,|\bawait\s+(setTimeout|sleep|delay|wait)\(\s*[\d_]/g;

export function checkWords(file: SourceFile): readonly Violation[] {
  const message = ([word]: RegExpExecArray) => `"${word}" does not belong here`;
  return [
    ...matches(file, file.text, unfinished, message),
    ...matches(file, file.text, origin, message),
  ];
}

export function checkEnvironment(file: SourceFile): readonly Violation[] {
  if (!isCode(file.path) || isTest(file.path) || environmentReaders.test(file.path)) return [];
  const message = () => "only src/config reads the environment";
  return matches(file, codeOnly(file.text), environment, message);
}

export function checkTests(file: SourceFile): readonly Violation[] {
  if (!isCode(file.path) || !isTest(file.path)) return [];
  const code = codeOnly(file.text);
  return [
    ...matches(file, code, focused, ([call]) => `"${call}" leaves the other tests out`),
    ...matches(file, code, sleep, () => "a test waits for an event, it does not sleep"),
  ];
}
