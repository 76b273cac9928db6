/** What the views officers begin with ask for first, by their address, besides the session. main.ts reads this: it must import nothing. */
const API = "/api/admin/v1";
export const SESSION = `${API}/session`;
const WORK = ["/queues", "/tasks?assigned=anyone", "/desks", "/views"];
const OVERSIGHT = ["/desks", "/overview", "/times", "/places"].map((one) => `/oversight${one}`);

/** With a filter in the address the list is another one, and the view asks for it itself. */
export function firstRequests(path: string, search: string): string[] {
  const place = path.replace(/^\/admin/, "");
  const report = /^\/laporan\/([0-9a-f-]{36})$/.exec(place)?.[1];
  if (report) return [`${API}/reports/${report}`];
  if (search !== "") return [];
  if (place === "" || place === "/" || place === "/tugas") return WORK.map((one) => API + one);
  if (place === "/pengawasan") return OVERSIGHT.map((one) => API + one);
  return [];
}
