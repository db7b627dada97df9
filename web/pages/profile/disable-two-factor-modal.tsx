import { Modal } from "@mantine/core";
import { meQuery } from "../../api/me.ts";
import { disableTwoFactor } from "../../api/security.ts";
import { useAct } from "../../parts/use-act.ts";
import { PasswordForm } from "./password-form.tsx";

type Props = { readonly opened: boolean; readonly onClose: () => void };

export function DisableTwoFactorModal({ opened, onClose }: Props) {
  const act = useAct({
    run: disableTwoFactor,
    changes: [meQuery.queryKey],
    done: "The second factor is off.",
    onDone: onClose,
  });
  return (
    <Modal opened={opened} onClose={onClose} title="Turn the second factor off">
      <PasswordForm
        about="From then on your password alone signs in as you."
        act="Turn off"
        isDangerous
        isPending={act.isPending}
        error={act.error}
        onPassword={act.mutate}
      />
    </Modal>
  );
}
