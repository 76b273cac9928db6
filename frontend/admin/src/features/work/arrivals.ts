/** Says that new tasks have come in while the officer was looking. */
import { watch, type Ref } from "vue";
import type { Task } from "@/api";
import { announce } from "@/app/notices";
import { texts } from "@/texts";
import { addressOf, arrivals, type TaskFilter } from "./filter";

export function useArrivals(tasks: Ref<Task[]>, filter: Ref<TaskFilter>): void {
  let known: { of: string; ids: Set<string>; seenUntil: string } | undefined;
  watch(tasks, (now) => {
    const of = JSON.stringify(addressOf(filter.value));
    const newest = now.reduce((latest, task) => (task.opened_at > latest ? task.opened_at : latest), "");
    if (known?.of === of) {
      const { ids, seenUntil } = known;
      const came = arrivals(ids, now).filter((task) => task.opened_at > seenUntil);
      if (came.length > 0 && seenUntil) announce(texts.work.newTasks(came.length), "info");
    }
    known = { of, ids: new Set(now.map((task) => task.id)), seenUntil: newest };
  });
}
