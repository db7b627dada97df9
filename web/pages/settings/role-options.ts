import type { Role } from "../../api/members.ts";

type RoleOption = { readonly value: Role; readonly label: string; readonly about: string };

/** Every role with what it may do, from the most to the least. */
export const roleOptions: readonly RoleOption[] = [
  { value: "owner", label: "Owner", about: "Everything, and alone in charge of owners" },
  { value: "admin", label: "Admin", about: "Everything but owners: people, tokens, settings" },
  { value: "member", label: "Member", about: "Campaigns, publishers, numbers, pools and tags" },
  { value: "viewer", label: "Viewer", about: "Sees everything, changes nothing" },
  { value: "publisher", label: "Publisher", about: "Only the numbers and calls of one publisher" },
];
