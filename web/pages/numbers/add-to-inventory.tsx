import { Modal, Tabs } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { ImportNumbers } from "./import-numbers.tsx";

type AddToInventoryProps = {
  readonly way: string;
  readonly onWay: (way: string) => void;
  readonly onClose: () => void;
};

const ways = [
  { way: "paste", title: "Paste" },
  { way: "csv", title: "CSV file" },
] as const;

const narrow = "(max-width: 48em)";

export function AddToInventory({ way, onWay, onClose }: AddToInventoryProps) {
  const isNarrow = useMediaQuery(narrow) ?? false;
  const shown = way === "csv" ? "csv" : "paste";
  return (
    <Modal
      opened
      onClose={onClose}
      title="Import numbers"
      size="xl"
      fullScreen={isNarrow}
      centered={false}
    >
      <Tabs
        value={shown}
        onChange={(next) => onWay(next ?? "paste")}
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
        {ways.map((one) => (
          <Tabs.Panel key={one.way} value={one.way} pt="md">
            <ImportNumbers way={one.way} onClose={onClose} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Modal>
  );
}
