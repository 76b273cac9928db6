/**
 * The places of administration in the menu. Their sentences are in `administration.ts`, which only the views of
 * administration fetch, so that an officer's first page stays a small download.
 */
export const administrationMenu = {
  group: "Administrasi",
  users: "Petugas",
  units: "Perangkat daerah",
  desks: "Layanan",
  places: "Tempat",
  calendars: "Kalender kerja",
  procedures: "SOP",
  messages: "Saluran dan pesan",
  audit: "Catatan audit",
};
