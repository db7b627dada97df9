import IconChecklist from "@tabler/icons-react/icons/IconChecklist";
import IconHash from "@tabler/icons-react/icons/IconHash";
import IconHistory from "@tabler/icons-react/icons/IconHistory";
import IconKey from "@tabler/icons-react/icons/IconKey";
import IconLayoutDashboard from "@tabler/icons-react/icons/IconLayoutDashboard";
import IconPhoneCall from "@tabler/icons-react/icons/IconPhoneCall";
import IconPhoneIncoming from "@tabler/icons-react/icons/IconPhoneIncoming";
import IconPool from "@tabler/icons-react/icons/IconPool";
import IconSettings from "@tabler/icons-react/icons/IconSettings";
import IconSpeakerphone from "@tabler/icons-react/icons/IconSpeakerphone";
import IconUsers from "@tabler/icons-react/icons/IconUsers";
import IconUserShare from "@tabler/icons-react/icons/IconUserShare";
import type { ComponentType } from "react";
import type { Capability } from "../api/me.ts";
import { paths } from "../paths.ts";

type SectionEntry = {
  readonly title: string;
  readonly path: string;
  readonly icon: ComponentType<{ readonly size?: number; readonly stroke?: number }>;
  /** Who has any of these sees the entry; the page itself says what else it needs. */
  readonly for: readonly Capability[];
};

type Section = {
  readonly title?: string;
  readonly entries: readonly SectionEntry[];
};

/** What stands at the side of every page, in the order of a first visit. */
export const sections: readonly Section[] = [
  {
    entries: [
      { title: "Dashboard", path: paths.dashboard(), icon: IconLayoutDashboard, for: ["read"] },
      { title: "Calls", path: paths.calls(), icon: IconPhoneIncoming, for: ["read", "own"] },
      { title: "Your numbers", path: paths.ownNumbers(), icon: IconHash, for: ["own"] },
    ],
  },
  {
    title: "Numbers",
    entries: [
      { title: "Manage Pools", path: paths.pools(), icon: IconPool, for: ["read"] },
      { title: "All Numbers", path: paths.numbers(), icon: IconHash, for: ["read"] },
    ],
  },
  {
    title: "Campaigns",
    entries: [
      { title: "Campaigns", path: paths.campaigns(), icon: IconSpeakerphone, for: ["read"] },
      { title: "Publishers", path: paths.publishers(), icon: IconUserShare, for: ["read"] },
      { title: "Check your page", path: paths.checkPage(), icon: IconChecklist, for: ["read"] },
      { title: "Test call", path: paths.testCall(), icon: IconPhoneCall, for: ["read"] },
    ],
  },
  {
    title: "Settings",
    entries: [
      { title: "Account", path: paths.account(), icon: IconSettings, for: ["read"] },
      { title: "People", path: paths.members(), icon: IconUsers, for: ["manage"] },
      { title: "API tokens", path: paths.tokens(), icon: IconKey, for: ["manage"] },
      { title: "Audit log", path: paths.auditLog(), icon: IconHistory, for: ["manage"] },
    ],
  },
];
