/** Which of an officer's places the page in front of them is about. */
import type { Session } from "@/api";

export type Seat = Session["seats"][number];

/** One place for each desk, in the server's order. */
export function desksOf(seats: readonly Seat[]): Seat[] {
  return seats.filter((seat, index) => seats.findIndex((one) => one.desk_id === seat.desk_id) === index);
}

/** The place at `desk`; the only one of an officer with one desk; none when the page shows several desks together. */
export function seatShown(seats: readonly Seat[], desk: unknown): Seat | undefined {
  const places = desksOf(seats);
  return places.length === 1 ? places[0] : places.find((seat) => seat.desk_id === desk);
}

export function nameOf(seat: Seat): string {
  return `${seat.desk_name} · ${seat.team || seat.actor_title}`;
}
