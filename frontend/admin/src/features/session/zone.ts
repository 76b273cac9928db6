/** The zone of the desk a page is about. */
import { onScopeDispose } from "vue";
import { sayTimesIn } from "@/texts/zone";
import { useSession } from "./session";

/** Says this page's times in the zone of `desk`; where the officer has no seat there, in the agency's. */
export function useDeskZone(desk: () => string | undefined): void {
  const session = useSession();
  onScopeDispose(sayTimesIn(() => session.value?.seats.find((seat) => seat.desk_id === desk())?.timezone));
}
