import type { LiveEvent } from "../../src/contract/admin/live.ts";

export type LiveState = "connecting" | "open" | "lost";

type Listener = {
  readonly onEvent: (event: LiveEvent) => void;
  readonly onState: (state: LiveState) => void;
};

const names = ["ready", "impression", "miss", "call", "occupancy", "skipped"] as const;

const retryMs = { first: 1_000, max: 30_000 } as const;

/**
 * What happens, as it happens. The browser itself reconnects, and says what it has seen, when
 * a connection breaks; when it is refused, as by a server that is just starting, it gives up, and
 * another is opened here.
 * @returns ends it
 */
export function listenLive({ onEvent, onState }: Listener): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMs: number = retryMs.first;
  const open = () => {
    source = new EventSource("/api/v1/live");
    source.addEventListener("open", () => {
      waitMs = retryMs.first;
      onState("open");
    });
    source.addEventListener("error", () => {
      onState("lost");
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, waitMs);
      waitMs = Math.min(retryMs.max, waitMs * 2);
    });
    for (const event of names) {
      source.addEventListener(event, ({ data }: MessageEvent<string>) => {
        // The contract's own test of the server says what stands in it.
        onEvent({ event, data: JSON.parse(data) as unknown } as LiveEvent);
      });
    }
  };
  onState("connecting");
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
