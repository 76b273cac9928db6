/** A text that is open in two windows: neither writes over what it has not seen. */
import { shallowRef, type Ref } from "vue";
import { asProblem } from "@/api";

/** A text as the server keeps it; `etag` is empty where it keeps none. */
export interface Kept {
  etag: string;
}

interface Parts<There extends Kept, Text> {
  /** Saves `text` over the one that bears `seen`, or is refused. */
  save: (text: Text, seen: string) => Promise<There>;
  /** Throws the one that bears `seen` away, or is refused. */
  drop: (seen: string) => Promise<void>;
  /** What the server keeps now. */
  look: () => Promise<There>;
  textOf: (there: There) => unknown;
  /** The text this window sent last, whose answer may have been lost on its way. */
  sent?: { text: string };
}

export interface Elsewhere<There extends Kept, Text> {
  /** The text another window saved meanwhile, for as long as nobody has chosen. */
  found: Ref<There | undefined>;
  /** What the server keeps was read: this window goes on from it. */
  begin: (there: Kept | undefined) => void;
  save: (text: Text) => Promise<There>;
  drop: () => Promise<void>;
}

export function useElsewhere<There extends Kept, Text>(parts: Parts<There, Text>): Elsewhere<There, Text> {
  const { sent = { text: "" } } = parts;
  const found = shallowRef<There>();
  let seen = "";

  /** Writes; again where only this window's own text, which it does not know to have arrived, is in the way. */
  async function write<Done>(text: string, attempt: (seen: string) => Promise<Done>): Promise<Done> {
    const before = sent.text;
    sent.text = text;
    try {
      return await attempt(seen);
    } catch (error) {
      if (asProblem(error).code !== "draft-changed") throw error;
      const there = await parts.look();
      if (inOneOrder(parts.textOf(there)) === before) return attempt(there.etag);
      found.value = there;
      throw error;
    }
  }

  function begin(there: Kept | undefined): void {
    seen = there?.etag ?? "";
    found.value = undefined;
  }

  return {
    found,
    begin,
    async save(text) {
      const kept = await write(inOneOrder(text), (over) => parts.save(text, over));
      begin(kept);
      return kept;
    },
    async drop() {
      await write("", parts.drop);
      begin(undefined);
    },
  };
}

/** The same text whatever order the server keeps its parts in. */
function inOneOrder(text: unknown): string {
  return JSON.stringify(text, (_, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
