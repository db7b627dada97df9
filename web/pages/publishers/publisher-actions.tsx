import IconPencil from "@tabler/icons-react/icons/IconPencil";
import IconPlayerPause from "@tabler/icons-react/icons/IconPlayerPause";
import IconPlayerPlay from "@tabler/icons-react/icons/IconPlayerPlay";
import IconTrash from "@tabler/icons-react/icons/IconTrash";
import { useMutation } from "@tanstack/react-query";
import { publisherChange, publisherDeletion, type Publisher } from "../../api/publishers.ts";
import { confirmDeletion } from "../../parts/confirm-deletion.tsx";
import { confirm } from "../../parts/confirm.tsx";
import { RowActions } from "../../parts/row-actions.tsx";
import { Consequences, consequencesOf } from "../campaigns/consequences.tsx";

type PublisherActionsProps = { readonly publisher: Publisher; readonly onRename: () => void };

export function PublisherActions({ publisher, onRename }: PublisherActionsProps) {
  const { id, name, status } = publisher;
  const change = useMutation(publisherChange(id));
  const deletion = useMutation(publisherDeletion(id));
  const pause = () =>
    confirm({
      title: `Pause ${name}?`,
      consequences: <Consequences of={consequencesOf.publisherPaused} />,
      act: "Pause publisher",
      done: `${name} is paused`,
      run: () => change.mutateAsync({ status: "paused" }),
    });
  const activate = () =>
    confirm({
      title: `Activate ${name}?`,
      consequences: <Consequences of={consequencesOf.publisherActivated} />,
      act: "Activate publisher",
      done: `${name} is active`,
      run: () => change.mutateAsync({ status: "active" }),
    });
  const remove = () =>
    confirmDeletion({
      title: `Delete ${name}?`,
      consequences: <Consequences of={consequencesOf.publisherDeleted} />,
      act: "Delete publisher",
      done: `${name} is deleted`,
      remove: (isForced) => deletion.mutateAsync(isForced),
    });
  const actions = [
    { label: "Rename", icon: <IconPencil size={16} />, onClick: onRename },
    status === "active"
      ? { label: "Pause", icon: <IconPlayerPause size={16} />, onClick: pause }
      : { label: "Activate", icon: <IconPlayerPlay size={16} />, onClick: activate },
    { label: "Delete", icon: <IconTrash size={16} />, isDangerous: true, onClick: remove },
  ];
  return <RowActions of={name} to="write" actions={actions} />;
}
