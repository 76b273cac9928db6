/** How a channel does, in a word: the worst first. */
import type { ChannelState } from "@/api/administration";

export type ChannelMood = "notConnected" | "stuck" | "someFailed" | "fine" | "quiet";

export function moodOf(channel: ChannelState): ChannelMood {
  if (channel.is_connected === false) return "notConnected";
  if (channel.is_stuck) return "stuck";
  if (channel.failed > 0) return "someFailed";
  return channel.reports > 0 || hasTraffic(channel) ? "fine" : "quiet";
}

/** Whether messages went through it; counters and boxes carry none. */
export function hasTraffic({ sent, received, queued, failed }: ChannelState): boolean {
  return sent + received + queued + failed > 0;
}
