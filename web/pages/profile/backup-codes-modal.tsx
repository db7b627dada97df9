import { Button, Modal, Stack } from "@mantine/core";
import { newBackupCodes } from "../../api/security.ts";
import { useAct } from "../../parts/use-act.ts";
import { BackupCodes } from "./backup-codes.tsx";
import { PasswordForm } from "./password-form.tsx";

type Props = { readonly opened: boolean; readonly onClose: () => void };

export function BackupCodesModal({ opened, onClose }: Props) {
  const act = useAct({ run: newBackupCodes, changes: [] });
  return (
    <Modal opened={opened} onClose={onClose} title="New backup codes">
      {act.data === undefined ? (
        <PasswordForm
          about="The codes that you have now will work no more."
          act="Make new codes"
          isPending={act.isPending}
          error={act.error}
          onPassword={act.mutate}
        />
      ) : (
        <Stack>
          <BackupCodes codes={act.data.backupCodes} />
          <Button onClick={onClose}>I have kept them</Button>
        </Stack>
      )}
    </Modal>
  );
}
