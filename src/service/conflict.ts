import type { ConflictCode } from "../store/catalogue.ts";

/** What to tell a person whose change would contradict what is stored. */
export const conflictDetail: Readonly<Record<ConflictCode, string>> = {
  number_in_pool: "The number is in a pool; take it out of its pool first.",
  number_is_publisher_number:
    "The number is a publisher number; delete the publisher number first.",
  publisher_number_has_tag:
    "The publisher number has a tag already; change or delete that tag, or choose another number.",
  number_held: "A visitor holds the number; wait until its hold ends, or force the change.",
};
