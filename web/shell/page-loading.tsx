import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";

/** Has the outline of a page, so that nothing jumps when it comes. */
export function PageLoading() {
  return (
    <Stack gap="lg" aria-busy="true">
      <VisuallyHidden>Loading…</VisuallyHidden>
      <Skeleton h={32} w={220} />
      <Skeleton h={120} />
      <Skeleton h={320} />
    </Stack>
  );
}
