import type { ActivityAnswer, ImpressionAnswer } from "../../src/contract/edge.ts";
import type { Random } from "../../sim/random.ts";
import { browserHeaders, pageOpened } from "./running-server.ts";

const PAGE = "https://plumber.example/";

/** A browser, and what it was answered. What it was not answered, it does not know. */
type Visitor = {
  readonly name: string;
  impression: string;
  token: string;
  /** Undefined while the pool is exhausted. */
  number: string | undefined;
};

type Asked =
  | { readonly kind: "answered"; readonly status: number; readonly body: string }
  /** Cut off, or told to come back: nothing was promised. */
  | { readonly kind: "refused"; readonly why: string };

export type LoadOptions = {
  readonly campaign: string;
  readonly random: Random;
  /** Visitors who do something at the same time. */
  readonly atOnce: number;
  /** Where the next request goes. */
  url(): string;
};

/** What the load saw: each count above zero shows that the run did what it is for. */
export type LoadCounts = {
  answers: number;
  refusals: number;
  issued: number;
  /** Numbers given to a visitor after another had closed the page. */
  reissued: number;
  misses: number;
  closes: number;
};

export type Load = {
  readonly counts: Readonly<LoadCounts>;
  /** Answers that broke a promise; none, one hopes. */
  readonly faults: readonly string[];
  /** Every impression that a visitor was told of. */
  readonly impressions: ReadonlySet<string>;
  /** Those whose close was answered. */
  readonly closed: ReadonlySet<string>;
  /** Called on every answer. */
  onAnswer: () => void;
  /** Called when a request was sent off. */
  onRequest: () => void;
  /** Visitors come, are active and leave until each worker is refused or `isOver`. */
  run(isOver: () => boolean): Promise<void>;
  /** Everyone who has not left asks again: each has the same impression and the same number. */
  checkAll(): Promise<number>;
};

/** Many visitors at once, each of whom remembers what it was promised (R38, R39). */
export function makeLoad(options: LoadOptions): Load {
  return new VisitorLoad(options);
}

class VisitorLoad implements Load {
  readonly counts: LoadCounts = {
    answers: 0,
    refusals: 0,
    issued: 0,
    reissued: 0,
    misses: 0,
    closes: 0,
  };
  readonly faults: string[] = [];
  readonly impressions = new Set<string>();
  readonly closed = new Set<string>();
  onAnswer = (): void => undefined;
  onRequest = (): void => undefined;

  private readonly options: LoadOptions;
  /** Whose a number is, by what the visitors were told: theirs until they begin to leave. */
  private readonly holders = new Map<string, Visitor>();
  private readonly everHeld = new Set<string>();
  /** Each worker has visitors of its own, so that nobody does two things at once. */
  private readonly present: Visitor[][];
  private visitors = 0;

  constructor(options: LoadOptions) {
    this.options = options;
    this.present = Array.from({ length: options.atOnce }, () => []);
  }

  async run(isOver: () => boolean): Promise<void> {
    await Promise.all(
      this.present.map(async (visitors) => {
        while (!isOver()) {
          if (!(await this.step(visitors))) return;
        }
      }),
    );
  }

  async checkAll(): Promise<number> {
    let checked = 0;
    await Promise.all(
      this.present.map(async (visitors) => {
        for (const visitor of visitors) {
          if (!(await this.open(visitor))) this.faults.push(`${visitor.name} was refused`);
          checked++;
        }
      }),
    );
    return checked;
  }

  /** @returns whether it was answered */
  private step(visitors: Visitor[]): Promise<boolean> {
    const { random } = this.options;
    if (visitors.length === 0 || random.chance(0.4)) return this.arrive(visitors);
    const at = random.between(0, visitors.length - 1);
    // The index is one of the list's.
    const visitor = visitors[at] as Visitor;
    if (random.chance(0.5)) return this.act(visitor);
    if (random.chance(0.4)) return this.open(visitor);
    visitors.splice(at, 1);
    return this.leave(visitor);
  }

  private async arrive(visitors: Visitor[]): Promise<boolean> {
    const name = `visitor-${++this.visitors}`;
    const visitor: Visitor = { name, impression: "", token: "", number: undefined };
    const isAnswered = await this.open(visitor);
    if (isAnswered) visitors.push(visitor);
    return isAnswered;
  }

  private async open(visitor: Visitor): Promise<boolean> {
    const body = pageOpened(this.options.campaign, visitor.name, PAGE);
    const asked = await this.post("/v1/impressions", body, 200);
    if (asked.kind === "refused") return false;
    if (asked.status !== 200) return true;
    // What the contract says of a 200.
    const answer = JSON.parse(asked.body) as ImpressionAnswer;
    if (visitor.impression !== "" && visitor.impression !== answer.impression) {
      this.faults.push(`${visitor.name}: ${visitor.impression} became ${answer.impression}`);
    }
    if (visitor.impression === "" && answer.numbers[0]?.reason !== undefined) this.counts.misses++;
    visitor.impression = answer.impression;
    visitor.token = answer.token;
    this.impressions.add(answer.impression);
    this.shown(visitor, answer);
    return true;
  }

  private async act(visitor: Visitor): Promise<boolean> {
    const path = `/v1/impressions/${visitor.impression}/activity`;
    const asked = await this.post(path, { token: visitor.token }, 200);
    if (asked.kind === "refused") return false;
    // What the contract says of a 200.
    if (asked.status === 200) this.shown(visitor, JSON.parse(asked.body) as ActivityAnswer);
    return true;
  }

  private async leave(visitor: Visitor): Promise<boolean> {
    // From now on the server may have heard it, answered or not.
    const { number, impression } = visitor;
    if (number !== undefined) this.holders.delete(number);
    const body = { token: visitor.token };
    const asked = await this.post(`/v1/impressions/${impression}/close`, body, 204);
    if (asked.kind === "refused") return false;
    this.closed.add(impression);
    this.counts.closes++;
    return true;
  }

  private shown(visitor: Visitor, { numbers: [shown] }: Pick<ActivityAnswer, "numbers">): void {
    const number = shown?.reason === undefined ? shown?.number : undefined;
    if (number === visitor.number) return;
    if (visitor.number !== undefined) {
      this.faults.push(`${visitor.name}: ${visitor.number} became ${number ?? "none"}`);
    }
    if (number === undefined) return;
    const other = this.holders.get(number);
    if (other !== undefined) {
      this.faults.push(`${number} is held by ${other.name} and by ${visitor.name}`);
    }
    this.counts.issued++;
    if (this.everHeld.has(number)) this.counts.reissued++;
    this.everHeld.add(number);
    this.holders.set(number, visitor);
    visitor.number = number;
  }

  private async post(path: string, body: unknown, expected: number): Promise<Asked> {
    const asked = await send(this.options.url() + path, body, this.onRequest);
    if (asked.kind === "refused") {
      this.counts.refusals++;
      return asked;
    }
    if (asked.status !== expected) this.faults.push(`${path}: ${asked.status} ${asked.body}`);
    this.counts.answers++;
    this.onAnswer();
    return asked;
  }
}

async function send(url: string, body: unknown, onRequest: () => void): Promise<Asked> {
  try {
    const response = fetch(url, {
      method: "POST",
      headers: { "content-type": "text/plain", ...browserHeaders },
      body: JSON.stringify(body),
    });
    onRequest();
    const { status } = await response;
    const text = await (await response).text();
    return status === 503
      ? { kind: "refused", why: text }
      : { kind: "answered", status, body: text };
  } catch (error) {
    return { kind: "refused", why: String(error) };
  }
}
