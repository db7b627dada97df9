import { Alert, Button, Checkbox, Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { tokenHelp } from "../../../src/contract/help/token.ts";
import { createToken, tokensQuery, type TokenCreate, type TokenMade } from "../../api/tokens.ts";
import { CopyCode } from "../../parts/copy-code.tsx";
import { FieldLabel } from "../../parts/field-label.tsx";
import { applyProblem } from "../../parts/form-problem.ts";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { useAct } from "../../parts/use-act.ts";

type Props = { readonly opened: boolean; readonly onClose: () => void };

/** Every scope, with what it opens. */
const scopes: readonly { readonly scope: TokenCreate["scopes"][number]; readonly opens: string }[] =
  [
    { scope: "read", opens: "Everything of the account, calls and visits among it" },
    { scope: "write", opens: "Change campaigns, publishers, numbers, pools and tags" },
    { scope: "manage", opens: "Settings, people, API tokens and the audit log" },
  ];

export function NewTokenModal({ opened, onClose }: Props) {
  const act = useAct({ run: createToken, changes: [tokensQuery.queryKey] });
  const close = () => {
    act.reset();
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title="Create API token" size="lg">
      {act.data === undefined ? (
        <TokenForm act={act} />
      ) : (
        <MadeToken made={act.data} onClose={close} />
      )}
    </Modal>
  );
}

function TokenForm({ act }: { readonly act: ReturnType<typeof useAct<TokenCreate, TokenMade>> }) {
  const form = useForm<{ name: string; scopes: string[] }>({
    initialValues: { name: "", scopes: ["read"] },
    validate: {
      name: (name) => (name.trim() === "" ? "Say what it is for" : null),
      scopes: (chosen) => (chosen.length === 0 ? "Choose at least one" : null),
    },
  });
  const submit = form.onSubmit((values) => {
    // The group's values are those of the checkboxes in it.
    const body = values as TokenCreate;
    act.mutate(body, { onError: (error) => void applyProblem(form, error) });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {act.error !== null && <ProblemAlert error={act.error} />}
        <TextInput
          label={<FieldLabel label="Name" help={tokenHelp.name} />}
          placeholder="Nightly export"
          required
          data-autofocus
          {...form.getInputProps("name")}
        />
        <Checkbox.Group
          label={<FieldLabel label="May" help={tokenHelp.scopes} />}
          required
          {...form.getInputProps("scopes")}
        >
          <Stack gap="xs" mt="xs">
            {scopes.map(({ scope, opens }) => (
              <Checkbox key={scope} value={scope} label={scope} description={opens} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Button type="submit" loading={act.isPending}>
          Create
        </Button>
      </Stack>
    </form>
  );
}

function MadeToken({ made, onClose }: { readonly made: TokenMade; readonly onClose: () => void }) {
  return (
    <Stack>
      <Alert color="orange" title="Copy it now">
        The token is shown only here. Callpool keeps no copy that could be read.
      </Alert>
      <CopyCode label="Copy token" code={made.token} />
      <Button variant="default" onClick={onClose}>
        Done
      </Button>
    </Stack>
  );
}
