/**
 * The features of the app. Each is a folder under `features/` whose `feature.ts` names its routes and its place
 * in the menu; adding a folder adds the feature. Views are imported lazily, so each is a download of its own.
 */
import type { RouteRecordRaw } from "vue-router";
import type { Session } from "@/api";

export interface MenuEntry {
  title: string;
  /** SVG path of @mdi/js. */
  icon: string;
  to: string;
  /** Smaller comes first. */
  order: number;
  /** Entries of one group stand together under its name, after those of none. */
  group?: string;
  /** Whether this officer has any use for it. */
  isFor: (session: Session) => boolean;
}

export interface Feature {
  routes: RouteRecordRaw[];
  menu?: MenuEntry[];
}

export const WORK = "/tugas";

const found = import.meta.glob<{ feature: Feature }>("../features/*/feature.ts", { eager: true });

export const features: Feature[] = Object.values(found).map((module) => module.feature);

export const menu: MenuEntry[] = features
  .flatMap((feature) => feature.menu ?? [])
  .sort((one, other) => one.order - other.order);

/** Where an officer without queues begins: with what they are there for. */
export function homeOf(session: Session): string {
  const offered = menu.filter((entry) => entry.isFor(session));
  const first = offered.find((entry) => entry.to === WORK) ?? offered.find((entry) => entry.group) ?? offered[0];
  return first?.to ?? WORK;
}
