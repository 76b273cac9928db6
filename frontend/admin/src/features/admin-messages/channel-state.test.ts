import { expect, it } from "vitest";
import type { ChannelState } from "@/api/administration";
import { moodOf } from "./channel-state";

const quiet = { is_connected: null, is_stuck: false, failed: 0, reports: 0, sent: 0, received: 0, queued: 0 } as unknown as ChannelState;

it("says the worst of a channel first", () => {
  expect(moodOf({ ...quiet, is_connected: false, failed: 3 })).toBe("notConnected");
  expect(moodOf({ ...quiet, is_stuck: true, failed: 3 })).toBe("stuck");
  expect(moodOf({ ...quiet, failed: 3, sent: 9 })).toBe("someFailed");
  expect(moodOf({ ...quiet, sent: 9 })).toBe("fine");
  expect(moodOf({ ...quiet, reports: 1 })).toBe("fine");
  expect(moodOf(quiet)).toBe("quiet");
});
