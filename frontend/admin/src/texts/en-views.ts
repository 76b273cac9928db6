/** The same sentences as `id-views.ts`, in English. */
import { counted } from "./counted";
import type * as indonesian from "./id-views";

export const views: typeof indonesian.views = {
  title: "Saved views",
  save: "Save this view",
  saveTitle: "Save view",
  saveIntro: "The filters in use are kept under this name. Only you see it.",
  name: "Name of the view",
  startWith: "Open this view whenever my work is opened",
  submit: "Save view",
  saved: (name) => `View “${name}” saved.`,
  manage: (name) => `Manage view ${name}`,
  isStart: "start view",
  makeStart: "Make it the start view",
  dropStart: "No longer the start view",
  started: (name) => `“${name}” is now the start view.`,
  noLongerStart: (name) => `“${name}” is no longer the start view.`,
  rename: "Rename",
  renameTitle: "Rename view",
  renamed: (name) => `The view is now called “${name}”.`,
  remove: "Delete",
  removeTitle: "Delete view?",
  removeIntro: (name) => `“${name}” disappears from this list. Tasks and reports do not change.`,
  removeSubmit: "Delete view",
  removed: (name) => `View “${name}” deleted.`,
};

export const alerts: typeof indonesian.alerts = {
  toggle: "Notify me",
  toggleHint: "Of new tasks and of those due soon",
  deniedHint: "Blocked by the browser",
  unsupportedHint: "Not supported by this browser",
  on: "Notifications are on in this browser, while the app is open in one of its tabs.",
  off: "Notifications are off in this browser.",
  denied: "The browser refuses notifications from this site. Allow them in its site settings, then try again.",
  notAnswered: "Permission was not given, so notifications are not on yet.",
  unsupported: "This browser or device cannot show notifications from a site.",
  newTask: "There is a new task in your queues",
  dueSoon: (count) => `${counted(count, "task")} due soon`,
  open: "Open the app to see it.",
};
