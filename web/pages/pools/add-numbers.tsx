import { Modal, Tabs } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { Pool } from "../../api/pools.ts";
import { ImportNumbers } from "../numbers/import-numbers.tsx";
import { AddOwnedNumbers } from "./add-owned-numbers.tsx";

type AddNumbersProps = {
  readonly pool: Pool;
  /** One of the ways below; anything else is the first. */
  readonly way: string;
  readonly onWay: (way: string) => void;
  readonly onClose: () => void;
};

const ways = [
  { way: "owned", title: "Numbers you own" },
  { way: "paste", title: "Paste" },
  { way: "csv", title: "CSV file" },
] as const;

const narrow = "(max-width: 48em)";

/** A pool grows by numbers that the account owns, or brings. */
export function AddNumbers({ pool, way, onWay, onClose }: AddNumbersProps) {
  const isNarrow = useMediaQuery(narrow) ?? false;
  const shown = ways.some((one) => one.way === way) ? way : ways[0].way;
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Add numbers to ${pool.name}`}
      size="xl"
      fullScreen={isNarrow}
      centered={false}
    >
      <Tabs
        value={shown}
        onChange={(next) => onWay(next ?? ways[0].way)}
        keepMounted={false}
        variant="pills"
      >
        <Tabs.List aria-label="Where they come from">
          {ways.map((one) => (
            <Tabs.Tab key={one.way} value={one.way}>
              {one.title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="owned" pt="md">
          <AddOwnedNumbers pool={pool} onWay={onWay} onClose={onClose} />
        </Tabs.Panel>
        <Tabs.Panel value="paste" pt="md">
          <ImportNumbers way="paste" pool={pool} onClose={onClose} />
        </Tabs.Panel>
        <Tabs.Panel value="csv" pt="md">
          <ImportNumbers way="csv" pool={pool} onClose={onClose} />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}
