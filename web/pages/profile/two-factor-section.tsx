import { Badge, Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { Section } from "../../parts/section.tsx";
import { BackupCodesModal } from "./backup-codes-modal.tsx";
import { DisableTwoFactorModal } from "./disable-two-factor-modal.tsx";
import { EnableTwoFactorModal } from "./enable-two-factor-modal.tsx";

type TwoFactorSectionProps = { readonly isOn: boolean; readonly hasPassword: boolean };

export function TwoFactorSection({ isOn, hasPassword }: TwoFactorSectionProps) {
  const [open, { close, open: show }] = useDisclosure();
  const [what, setWhat] = useState<"enable" | "disable" | "codes">("enable");
  const start = (next: typeof what) => {
    setWhat(next);
    show();
  };
  return (
    <Section
      title="Second factor"
      mark={isOn ? <Badge color="green">On</Badge> : <Badge color="gray">Off</Badge>}
      about={
        "Asks for a code of an authenticator app (TOTP) beside your password, so that a stolen " +
        "password alone opens nothing."
      }
    >
      <Group>
        {isOn ? (
          <>
            <Button variant="default" onClick={() => start("codes")}>
              New backup codes
            </Button>
            <Button variant="light" color="red" onClick={() => start("disable")}>
              Turn off
            </Button>
          </>
        ) : (
          <Button onClick={() => start("enable")} disabled={!hasPassword}>
            {hasPassword ? "Turn on" : "Set a password first"}
          </Button>
        )}
      </Group>
      {what === "enable" && <EnableTwoFactorModal opened={open} onClose={close} />}
      {what === "disable" && <DisableTwoFactorModal opened={open} onClose={close} />}
      {what === "codes" && <BackupCodesModal opened={open} onClose={close} />}
    </Section>
  );
}
