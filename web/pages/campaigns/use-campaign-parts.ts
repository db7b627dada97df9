import { useQuery } from "@tanstack/react-query";
import { publisherNumbersQuery, type PublisherNumber } from "../../api/publisher-numbers.ts";
import { publishersQuery, type Publisher } from "../../api/publishers.ts";
import { tagsQuery, type CallTrackingTag } from "../../api/tags.ts";

/** A publisher number of the campaign, with whose it is and which tag shows it. */
export type NumberRow = PublisherNumber & {
  readonly publisher?: Publisher;
  readonly tag?: CallTrackingTag;
};

/** A tag of the campaign, with its publisher number. */
export type TagRow = CallTrackingTag & { readonly primary?: NumberRow };

/** What belongs to one campaign. */
export type CampaignParts = {
  readonly numbers: readonly NumberRow[];
  readonly tags: readonly TagRow[];
  /** All of the account, to choose from. */
  readonly publishers: readonly Publisher[];
};

export function useCampaignParts(campaignId: string) {
  const publishers = useQuery(publishersQuery);
  const numbers = useQuery(publisherNumbersQuery);
  const tags = useQuery(tagsQuery);
  const all = [publishers, numbers, tags];
  const parts =
    publishers.data && numbers.data && tags.data
      ? partsOf(campaignId, publishers.data, numbers.data, tags.data)
      : undefined;
  return {
    parts,
    error: all.find((one) => one.error !== null)?.error ?? null,
    refetch: () => all.forEach((one) => void one.refetch()),
  };
}

function partsOf(
  campaignId: string,
  publishers: readonly Publisher[],
  everyNumber: readonly PublisherNumber[],
  everyTag: readonly CallTrackingTag[],
): CampaignParts {
  const tags = everyTag.filter((tag) => tag.campaignId === campaignId);
  const numbers = everyNumber
    .filter((number) => number.campaignId === campaignId)
    .map((number): NumberRow => {
      const publisher = publishers.find(({ id }) => id === number.publisherId);
      const tag = tags.find(({ publisherNumberId }) => publisherNumberId === number.id);
      return { ...number, ...(publisher && { publisher }), ...(tag && { tag }) };
    });
  const rows = tags.map((tag): TagRow => {
    const primary = numbers.find(({ id }) => id === tag.publisherNumberId);
    return { ...tag, ...(primary && { primary }) };
  });
  return { numbers, tags: rows, publishers };
}
