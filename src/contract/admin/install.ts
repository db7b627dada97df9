import { z } from "zod";

const installPiece = z
  .object({
    file: z
      .string()
      .optional()
      .describe("Save it under this name. Without one, paste it where `text` says."),
    language: z
      .enum(["html", "php", "tpl", "tsx", "typescript", "vue"])
      .describe("What it is written in."),
    code: z.string().describe("Ready to copy, with the server's host and the campaign's id in it."),
  })
  .meta({ id: "InstallPiece" });

export type InstallPiece = z.infer<typeof installPiece>;

const installWay = z
  .object({
    kind: z
      .enum(["head_tag", "versioned_file", "google_tag_manager", "wordpress", "react", "vue"])
      .describe("Stays the same, whatever the words are."),
    title: z.string().describe("Name of the way, for people."),
    text: z.string().describe("When to take it, and what to do, in plain text."),
    pieces: z.array(installPiece).describe("What to copy, in the order of use."),
  })
  .meta({ id: "InstallWay" });

export type InstallWay = z.infer<typeof installWay>;

export const installSchema = z
  .object({
    campaignId: z.string().describe("Id of the campaign."),
    ways: z.array(installWay).describe("The first fits most pages. One of them is enough."),
    contentSecurityPolicy: z
      .array(z.string())
      .describe(
        "What a page that has a content security policy adds to it, directive by directive.",
      ),
  })
  .meta({ id: "Install" });

export type Install = z.infer<typeof installSchema>;
