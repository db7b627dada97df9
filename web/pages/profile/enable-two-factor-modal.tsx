import { Button, Center, Modal, Stack, Stepper, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { QRCodeSVG } from "qrcode.react";
import { useState } from "react";
import { meQuery } from "../../api/me.ts";
import { confirmTwoFactor, startTwoFactor } from "../../api/security.ts";
import { CopyText } from "../../parts/copy-text.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { useAct } from "../../parts/use-act.ts";
import { BackupCodes } from "./backup-codes.tsx";
import { PasswordForm } from "./password-form.tsx";

type Props = { readonly opened: boolean; readonly onClose: () => void };

/** Password, then the app's first code, then the backup codes: it is on from the second step. */
export function EnableTwoFactorModal({ opened, onClose }: Props) {
  const [step, setStep] = useState(0);
  const begin = useAct({ run: startTwoFactor, changes: [], onDone: () => setStep(1) });
  const confirm = useAct({
    run: confirmTwoFactor,
    changes: [],
    done: "The second factor is on.",
    onDone: () => setStep(2),
  });
  const leave = useAct({
    run: async () => onClose(),
    // Only now: the section behind would take this dialog away with the codes in it.
    changes: [meQuery.queryKey],
  });
  const { totpURI = "", backupCodes = [] } = begin.data ?? {};
  const close = () => (step === 2 ? leave.mutate(undefined) : onClose());
  return (
    <Modal opened={opened} onClose={close} title="Turn the second factor on" size="lg">
      <Stepper active={step} size="xs" mb="md">
        <Stepper.Step label="Password" />
        <Stepper.Step label="App" />
        <Stepper.Step label="Backup codes" />
      </Stepper>
      {step === 0 && (
        <PasswordForm
          about="You need an authenticator app on your phone, of any kind that knows TOTP."
          act="Go on"
          isPending={begin.isPending}
          error={begin.error}
          onPassword={begin.mutate}
        />
      )}
      {step === 1 && (
        <AppStep
          totpUri={totpURI}
          isPending={confirm.isPending}
          error={confirm.error}
          onCode={confirm.mutate}
        />
      )}
      {step === 2 && (
        <Stack>
          <BackupCodes codes={backupCodes} />
          <Button onClick={close}>I have kept them</Button>
        </Stack>
      )}
    </Modal>
  );
}

type AppStepProps = {
  readonly totpUri: string;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onCode: (code: string) => void;
};

function AppStep({ totpUri, isPending, error, onCode }: AppStepProps) {
  const secret = new URL(totpUri).searchParams.get("secret") ?? "";
  const form = useForm({
    initialValues: { code: "" },
    validate: { code: (code) => (/^\d{6}$/.test(code.trim()) ? null : "Six digits") },
  });
  return (
    <form onSubmit={form.onSubmit(({ code }) => onCode(code.trim()))} noValidate>
      <Stack>
        <Text size="sm">Scan this with the app, or type the secret into it.</Text>
        <Center bg="white" p="md">
          <QRCodeSVG value={totpUri} size={176} title="QR code for the authenticator app" />
        </Center>
        <CopyText text={secret} what="the secret" />
        {error !== null && <ProblemAlert error={error} />}
        <TextInput
          label="Code that the app shows now"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          {...form.getInputProps("code")}
        />
        <Button type="submit" loading={isPending}>
          Turn on
        </Button>
      </Stack>
    </form>
  );
}
