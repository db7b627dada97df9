import { Button, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import IconPlus from "@tabler/icons-react/icons/IconPlus";
import { Capable } from "../../parts/capable.tsx";
import { Page } from "../../parts/page.tsx";
import { InvitationsSection } from "./invitations-section.tsx";
import { InviteModal } from "./invite-modal.tsx";
import { MembersSection } from "./members-section.tsx";

export { Members as Page };

function Members() {
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <Page
      title="People"
      about="Who can sign in to this account, and what they may do."
      actions={
        <Capable to="manage">
          <Button leftSection={<IconPlus size={16} />} onClick={open}>
            Invite
          </Button>
        </Capable>
      }
    >
      <Stack gap="lg">
        <MembersSection />
        <InvitationsSection />
      </Stack>
      <InviteModal opened={isOpen} onClose={close} />
    </Page>
  );
}
